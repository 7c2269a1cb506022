package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.LogSoftmax;
import io.gradus.nn.Loss;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.nn.NegativeLogLikelihood;
import io.gradus.nn.Penalty;
import io.gradus.nn.Sequential;
import io.gradus.optim.Sgd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Classes that count differently, and data of which nothing counts.
class ClassWeightedTest {
  private static final Dataset DATA =
      Dataset.of(new float[][] {{1}, {2}, {3}, {4}}, new int[] {0, 0, 0, 1}, List.of("a", "b"));

  static List<Loss> weighted() {
    return List.of(
        new CrossEntropy().withClassWeights(1, 9),
        new NegativeLogLikelihood().withClassWeights(1, 9),
        Penalty.l2(new CrossEntropy().withClassWeights(1, 9), 0.1),
        new CrossEntropy().withClassWeights(1, 0));
  }

  private static Model model() {
    return Model.of(Sequential.of(new Dense(2), new LogSoftmax())).seed(2).input(1);
  }

  private static float[] trained(Loss loss, Dataset data, int batch, int accumulated) {
    Model model = model();
    Trainer.of(model, loss, new Sgd(1)).batch(batch).accumulate(accumulated).fit(data);
    return model.parameters().values();
  }

  @ParameterizedTest
  @MethodSource("weighted")
  void accumulatedBatchesAreOneLargeBatch(Loss loss) {
    Dataset twice = DATA.weighted(1, 2, 1, 0.5f);
    assertThat(trained(loss, DATA, 2, 2)).containsExactly(trained(loss, DATA, 4, 1), within(1e-5f));
    assertThat(trained(loss, DATA, 1, 4)).containsExactly(trained(loss, DATA, 4, 1), within(1e-5f));
    assertThat(trained(loss, twice, 3, 2))
        .containsExactly(trained(loss, twice, 4, 1), within(1e-5f));
  }

  @ParameterizedTest
  @MethodSource("weighted")
  void theLossOfAnEvaluationDoesNotDependOnTheBatches(Loss loss) {
    Model model = model();
    double whole = lossOf(new Evaluation(model, loss, List.of(), 4).of(DATA));
    assertThat(lossOf(new Evaluation(model, loss, List.of(), 3).of(DATA)))
        .isCloseTo(whole, within(1e-6));
    assertThat(lossOf(new Evaluation(model, loss, List.of(), 1).of(DATA)))
        .isCloseTo(whole, within(1e-6));
  }

  @Test
  void theLossOfAnEpochIsTheMeanOverAllThatCountsAlsoWhenResumed(@TempDir Path folder)
      throws IOException {
    Loss loss = new CrossEntropy().withClassWeights(1, 9);
    Model still = model();
    double expected = lossOf(new Evaluation(still, loss, List.of(), 4).of(DATA));
    assertThat(Trainer.of(still, loss, new Sgd(0)).batch(2).fit(DATA).getFirst().loss())
        .isCloseTo(expected, within(1e-6));
    Path file = folder.resolve("run");
    Trainer cut = Trainer.of(model(), loss, new Sgd(0)).batch(1).checkpoint(file);
    cut.checkpointEverySteps(1)
        .listener(event -> {
          if (event instanceof TrainingEvent.StepDone done && done.step() == 2) {
            throw new IllegalStateException("power cut");
          }
        });
    assertThatThrownBy(() -> cut.fit(DATA)).hasMessage("power cut");
    Trainer on = Trainer.of(model(), loss, new Sgd(0)).batch(1).resume(file);
    assertThat(on.fit(DATA).getFirst().loss()).isCloseTo(expected, within(1e-6));
  }

  @Test
  void anEvaluationMeasuresEachOfSeveralDataSets() {
    Model model = model();
    Loss loss = new CrossEntropy();
    Dataset heavy = DATA.weighted(5, 0, 1, 3);
    Evaluation one = new Evaluation(model, loss, List.of(), 4);
    for (Dataset data : List.of(DATA, heavy, DATA)) {
      assertThat(one.of(data)).isEqualTo(new Evaluation(model, loss, List.of(), 4).of(data));
    }
  }

  @Test
  void anEvaluationRefusesASecondDataSetThatDoesNotFit() {
    Evaluation one = new Evaluation(model(), new CrossEntropy(), List.of(), 4);
    one.of(DATA);
    Dataset three =
        Dataset.of(
            new float[][] {{1}, {2}, {3}, {4}}, new int[] {0, 1, 2, 0}, List.of("a", "b", "c"));
    assertThatThrownBy(() -> one.of(three)).hasMessageContaining("3 classes");
  }

  @Test
  void dataOfWhichNothingCountsIsRefusedBeforeAnythingIsTrained() {
    Dataset weightless = DATA.weighted(0, 0, 0, 0);
    assertNothingCounts(new CrossEntropy(), weightless);
    assertNothingCounts(new CrossEntropy(0, Loss.Reduction.SUM), weightless);
    Dataset onlyFirst = DATA.subset(new int[] {0, 1, 2});
    assertNothingCounts(new CrossEntropy().ignoring(0), onlyFirst);
    assertNothingCounts(new CrossEntropy().withClassWeights(0, 1), onlyFirst);
    Dataset numbers = Dataset.of(new float[][] {{1}, {2}}, new float[][] {{1, 2}, {2, 3}});
    assertNothingCounts(new MeanSquaredError(), numbers.weighted(0, 0));
  }

  private static void assertNothingCounts(Loss loss, Dataset data) {
    Model model = model();
    float[] before = model.parameters().values().clone();
    Trainer trainer = Trainer.of(model, loss, new Sgd(1));
    assertThatThrownBy(() -> trainer.fit(data))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("none of the " + data.size() + " samples counts");
    assertThatThrownBy(() -> trainer.evaluate(data))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("none of the " + data.size() + " samples counts");
    assertThat(model.parameters().values()).containsExactly(before);
  }

  @Test
  void validationDataOfWhichNothingCountsIsRefused() {
    Trainer trainer = Trainer.of(model(), new CrossEntropy(), new Sgd(1));
    assertThatThrownBy(() -> trainer.fit(DATA, DATA.weighted(0, 0, 0, 0)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("to validate on")
        .hasMessageContaining("none of the 4 samples counts");
  }

  @Test
  void anEvaluationOfNothingIsRefused() {
    Dataset empty = DATA.subset(new int[0]);
    Trainer trainer = Trainer.of(model(), new CrossEntropy(), new Sgd(1));
    assertThatThrownBy(() -> trainer.evaluate(empty))
        .isInstanceOf(DataException.class)
        .hasMessage("there is nothing to measure: the data set is empty");
  }

  private static double lossOf(Map<String, Double> result) {
    return result.getOrDefault("loss", Double.NaN);
  }
}
