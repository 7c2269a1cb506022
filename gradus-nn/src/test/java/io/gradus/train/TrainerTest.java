package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.ShapeException;
import io.gradus.exec.Engine;
import io.gradus.exec.Workers;
import io.gradus.kernel.Kernels;
import io.gradus.kernel.Philox;
import io.gradus.kernel.ScalarKernels;
import io.gradus.nn.Activation;
import io.gradus.nn.BatchNorm;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Dropout;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.op.Relu;
import io.gradus.op.Tanh;
import io.gradus.optim.Adam;
import io.gradus.optim.Clipping;
import io.gradus.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Training as a whole: it learns, it repeats itself to the bit, it refuses what cannot work.
class TrainerTest {
  private static Dataset rings() {
    float[][] inputs = new float[300][2];
    int[] labels = new int[300];
    for (int i = 0; i < labels.length; i++) {
      inputs[i][0] = Philox.normal(5, 0, 0, 2 * i);
      inputs[i][1] = Philox.normal(5, 0, 0, 2 * i + 1);
      labels[i] = inputs[i][0] * inputs[i][0] + inputs[i][1] * inputs[i][1] > 1.2f ? 1 : 0;
    }
    return Dataset.of(inputs, labels, List.of("in", "out"));
  }

  private static Model network(Engine engine) {
    return Model.of(
            Sequential.of(
                new Dense(24),
                new BatchNorm(),
                new Activation(new Relu()),
                new Dropout(0.1),
                new Dense(2)))
        .seed(3)
        .on(engine)
        .input(2);
  }

  private static List<Epoch> train(Engine engine) {
    return Trainer.of(network(engine), new CrossEntropy(), new Adam(0.01))
        .batch(32)
        .epochs(12)
        .metric(new Accuracy())
        .fit(rings(), rings());
  }

  @Test
  void learnsWhatNoStraightLineDivides() {
    Epoch last = train(Engine.shared()).getLast();
    assertThat(last.validation().get("accuracy")).isGreaterThan(0.95);
  }

  @Test
  void theSameSeedGivesTheSameLossCurveOnAnyThreadsAndKernels() {
    List<Double> expected = train(Engine.shared()).stream().map(Epoch::loss).toList();
    for (int threads : new int[] {1, 3, 8}) {
      try (Workers workers = new Workers(threads)) {
        for (Kernels kernels : List.of(new ScalarKernels(), Kernels.best())) {
          assertThat(train(new Engine(kernels, workers)).stream().map(Epoch::loss).toList())
              .isEqualTo(expected);
        }
      }
    }
  }

  private static List<Double> losses(Engine engine, Consumer<Trainer> options) {
    Trainer trainer = Trainer.of(network(engine), new CrossEntropy(), new Adam(0.01));
    options.accept(trainer.batch(32).epochs(4));
    return trainer.fit(rings(), rings()).stream()
        .flatMap(epoch -> Stream.of(epoch.loss(), epoch.validationLoss()))
        .toList();
  }

  @Test
  void clippingAccumulatingAndAveragingGiveTheSameBitsOnAnyThreads() {
    Consumer<Trainer> options =
        trainer -> trainer.clip(Clipping.byGlobalNorm(0.1)).accumulate(3).average(0.9);
    List<Double> expected = losses(Engine.shared(), options);
    assertThat(expected).isNotEqualTo(losses(Engine.shared(), trainer -> {}));
    for (int threads : new int[] {1, 2, 3, 8}) {
      try (Workers workers = new Workers(threads)) {
        assertThat(losses(new Engine(Kernels.best(), workers), options)).isEqualTo(expected);
      }
    }
  }

  @Test
  void accumulatedBatchesAreOneLargeBatch() {
    Model parts = Model.of(Sequential.of(new Dense(8), new Dense(2))).seed(1).input(2);
    Model whole = Model.of(Sequential.of(new Dense(8), new Dense(2))).seed(1).input(2);
    // 300 samples: five steps of 64 (the last of 44), or of 4 batches of 16 (the last of 12).
    Trainer.of(parts, new CrossEntropy(), new Sgd(0.5)).batch(16).accumulate(4).fit(rings());
    Trainer.of(whole, new CrossEntropy(), new Sgd(0.5)).batch(64).fit(rings());
    assertThat(parts.parameters().values())
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(whole.parameters().values());
  }

