package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.nn.Activation;
import io.gradus.nn.BatchNorm;
import io.gradus.nn.BinaryCrossEntropy;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Layer;
import io.gradus.nn.Loss;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.nn.Penalty;
import io.gradus.nn.Sequential;
import io.gradus.op.Tanh;
import io.gradus.optim.Adam;
import io.gradus.optim.Clipping;
import io.gradus.optim.Muon;
import io.gradus.optim.ParamGroup;
import io.gradus.optim.Sgd;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What must not depend on how data is cut into batches, runs and uses of a layer.
class BatchesTest {
  private static final Dataset NUMBERS =
      Dataset.of(
          new float[][] {{1, 0}, {0, 1}, {1, 1}, {2, 1}}, new float[][] {{1}, {-1}, {0.5f}, {2}});
  private static final Dataset CLASSES =
      Dataset.of(
          new float[][] {{1, 0}, {0, 1}, {1, 1}, {-1, 1}},
          new int[] {0, 1, 0, 1},
          List.of("no", "yes"));

  private static Model linear(int outputs) {
    return Model.of(new Dense(outputs)).seed(3).input(2);
  }

  @Test
  void aSumIsTheSameSumHoweverTheDataIsCut() {
    Model model = linear(1);
    Loss sum = new MeanSquaredError(Loss.Reduction.SUM);
    double whole = loss(model, sum, 4);
    assertThat(loss(model, sum, 1)).isCloseTo(whole, within(1e-6));
    assertThat(loss(model, sum, 3)).isCloseTo(whole, within(1e-6));
    assertThat(loss(model, new MeanSquaredError(), 3)).isCloseTo(whole, within(1e-6));
  }

  private static double loss(Model model, Loss loss, int batch) {
    Map<String, Double> result = new Evaluation(model, loss, List.of(), batch).of(NUMBERS);
    return result.getOrDefault("loss", Double.NaN);
  }

  @Test
  void accumulatedSumsAreThoseOfOneLargeBatch() {
    for (Loss loss : List.of(new MeanSquaredError(Loss.Reduction.SUM), new MeanSquaredError())) {
      Model large = linear(1);
      Trainer.of(large, loss, new Sgd(0.05)).batch(4).epochs(2).fit(NUMBERS);
      Model small = linear(1);
      Trainer.of(small, loss, new Sgd(0.05)).batch(2).accumulate(2).epochs(2).fit(NUMBERS);
      assertThat(small.parameters().values())
          .containsExactly(large.parameters().values(), within(1e-6f));
    }
  }

  private static List<Loss> penalisedSums() {
    Loss sum = new MeanSquaredError(Loss.Reduction.SUM);
    return List.of(Penalty.l2(sum, 0.5), Penalty.l1(Penalty.l2(sum, 0.5), 0.3));
  }

  @Test
  void aPenaltyAroundASumIsChargedOnceForAnEvaluation() {
    Model model = linear(1);
    for (Loss loss : penalisedSums()) {
      double plain = loss(model, loss.unpenalised(), 4);
      double whole = loss(model, loss, 4);
      assertThat(whole).isGreaterThan(plain + 1e-3);
      assertThat(loss(model, loss, 1)).isCloseTo(whole, within(1e-6));
      assertThat(loss(model, loss, 3)).isCloseTo(whole, within(1e-6));
    }
  }

  @Test
  void aPenaltyAroundASumIsChargedOnceForAnUpdate() {
    for (Loss loss : penalisedSums()) {
      Model large = linear(1);
      Trainer.of(large, loss, new Sgd(0.05)).batch(4).epochs(2).fit(NUMBERS);
      Model small = linear(1);
      Trainer.of(small, loss, new Sgd(0.05)).batch(1).accumulate(4).epochs(2).fit(NUMBERS);
      assertThat(small.parameters().values())
          .containsExactly(large.parameters().values(), within(1e-6f));
    }
  }

  @Test
  void aPenaltyAroundASumCountsOnceInTheLossOfAnEpoch() {
    Loss loss = Penalty.l2(new MeanSquaredError(Loss.Reduction.SUM), 0.5);
    double expected = loss(linear(1), loss, 4);
    for (int batch : new int[] {1, 2, 3, 4}) {
      for (int accumulated : new int[] {1, 2}) {
        List<Epoch> epochs =
            Trainer.of(linear(1), loss, new Sgd(0))
                .batch(batch)
                .accumulate(accumulated)
                .fit(NUMBERS);
        assertThat(epochs.getFirst().loss()).isCloseTo(expected, within(1e-6));
      }
    }
  }

  @Test
  void aSecondFitAfterEarlyStoppingTrainsOn() {
    Trainer trainer =
        Trainer.of(linear(1), new MeanSquaredError(), new Sgd(0.01))
            .batch(4)
            .epochs(5)
            .earlyStopping(3);
    assertThat(trainer.fit(NUMBERS)).hasSize(5);
    List<Epoch> second = trainer.fit(NUMBERS);
    assertThat(second).hasSize(5);
    assertThat(second.getFirst().number()).isEqualTo(6);
  }

