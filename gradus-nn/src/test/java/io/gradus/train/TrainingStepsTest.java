package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.kernel.Philox;
import io.gradus.nn.Activation;
import io.gradus.nn.Dense;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.op.Tanh;
import io.gradus.optim.Adam;
import io.gradus.optim.OptimizerState;
import io.gradus.optim.Sgd;
import io.gradus.optim.UpdateOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingStepsTest {
  private static final int SIZE = 50;
  private static final int BATCH = 16;

  private final Dataset data = data(1);

  private static Dataset data(float scale) {
    float[][] inputs = new float[SIZE][2];
    float[][] values = new float[SIZE][1];
    for (int i = 0; i < SIZE; i++) {
      inputs[i][0] = scale * Philox.normal(1, 0, 0, i);
      inputs[i][1] = scale * Philox.normal(2, 0, 0, i);
      values[i][0] = inputs[i][0] * inputs[i][1];
    }
    return Dataset.of(inputs, values);
  }

  private static Model model() {
    return Model.of(Sequential.of(new Dense(5), new Activation(new Tanh()), new Dense(1)))
        .seed(3)
        .input(2);
  }

  private TrainingSteps steps(Model model, int batch) {
    return TrainingSteps.of(
        model, new MeanSquaredError(), new Adam(0.01), UpdateOptions.standard(), data, batch);
  }

  @Test
  void stepsHaveTheBitsOfATrainer() {
    Model trained = model();
    List<Epoch> epochs =
        Trainer.of(trained, new MeanSquaredError(), new Adam(0.01))
            .batch(BATCH)
            .epochs(3)
            .fit(data);
    Model stepped = model();
    TrainingSteps steps = steps(stepped, BATCH);
    double last = 0;
    while (steps.position().epoch() <= 3) {
      int before = steps.position().sample();
      int rows = Math.min(BATCH, SIZE - before);
      last = (before == 0 ? 0 : last) + (double) steps.step() * rows;
    }
    assertThat(steps.position()).isEqualTo(new TrainingSteps.Position(12, 4, 0));
    assertThat(stepped.parameters().values()).containsExactly(trained.parameters().values());
    assertThat(last / SIZE).isEqualTo(epochs.getLast().loss());
  }

  @Test
  void aRunThatIsTakenUpElsewhereGoesOnAsIfNothingHadHappened() {
    Model whole = model();
    TrainingSteps through = steps(whole, BATCH);
    Model first = model();
    TrainingSteps begun = steps(first, BATCH);
    for (int i = 0; i < 6; i++) {
      through.step();
      begun.step();
    }
    OptimizerState state = begun.optimizer().state();
    Model second = model();
    System.arraycopy(
        first.parameters().values(),
        0,
        second.parameters().values(),
        0,
        first.parameters().extent());
    TrainingSteps continued = steps(second, BATCH).from(begun.position());
    continued.optimizer().restore(state);
    for (int i = 0; i < 6; i++) {
      assertThat(continued.step()).isEqualTo(through.step());
    }
    assertThat(second.parameters().values()).containsExactly(whole.parameters().values());
  }

  @Test
  void aPositionBeyondTheDataIsTheNextEpoch() {
    TrainingSteps steps = steps(model(), BATCH).from(new TrainingSteps.Position(7, 2, SIZE));
    assertThat(steps.position()).isEqualTo(new TrainingSteps.Position(7, 3, 0));
  }

  @Test
  void anUpdateThatGoesTooFarNamesTheWeightAndTheRate() {
    TrainingSteps steps =
        TrainingSteps.of(
            model(),
            new MeanSquaredError(),
            new Sgd(3e38),
            UpdateOptions.standard(),
            data(1e3f),
            BATCH);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10; i++) {
                steps.step();
              }
            })
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessageContaining("the update of step 0 made")
        .hasMessageContaining("3.0E38");
  }

  @Test
  void aGradientThatIsNotFiniteLeavesTheWeightsAsTheyWere() {
    float[][] inputs = {{3e38f, 1}};
    float[][] values = {{-3e18f}};
    Model model = Model.of(new Dense(1)).seed(1).input(2);
    model.parameters().list().getFirst().set(0, 0);
    model.parameters().list().getLast().set(0);
    float[] before = model.parameters().values().clone();
    TrainingSteps steps =
        TrainingSteps.of(
            model,
            new MeanSquaredError(),
            new Sgd(0.1),
            UpdateOptions.standard(),
            Dataset.of(inputs, values),
            1);
    assertThatThrownBy(steps::step)
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessageContaining("the gradient of \"weight\" is not finite at step 0")
        .hasMessageContaining("it began in");
    assertThat(model.parameters().values()).containsExactly(before);
  }

  @Test
  void nothingToTrainOnIsRefused() {
    assertThatThrownBy(() -> steps(model(), 0)).hasMessageContaining("batch must be at least 1");
  }

  @Test
  void aPassTellsWhatEachLayerGave() {
    Model.Pass pass = model().trace(4, false);
    assertThat(pass.layers().keySet()).containsExactlyInAnyOrder("0", "1", "2", "");
    assertThat(pass.layers().get("1")).isNotNull();
    assertThat(java.util.Objects.requireNonNull(pass.layers().get("1")).shape().toString())
        .isEqualTo("[4, 5]");
  }
}
