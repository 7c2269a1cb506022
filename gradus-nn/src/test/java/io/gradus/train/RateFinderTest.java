package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.kernel.Philox;
import io.gradus.nn.Dense;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.optim.Sgd;
import org.junit.jupiter.api.Test;

class RateFinderTest {
  /// For a line through standard inputs, gradient descent on the mean square converges below a rate
  /// of 1 and diverges above.
  @Test
  void suggestsARateThatLearnsAndLeavesTheModelAsItWas() {
    float[][] inputs = new float[256][1];
    float[][] values = new float[256][1];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i][0] = Philox.normal(1, 0, 0, i);
      values[i][0] = 3 * inputs[i][0] + 1;
    }
    Model model = Model.of(new Dense(1)).seed(2).input(1);
    float[] before = model.parameters().values().clone();
    RateFinder found =
        RateFinder.of(
            model,
            new MeanSquaredError(),
            Sgd::new,
            Dataset.of(inputs, values),
            32,
            1e-4,
            1000,
            100);
    assertThat(found.suggestion()).isBetween(0.01, 1.0);
    assertThat(found.points()).hasSizeBetween(40, 99);
    assertThat(found.points().getLast().rate()).isGreaterThan(1);
    assertThat(model.parameters().values()).containsExactly(before);
  }

  @Test
  void refusesRatesThatDoNotGrow() {
    Model model = Model.of(new Dense(1)).input(1);
    Dataset one = Dataset.of(new float[][] {{1}}, new float[][] {{1}});
    assertThatThrownBy(
            () -> RateFinder.of(model, new MeanSquaredError(), Sgd::new, one, 1, 1, 0.1, 50))
        .hasMessageContaining("must grow");
  }
}
