package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.nn.BinaryCrossEntropy;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Loss;
import io.gradus.nn.Model;
import io.gradus.optim.Momentum;
import io.gradus.optim.UpdateOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Data that differs from epoch to epoch, that is copied ahead, or that mixes classes.
class EpochDataTest {
  private static final int SIZE = 37;

  /// @param epoch 0 outside of epochs
  /// @param broken the sample that cannot be copied, or -1
  private record Changing(boolean prefetched, boolean mixed, int epoch, int broken)
      implements Dataset {
    @Override
    public int size() {
      return SIZE;
    }

    @Override
    public int[] inputShape() {
      return new int[] {2};
    }

    @Override
    public Target target() {
      return Target.Classes.numbered(2);
    }

    @Override
    public Dataset epoch(long seed, int number) {
      return new Changing(prefetched, mixed, number, broken);
    }

    @Override
    public void copy(int index, Batch batch, int row) {
      if (index == broken && epoch > 0) {
        throw new DataException("sample " + index + " is broken");
      }
      batch.inputs[2 * row] = index % 5 - 2 + 0.25f * epoch;
      batch.inputs[2 * row + 1] = index % 7 - 3;
      batch.labels[row] = index % 2;
      if (mixed) {
        batch.probabilities[2 * row + index % 2] = 0.75f;
        batch.probabilities[2 * row + 1 - index % 2] = 0.25f;
      }
    }
  }

  private static Model model() {
    return Model.of(new Dense(2)).seed(3).input(2);
  }

  private static Trainer trainer(Model model) {
    return Trainer.of(model, new CrossEntropy(), new Momentum(0.1)).batch(8).epochs(3);
  }

  private static List<Double> losses(Dataset data) {
    return trainer(model()).fit(data).stream().map(Epoch::loss).toList();
  }

  @Test
  void whatIsCopiedAheadHasTheSameBits() {
    assertThat(losses(new Changing(true, false, 0, -1)))
        .isEqualTo(losses(new Changing(false, false, 0, -1)));
  }

  @Test
  void everyEpochSeesItsOwnSamples() {
    Dataset data = new Changing(false, false, 0, -1);
    int[] all = new int[SIZE];
    java.util.Arrays.setAll(all, i -> i);
    assertThat(losses(data.subset(all))).isEqualTo(losses(data));
    assertThat(losses(data)).isNotEqualTo(losses(frozen()));
  }

  /// The same samples in every epoch.
  private static Dataset frozen() {
    Dataset data = new Changing(false, false, 0, -1);
    float[][] inputs = new float[SIZE][2];
    int[] labels = new int[SIZE];
    Batch one = Batch.of(data, 1);
    for (int i = 0; i < SIZE; i++) {
      data.copy(i, one, 0);
      inputs[i] = one.inputs.clone();
      labels[i] = one.labels[0];
    }
    return Dataset.of(inputs, labels, List.of("0", "1"));
  }

  @Test
  void singleStepsSeeWhatATrainerSees() {
    List<Float> trained = new ArrayList<>();
    Dataset data = new Changing(true, false, 0, -1);
    trainer(model())
        .listener(event -> {
          if (event instanceof TrainingEvent.StepDone done) {
            trained.add(done.loss());
          }
        })
        .fit(data);
    Model model = model();
    TrainingSteps steps =
        TrainingSteps.of(
            model, new CrossEntropy(), new Momentum(0.1), UpdateOptions.standard(), data, 8);
    List<Float> stepped = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      stepped.add(steps.step());
    }
    assertThat(stepped).isEqualTo(trained);
  }

  @Test
  void aResumedRunSeesTheRestOfItsEpoch(@TempDir Path folder) throws Exception {
    Dataset data = new Changing(true, true, 0, -1);
    Model whole = model();
    trainer(whole).fit(data);
    Path file = folder.resolve("run.checkpoint");
    Trainer stopped =
        trainer(model())
            .checkpoint(file)
            .checkpointEverySteps(1)
            .listener(event -> {
              if (event instanceof TrainingEvent.StepDone done && done.step() == 7) {
                throw new IllegalStateException("stop");
              }
            });
    assertThatThrownBy(() -> stopped.fit(data)).hasMessage("stop");
    Model resumed = model();
    trainer(resumed).checkpoint(file).checkpointEverySteps(1).resume(file).fit(data);
    assertThat(resumed.parameters().values()).containsExactly(whole.parameters().values());
  }

  @Test
  void aSampleThatCannotBeCopiedEndsTheRunWithItsOwnError() {
    assertThatThrownBy(() -> losses(new Changing(true, false, 0, 20)))
        .isInstanceOf(DataException.class)
        .hasMessage("sample 20 is broken");
  }

  @Test
  void mixedSamplesAreTrainedAgainstTheirShares() {
    double share = losses(new Changing(false, true, 0, -1)).getFirst();
    float[][] values = new float[SIZE][];
    float[][] inputs = new float[SIZE][];
    for (int i = 0; i < SIZE; i++) {
      values[i] = i % 2 == 0 ? new float[] {0.75f, 0.25f} : new float[] {0.25f, 0.75f};
      inputs[i] = new float[] {i % 5 - 2 + 0.25f, i % 7 - 3};
    }
    double expected = trainer(model()).fit(Dataset.of(inputs, values)).getFirst().loss();
    assertThat(share).isEqualTo(expected);
    assertThat(share).isNotEqualTo(losses(new Changing(false, false, 0, -1)).getFirst());
  }

  @Test
  void mixedSamplesAreMeasuredByTheirLabels() {
    Model model = model();
    Trainer trainer = trainer(model).metric(new Accuracy());
    assertThat(trainer.evaluate(new Changing(true, true, 0, -1)))
        .isEqualTo(trainer.evaluate(new Changing(false, false, 0, -1)));
  }

  @Test
  void mixedSamplesNeedAnOutputForEachClass() {
    Loss loss = new BinaryCrossEntropy();
    Model model = Model.of(new Dense(1)).seed(3).input(2);
    Trainer trainer = Trainer.of(model, loss, new Momentum(0.1));
    assertThatThrownBy(() -> trainer.fit(new Changing(false, true, 0, -1)))
        .hasMessageContaining("mixed samples need")
        .hasMessageContaining("CrossEntropy");
  }
}