  @Test
  void oneOutputTellsTwoClassesApart() {
    Model model = linear(1);
    Trainer trainer =
        Trainer.of(model, new BinaryCrossEntropy(), new Adam(0.1))
            .batch(4)
            .epochs(60)
            .metric(new Accuracy());
    trainer.fit(CLASSES);
    assertThat(trainer.evaluate(CLASSES).get("accuracy")).isEqualTo(1);
    assertThatThrownBy(
            () -> Trainer.of(linear(2), new BinaryCrossEntropy(), new Adam(0.1)).fit(CLASSES))
        .hasMessageContaining("1 unit");
    assertThatThrownBy(() -> Trainer.of(linear(1), new CrossEntropy(), new Adam(0.1)).fit(CLASSES))
        .hasMessageContaining("2 units");
  }

  @Test
  void validationDataOfOtherClassesIsRefused() {
    Dataset other =
        Dataset.of(new float[][] {{1, 0}, {0, 1}}, new int[] {0, 1}, List.of("yes", "no"));
    assertThatThrownBy(
            () -> Trainer.of(linear(2), new CrossEntropy(), new Adam(0.1)).fit(CLASSES, other))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("yes");
  }

  @Test
  void aLayerWithPartsIsShared() {
    Layer part = Sequential.of(new Dense(2), new Activation(new Tanh()), new BatchNorm());
    Layer twice = (s, x) -> s.share("m").apply(part, s.share("m").apply(part, x));
    Model model = Model.of(twice).seed(1).input(2);
    assertThat(model.parameters().list()).hasSize(4);
    assertThatThrownBy(() ->
            Model.of((Layer) (s, x) -> s.call("a", new Dense(2), s.call("a", new Dense(2), x)))
                .input(2))
        .hasMessageContaining("used twice");
  }

  @Test
  void aSharedBatchNormKeepsTheStatisticsOfBothUses() {
    Layer twice =
        (s, x) -> {
          s.share("n").apply(new BatchNorm(), x);
          return s.share("n").apply(new BatchNorm(), x.add(10)).slice(-1, 0, 1);
        };
    Model model = Model.of(twice).seed(1).input(2);
    Trainer.of(model, new MeanSquaredError(), new Sgd(0)).batch(4).epochs(1).fit(NUMBERS);
    float mean = 1; // of the first column: (1 + 0 + 1 + 2) / 4
    assertThat(model.buffers().values()[0])
        .isCloseTo(0.9f * 0.1f * mean + 0.1f * (mean + 10), within(1e-5f));
  }

  @Test
  void aCheckpointOfOtherSettingsIsRefused(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("run.checkpoint");
    Trainer.of(linear(1), new MeanSquaredError(), new Adam(0.01))
        .batch(4)
        .epochs(1)
        .checkpoint(file)
        .fit(NUMBERS);
    for (Trainer other :
        List.of(
            Trainer.of(linear(1), new MeanSquaredError(), new Adam(0.7)),
            Trainer.of(linear(1), new MeanSquaredError(), new Adam(0.01)).clip(Clipping.byValue(1)),
            Trainer.of(linear(1), new MeanSquaredError(), new Adam(0.01))
                .groups(ParamGroup.rate("all", param -> true, 9)))) {
      other.batch(4).epochs(2).resume(file);
      assertThatThrownBy(() -> other.fit(NUMBERS)).isInstanceOf(ModelFileException.class);
    }
  }

  @Test
  void aDecayThatNobodyAppliesIsRefused() {
    assertThatThrownBy(() ->
            Trainer.of(linear(1), new MeanSquaredError(), new Adam(0.01))
                .groups(ParamGroup.decay("all", param -> true, 0.9))
                .fit(NUMBERS))
        .hasMessageContaining("AdamW");
    Trainer.of(linear(1), new MeanSquaredError(), new Adam(0.01))
        .groups(ParamGroup.noDecayOnBiasAndNorm())
        .fit(NUMBERS);
  }

  @Test
  void muonLeavesOutWholeNamesOnly() {
    Muon muon = new Muon(0.01).except("1");
    io.gradus.Shape square = io.gradus.Shape.of(4, 4);
    assertThat(muon.rule("1.weight", square)).isNotEqualTo(muon.rule("10.weight", square));
  }

  @Test
  void logCoshDoesNotCancelNearZero() {
    for (float d : new float[] {1e-4f, -1e-4f, 1e-3f, 0.5f, -0.99f, 1.01f, 30}) {
      double expected = StrictMath.log(StrictMath.cosh(d));
      double got =
          new io.gradus.nn.LogCosh()
              .of(io.gradus.Tensor.of(d), io.gradus.nn.Targets.of(io.gradus.Tensor.of(0f)))
              .item();
      assertThat(got).as("at " + d).isCloseTo(expected, within(3e-7 * expected));
    }
  }
}
