package io.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.ShapeException;
import io.gradus.optim.Adam;
import io.gradus.train.DataException;
import io.gradus.train.Dataset;
import io.gradus.train.Epoch;
import io.gradus.train.Outputs;
import io.gradus.train.Preprocessing;
import io.gradus.train.Provenance;
import io.gradus.train.SavedModel;
import io.gradus.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Softmax and its logarithm as layers.
class SoftmaxLayerTest {
  private static final Dataset DATA =
      Dataset.of(
          new float[][] {{1, 0}, {0, 1}, {1, 1}, {0, 0}},
          new int[] {0, 1, 2, 1},
          List.of("a", "b", "c"));

  @Test
  void givesTheProbabilitiesAlongItsAxis() {
    float ln3 = (float) Math.log(3);
    Model last = Model.of(new Softmax()).input(2, 2);
    assertThat(last.predict(0, ln3, 100, 100))
        .containsExactly(new float[] {0.25f, 0.75f, 0.5f, 0.5f}, within(1e-6f));
    Model first = Model.of(new Softmax(1)).input(2, 2);
    assertThat(first.predict(0, 100, ln3, 100))
        .containsExactly(new float[] {0.25f, 0.5f, 0.75f, 0.5f}, within(1e-6f));
    Model logarithm = Model.of(new LogSoftmax()).input(2);
    assertThat(logarithm.predict(0, -200)).containsExactly(new float[] {0, -200}, within(1e-6f));
  }

  @Test
  void aPredictionThatIsNoNumberIsRefusedAndAnInfiniteLogarithmIsNot() {
    Model logarithm = Model.of(new LogSoftmax()).input(2);
    assertThatThrownBy(() -> logarithm.predict(new float[] {1, 2, 3, Float.NaN}, 2))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("row 2: the network's output is NaN: the row holds NaN or values");
    assertThat(logarithm.predict(0, Float.NEGATIVE_INFINITY))
        .containsExactly(0, Float.NEGATIVE_INFINITY);
  }

  @Test
  void anAxisThatIsNotThereIsRefusedWhenTheModelIsMade() {
    assertThatThrownBy(() -> Model.of(Sequential.of(new Dense(2), new Softmax(2))).input(3))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("Softmax \"1\"");
  }

  @Test
  void logSoftmaxAndItsLossTrainAsCrossEntropyDoes() {
    Model logits = Model.of(Sequential.of(new Dense(3))).seed(3).input(2);
    Model logarithms = Model.of(Sequential.of(new Dense(3), new LogSoftmax())).seed(3).input(2);
    List<Epoch> one = Trainer.of(logits, new CrossEntropy(), new Adam(0.1)).epochs(20).fit(DATA);
    List<Epoch> two =
        Trainer.of(logarithms, new NegativeLogLikelihood(), new Adam(0.1)).epochs(20).fit(DATA);
    assertThat(two.getLast().loss()).isCloseTo(one.getLast().loss(), within(1e-5));
    assertThat(two.getLast().loss()).isLessThan(two.getFirst().loss());
  }

  @Test
  void aSavedModelThatEndsInProbabilitiesGivesThem(@TempDir Path folder) throws IOException {
    for (Layer end : List.of(new Softmax(), Sequential.of(new LogSoftmax(), new Softmax()))) {
      Model model = Model.of(Sequential.of(new Dense(3), end)).seed(4).input(2);
      Path file = folder.resolve("end.gradus");
      SavedModel.of(
              model,
              Preprocessing.identity(new int[] {2}, DATA.target()),
              Provenance.ofThisLibrary(4),
              Outputs.PROBABILITIES)
          .save(file);
      float[] expected = model.predict(0.5f, -2);
      assertThat(Model.load(file).predict(0.5f, -2).values()).containsExactly(expected);
      assertThat(expected[0] + expected[1] + expected[2]).isCloseTo(1, within(1e-6f));
    }
  }
}
