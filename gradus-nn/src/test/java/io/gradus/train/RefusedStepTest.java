package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.nn.BatchNorm;
import io.gradus.nn.Dense;
import io.gradus.nn.Layer;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.optim.Adam;
import io.gradus.optim.OptimizerState;
import io.gradus.optim.UpdateOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A step whose loss or gradient is refused leaves everything as it was.
class RefusedStepTest {
  private static final Dataset GOOD =
      Dataset.of(new float[][] {{1, 2}, {3, 5}}, new float[][] {{1}, {2}});
  private static final Dataset TOO_FAR =
      Dataset.of(new float[][] {{1, 2}, {3, 5}}, new float[][] {{3e38f}, {-3e38f}});

  private static Model model() {
    return Model.of(Sequential.of(new BatchNorm(), new Dense(1))).seed(1).input(2);
  }

  /// Weights and buffers.
  private static List<float[]> numbers(Model model) {
    return List.of(model.parameters().values().clone(), model.buffers().values().clone());
  }

  private static Map<String, List<Float>> arrays(OptimizerState state) {
    Map<String, List<Float>> lists = new java.util.TreeMap<>();
    state
        .arrays()
        .forEach((name, array) -> {
          List<Float> list = new ArrayList<>();
          for (float number : array) {
            list.add(number);
          }
          lists.put(name, list);
        });
    return lists;
  }

  @Test
  void ofATrainer() {
    Model model = model();
    List<Long> steps = new ArrayList<>();
    Trainer trainer =
        Trainer.of(model, new MeanSquaredError(), new Adam(0.01))
            .listener(event -> {
              if (event instanceof TrainingEvent.StepDone done) {
                steps.add(done.step());
              }
            });
    trainer.fit(GOOD);
    List<float[]> before = numbers(model);
    assertThatThrownBy(() -> trainer.fit(TOO_FAR)).isInstanceOf(NonFiniteLossException.class);
    assertThat(numbers(model).get(0)).containsExactly(before.get(0));
    assertThat(numbers(model).get(1)).containsExactly(before.get(1));
    trainer.fit(GOOD);
    assertThat(steps).containsExactly(0L, 1L);
  }

  @Test
  void ofSingleSteps() {
    Model model = model();
    TrainingSteps steps =
        TrainingSteps.of(
            model, new MeanSquaredError(), new Adam(0.01), UpdateOptions.standard(), TOO_FAR, 2);
    List<float[]> before = numbers(model);
    OptimizerState state = steps.optimizer().state();
    assertThatThrownBy(steps::step).isInstanceOf(NonFiniteLossException.class);
    assertThat(numbers(model).get(0)).containsExactly(before.get(0));
    assertThat(numbers(model).get(1)).containsExactly(before.get(1));
    assertThat(arrays(steps.optimizer().state())).isEqualTo(arrays(state));
    assertThat(steps.optimizer().steps()).isZero();
    assertThat(steps.position()).isEqualTo(TrainingSteps.Position.START);
  }

  @Test
  void ofAGradientThatIsNotFinite() {
    Layer layer =
        (s, x) -> {
          s.call("norm", new BatchNorm(), x.multiply(1e-30));
          return s.call("line", new Dense(1), x);
        };
    Model model = Model.of(layer).seed(1).input(1);
    model.parameters().find("line.weight").set(0);
    model.parameters().find("line.bias").set(0);
    Dataset data = Dataset.of(new float[][] {{3e38f}, {2e38f}}, new float[][] {{-3e18f}, {0}});
    List<float[]> before = numbers(model);
    TrainingSteps steps =
        TrainingSteps.of(
            model, new MeanSquaredError(), new Adam(0.01), UpdateOptions.standard(), data, 2);
    assertThatThrownBy(steps::step)
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessageContaining("the gradient of");
    assertThat(numbers(model).get(0)).containsExactly(before.get(0));
    assertThat(numbers(model).get(1)).containsExactly(before.get(1));
  }

  @Test
  void ofAPlannedStep() {
    Model model = model();
    TrainingStep step = new TrainingStep(model, new MeanSquaredError(), TOO_FAR.target(), 2, true);
    float[] before = model.buffers().values().clone();
    Batch batch = Batch.of(TOO_FAR, 2).fill(TOO_FAR, new int[] {0, 1}, 0, 2);
    assertThat(step.run(batch, 0, 0)).isNotFinite();
    assertThat(model.buffers().values()).containsExactly(before);
    assertThat(step.run(batch.fill(GOOD, new int[] {0, 1}, 0, 2), 0, 0)).isFinite();
    assertThat(model.buffers().values()).isNotEqualTo(before);
  }
}
