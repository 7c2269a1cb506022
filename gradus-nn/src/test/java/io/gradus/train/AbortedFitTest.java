package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.Tensor;
import io.gradus.nn.Dense;
import io.gradus.nn.Layer;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.optim.Adam;
import io.gradus.optim.Sgd;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a fit leaves behind that somebody, or something, broke off.
class AbortedFitTest {
  private static final Dataset DATA = CheckpointedRun.data(0);

  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static Trainer trainer(Model model) {
    return CheckpointedRun.trainer(model).epochs(4);
  }

  /// A trainer that breaks off, once, at the first event of which this holds.
  private static Trainer breaking(Model model, Predicate<TrainingEvent> at) {
    boolean[] broken = {false};
    return trainer(model)
        .listener(event -> {
          if (!broken[0] && at.test(event)) {
            broken[0] = true;
            throw new Enough();
          }
        });
  }

  private static boolean afterEpoch(TrainingEvent event, int number) {
    return event instanceof TrainingEvent.EpochDone done && done.epoch().number() == number;
  }

  @Test
  void aListenerThatThrowsLeavesTheWeightsAndNotTheirAverage() {
    Model plain = CheckpointedRun.network();
    trainer(plain).epochs(2).fit(DATA);
    Model averaged = CheckpointedRun.network();
    Trainer trainer = breaking(averaged, event -> afterEpoch(event, 2)).average(0.9);
    assertThatThrownBy(() -> trainer.fit(DATA)).isInstanceOf(Enough.class);
    assertThat(averaged.parameters().values()).containsExactly(plain.parameters().values());
  }

  @Test
  void aValidationThatThrowsLeavesTheWeightsAndNotTheirAverage() {
    Model plain = CheckpointedRun.network();
    trainer(plain).epochs(1).fit(DATA);
    Model averaged = CheckpointedRun.network();
    Metric metric =
        new Metric() {
          private boolean validating;

          @Override
          public String name() {
            return "broken";
          }

          @Override
          public void reset() {}

          @Override
          public void update(
              float[] outputs, int[] labels, float[] values, float[] weights, int rows, int width) {
            if (validating) {
              throw new Enough();
            }
          }

          @Override
          public boolean higherIsBetter() {
            return true;
          }

          @Override
          public double value() {
            validating = true;
            return 0;
          }
        };
    Trainer trainer = trainer(averaged).average(0.9).metric(metric);
    assertThatThrownBy(() -> trainer.fit(DATA, DATA)).isInstanceOf(Enough.class);
    assertThat(averaged.parameters().values()).containsExactly(plain.parameters().values());
  }