  @Test
  void validationAndTheEndAreWithTheAveragedWeights() {
    Model model = Model.of(Sequential.of(new Dense(8), new Dense(2))).seed(1).input(2);
    Model plain = Model.of(Sequential.of(new Dense(8), new Dense(2))).seed(1).input(2);
    Trainer trainer = Trainer.of(model, new CrossEntropy(), new Sgd(0.5)).average(0.99).epochs(3);
    List<Epoch> averaged = trainer.fit(rings(), rings());
    List<Epoch> usual =
        Trainer.of(plain, new CrossEntropy(), new Sgd(0.5)).epochs(3).fit(rings(), rings());
    // Averaging changes what is looked at, not the way.
    assertThat(averaged.stream().map(Epoch::loss).toList())
        .isEqualTo(usual.stream().map(Epoch::loss).toList());
    assertThat(averaged.getLast().validationLoss()).isNotEqualTo(usual.getLast().validationLoss());
    assertThat(trainer.evaluate(rings()).get("loss"))
        .isEqualTo(averaged.getLast().validationLoss());
  }

  @Test
  void xorIsLearned() {
    Dataset xor =
        Dataset.of(
            new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new float[][] {{0}, {1}, {1}, {0}});
    Model model =
        Model.of(Sequential.of(new Dense(8), new Activation(new Tanh()), new Dense(1)))
            .seed(1)
            .input(2);
    Trainer.of(model, new MeanSquaredError(), new Adam(0.02)).batch(4).epochs(400).fit(xor);
    assertThat(model.predict(0, 1)[0]).isGreaterThan(0.9f);
    assertThat(model.predict(1, 1)[0]).isLessThan(0.1f);
    assertThat(model.predict(new float[] {0, 0, 1, 0}, 2)[1]).isGreaterThan(0.9f);
  }

  @Test
  void frozenParametersStayAsTheyAre() {
    Model model = Model.of(Sequential.of(new Dense(4), new Dense(2))).seed(1).input(2);
    var frozen = model.parameters().find("0.weight");
    frozen.freeze(true);
    float[] before = frozen.values();
    float[] other = model.parameters().find("1.weight").values();
    Trainer.of(model, new CrossEntropy(), new Sgd(0.1)).fit(rings());
    assertThat(frozen.values()).containsExactly(before);
    assertThat(model.parameters().find("1.weight").values()).isNotEqualTo(other);
  }

  @Test
  void earlyStoppingKeepsTheBestWeights() {
    Model model = network(Engine.shared());
    Trainer trainer =
        Trainer.of(model, new CrossEntropy(), new Adam(0.05))
            .batch(16)
            .epochs(200)
            .earlyStopping(3);
    List<Epoch> history = trainer.fit(rings(), rings());
    double best = history.stream().mapToDouble(Epoch::validationLoss).min().orElseThrow();
    assertThat(history).hasSizeLessThan(200);
    assertThat(trainer.evaluate(rings()).get("loss")).isEqualTo(best);
  }

  @Test
  void aWrongOutputSizeIsNamed() {
    Model model = Model.of(new Dense(3)).input(2);
    assertThatThrownBy(() -> Trainer.of(model, new CrossEntropy(), new Sgd(0.1)).fit(rings()))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("2 classes");
  }

  @Test
  void aLossThatExplodesStopsTraining() {
    Dataset line =
        Dataset.of(new float[][] {{1}, {2}, {3}}, new float[][] {{1e6f}, {2e6f}, {-3e6f}});
    Model model = Model.of(new Dense(1)).input(1);
    assertThatThrownBy(
            () -> Trainer.of(model, new MeanSquaredError(), new Sgd(10)).epochs(100).fit(line))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessageContaining("learning rate");
  }

  @Test
  void aLossThatExplodesNamesWhereItBegan() {
    Dataset far = Dataset.of(new float[][] {{3e38f, 3e38f}}, new int[] {0}, List.of("in", "out"));
    Model model = Model.of(Sequential.of(new Dense(4), new Dense(2))).seed(1).input(2);
    model.parameters().find("0.weight").set(3, 3, 3, 3, 3, 3, 3, 3);
    assertThatThrownBy(() -> Trainer.of(model, new CrossEntropy(), new Sgd(0.1)).fit(far))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessageContaining("it began in matmul [1, 4] of \"0\"")
        .hasMessageContaining("0.weight");
  }

  @Test
  void theLastStepIsCheckedToo() {
    Dataset line = Dataset.of(new float[][] {{1}, {2}}, new float[][] {{1e6f}, {2e6f}});
    Model model = Model.of(new Dense(1)).input(1);
    assertThatThrownBy(() -> Trainer.of(model, new MeanSquaredError(), new Sgd(1e38)).fit(line))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessageContaining("after epoch 1");
    Model other = Model.of(new Dense(2)).input(2);
    Sgd broken = new Sgd(step -> Double.NaN);
    assertThatThrownBy(() -> Trainer.of(other, new CrossEntropy(), broken).fit(rings()))
        .hasMessageContaining("NaN");
  }

  @Test
  void dataOfAnotherShapeIsNamed() {
    Model model = Model.of(new Dense(2)).input(3);
    Trainer trainer = Trainer.of(model, new CrossEntropy(), new Sgd(0.1));
    assertThatThrownBy(() -> trainer.fit(rings()))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[3]")
        .hasMessageContaining("input(2)");
    assertThatThrownBy(() -> trainer.evaluate(rings())).isInstanceOf(ShapeException.class);
  }

  @Test
  void twoFitsAreOneLongerFit() {
    Model whole = network(Engine.shared());
    Trainer.of(whole, new CrossEntropy(), new Adam(0.01)).epochs(4).fit(rings());
    Model parts = network(Engine.shared());
    Trainer trainer = Trainer.of(parts, new CrossEntropy(), new Adam(0.01)).epochs(2);
    trainer.fit(rings());
    assertThat(trainer.fit(rings())).extracting(Epoch::number).containsExactly(3, 4);
    assertThat(parts.parameters().values()).containsExactly(whole.parameters().values());
    assertThatThrownBy(() -> trainer.average(0.9)).hasMessageContaining("before the first fit");
  }

  @Test
  void thawedParametersTrainFromTheNextStep() {
    Model model = Model.of(Sequential.of(new Dense(4), new Dense(2))).seed(1).input(2);
    var first = model.parameters().find("0.weight");
    first.freeze(true);
    float[] before = first.values();
    Trainer.of(model, new CrossEntropy(), new Sgd(0.1))
        .epochs(2)
        .listener(event -> {
          if (event instanceof TrainingEvent.EpochDone done && done.epoch().number() == 1) {
            assertThat(first.values()).containsExactly(before);
            first.freeze(false);
          }
        })
        .fit(rings());
    assertThat(first.values()).isNotEqualTo(before);
  }

  @Test
  void theEndOfAFitIsToldLastWithTheWeightsThatItLeaves() {
    Model model = network(Engine.shared());
    List<TrainingEvent> told = new ArrayList<>();
    List<float[]> weights = new ArrayList<>();
    Trainer trainer =
        Trainer.of(model, new CrossEntropy(), new Adam(0.05))
            .epochs(3)
            .average(0.9)
            .earlyStopping(2)
            .listener(told::add)
            .listener(event -> weights.add(model.parameters().values().clone()));
    trainer.fit(rings());
    long steps = told.stream().filter(TrainingEvent.StepDone.class::isInstance).count();
    assertThat(told.getLast()).isEqualTo(new TrainingEvent.Finished(3, steps));
    assertThat(weights.getLast()).containsExactly(model.parameters().values());
    trainer.fit(rings());
    assertThat(told.getLast()).isEqualTo(new TrainingEvent.Finished(6, 2 * steps));
  }

  @Test
  void aFitThatAnExceptionEndsIsNotToldAsFinished() {
    List<TrainingEvent> told = new ArrayList<>();
    Trainer trainer =
        Trainer.of(network(Engine.shared()), new CrossEntropy(), new Adam(0.05))
            .listener(told::add)
            .listener(event -> {
              throw new IllegalStateException("enough");
            });
    assertThatThrownBy(() -> trainer.fit(rings())).hasMessage("enough");
    assertThat(told).noneMatch(TrainingEvent.Finished.class::isInstance);
  }

  @Test
  void partsMadeOnlyWhileTrainingTrainToo() {
    io.gradus.nn.Layer odd =
        (s, x) -> {
          var y = s.call("out", new Dense(2), x);
          return s.training() ? y.add(s.call("extra", new Dense(2), x)) : y;
        };
    Model model = Model.of(odd).seed(1).input(2);
    float[] before = model.parameters().find("out.weight").values();
    Trainer.of(model, new CrossEntropy(), new Sgd(0.1)).fit(rings());
    assertThat(model.parameters().find("out.weight").values()).isNotEqualTo(before);
  }

  @Test
  void metricsHaveNamesOfTheirOwnAndAreNotResetInTheMidst() {
    Trainer trainer =
        Trainer.of(network(Engine.shared()), new CrossEntropy(), new Adam(0.01))
            .metric(new Accuracy());
    assertThatThrownBy(() -> trainer.metric(new Accuracy())).hasMessageContaining("accuracy");
    trainer.listener(event -> {
      if (event instanceof TrainingEvent.StepDone) {
        trainer.evaluate(rings());
      }
    });
    assertThatThrownBy(() -> trainer.fit(rings())).hasMessageContaining("epoch under way");
  }
}