  @Test
  void aDiskThatRefusesLeavesTheWeightsAndTheCountOfEpochs(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("run");
    Model plain = CheckpointedRun.network();
    trainer(plain).epochs(3).fit(DATA);
    Model averaged = CheckpointedRun.network();
    Trainer trainer = trainer(averaged).average(0.9).checkpoint(file);
    trainer.listener(event -> {
      if (afterEpoch(event, 3)) {
        try {
          Files.delete(file);
          Files.createDirectories(file.resolve("in the way"));
        } catch (java.io.IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    });
    assertThatThrownBy(() -> trainer.fit(DATA)).isInstanceOf(UncheckedIOException.class);
    assertThat(averaged.parameters().values()).containsExactly(plain.parameters().values());
    Files.delete(file.resolve("in the way"));
    Files.delete(file);
    assertThat(trainer.fit(DATA)).extracting(Epoch::number).containsExactly(4, 5, 6, 7);
  }

  @Test
  void aFurtherFitGoesOnAfterTheLastEpochThatWasDone() {
    Model whole = CheckpointedRun.network();
    trainer(whole).epochs(6).fit(DATA);
    Model parts = CheckpointedRun.network();
    Trainer trainer = breaking(parts, event -> afterEpoch(event, 2));
    assertThatThrownBy(() -> trainer.fit(DATA)).isInstanceOf(Enough.class);
    assertThat(trainer.fit(DATA)).extracting(Epoch::number).containsExactly(3, 4, 5, 6);
    assertThat(parts.parameters().values()).containsExactly(whole.parameters().values());
  }

  @Test
  void anEpochBrokenOffInItsMidstIsDoneAgainAndStepsCountOn() {
    List<Long> steps = new ArrayList<>();
    Trainer trainer =
        breaking(
            CheckpointedRun.network(),
            event -> event instanceof TrainingEvent.StepDone done && done.step() == 14);
    trainer.listener(event -> {
      if (event instanceof TrainingEvent.StepDone done) {
        steps.add(done.step());
      }
    });
    assertThatThrownBy(() -> trainer.fit(DATA)).isInstanceOf(Enough.class);
    assertThat(trainer.fit(DATA)).extracting(Epoch::number).containsExactly(2, 3, 4, 5);
    // Step 14 was done, though nobody else heard of it.
    assertThat(steps).doesNotHaveDuplicates().hasSize(14 + 40).contains(15L, 54L);
  }

  @Test
  void twoFitsAreOneLongerFitWithAccumulatedGradientsToo() {
    Model whole = CheckpointedRun.network();
    trainer(whole).accumulate(3).fit(DATA);
    Model parts = CheckpointedRun.network();
    Trainer trainer = trainer(parts).accumulate(3).epochs(2);
    trainer.fit(DATA);
    trainer.fit(DATA);
    assertThat(parts.parameters().values()).containsExactly(whole.parameters().values());
  }

  @Test
  void anEmptyValidationSetIsRefusedBeforeTraining() {
    Model model = CheckpointedRun.network();
    float[] before = model.parameters().values().clone();
    assertThatThrownBy(() -> trainer(model).fit(DATA, DATA.subset(new int[0])))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("validation set is empty");
    assertThat(model.parameters().values()).containsExactly(before);
  }

  /// Divides by 0 where it is not trained and an input is above 1.
  private static Model brokenInUse() {
    Layer layer =
        (s, x) -> {
          Tensor y = s.call("line", new Dense(1), x);
          return s.training() ? y : y.divide(x.greater(1).multiply(-1).add(1));
        };
    return Model.of(layer).seed(1).input(1);
  }

  @Test
  void earlyStoppingSaysThatItCannotWatchNan() {
    Dataset train = Dataset.of(new float[][] {{0.5f}, {1}}, new float[][] {{1}, {2}});
    Dataset bad = Dataset.of(new float[][] {{0.5f}, {2}}, new float[][] {{1}, {2}});
    List<TrainingEvent> told = new ArrayList<>();
    Trainer trainer =
        Trainer.of(brokenInUse(), new MeanSquaredError(), new Sgd(0.01))
            .epochs(9)
            .earlyStopping(3)
            .listener(told::add);
    assertThatThrownBy(() -> trainer.fit(train, bad))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessageContaining("validation loss")
        .hasMessageContaining("after epoch 1")
        .hasMessageContaining("early stopping");
    assertThat(told).noneMatch(TrainingEvent.Stopped.class::isInstance);
    assertThat(
            Trainer.of(brokenInUse(), new MeanSquaredError(), new Sgd(0.01))
                .epochs(2)
                .fit(train, bad))
        .as("without early stopping nobody needs it to be a number")
        .allMatch(epoch -> !Double.isFinite(epoch.validationLoss()));
  }

  @Test
  void theBestWeightsAreInPlaceWhenTheValidationLossIsNoNumberAnyMore() {
    Dataset train = Dataset.of(new float[][] {{0.5f}, {1}}, new float[][] {{1}, {2}});
    Model model = Model.of(new Dense(1)).seed(1).input(1);
    List<float[]> weights = new ArrayList<>();
    // Two looks at whether anything counts come before the passes.
    Dataset tooLarge = new Growing(train, 5);
    Trainer trainer =
        Trainer.of(model, new MeanSquaredError(), new Adam(0.01))
            .epochs(9)
            .average(0.5)
            .earlyStopping(3)
            .listener(event -> {
              if (event instanceof TrainingEvent.EpochDone) {
                weights.add(model.parameters().values().clone());
              }
            });
    assertThatThrownBy(() -> trainer.fit(train, tooLarge))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessageContaining("after epoch 3")
        .hasMessageContaining("those of epoch 2, the best so far");
    assertThat(model.parameters().values()).containsExactly(weights.get(1));
  }

  /// Data whose first input is NaN from some pass over it on.
  private static final class Growing implements Dataset {
    private final Dataset data;
    private final int last;
    private int passes;

    Growing(Dataset data, int last) {
      this.data = data;
      this.last = last;
    }

    @Override
    public int size() {
      return data.size();
    }

    @Override
    public int[] inputShape() {
      return data.inputShape();
    }

    @Override
    public Target target() {
      return data.target();
    }

    @Override
    public void copy(int index, Batch batch, int row) {
      data.copy(index, batch, row);
      passes += index == 0 ? 1 : 0;
      if (passes >= last) {
        batch.inputs[0] = Float.NaN;
      }
    }
  }
}
