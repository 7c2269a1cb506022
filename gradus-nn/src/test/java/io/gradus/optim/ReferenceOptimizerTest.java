package io.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An update told line by line, with the formula, its numbers and the result.
class ReferenceOptimizerTest {
  @Test
  void explainsMomentum() {
    ReferenceOptimizer momentum =
        ReferenceOptimizer.of(new Momentum(0.5, 0.9), "w", Shape.of(2), 1, 3);
    momentum.step(2, 4);
    List<UpdateLine> lines = momentum.explain(1, 6, 2, 0.5);
    assertThat(lines).hasSize(2);
    UpdateLine velocity = lines.getFirst();
    assertThat(velocity.target()).isEqualTo("v");
    assertThat(velocity.formula()).isEqualTo("mu * v + g");
    assertThat(velocity.numbers()).isEqualTo("0.9 * 4 + 0.5");
    assertThat(velocity.latex()).isEqualTo("v \\leftarrow \\mu\\,v + g");
    assertThat(velocity.value()).isEqualTo(0.9 * 4 + 0.5);
    UpdateLine parameter = lines.getLast();
    assertThat(parameter.numbers()).isEqualTo("1 - 0.5 * 4.1");
    assertThat(parameter.value()).isEqualTo(1 - 0.5 * 4.1);
    assertThat(momentum.values()).containsExactly(0 - 0.5 * 3.8, 1 - 0.5 * 4.1);
  }

  @Test
  void explainingIsStepping() {
    for (Optimizer optimizer : List.of(new Adam(0.1), new NAdam(0.1), new RAdam(0.1))) {
      ReferenceOptimizer told = ReferenceOptimizer.of(optimizer, "w", Shape.of(2), 1, 3);
      ReferenceOptimizer done = ReferenceOptimizer.of(optimizer, "w", Shape.of(2), 1, 3);
      for (int t = 0; t < 8; t++) {
        List<UpdateLine> lines = told.explain(0, 9, 0.5, -0.25);
        done.step(0.5, -0.25);
        assertThat(lines.getLast().value()).isEqualTo(done.values()[0]);
        assertThat(lines).allSatisfy(line -> assertThat(line.numbers()).doesNotContain("NaN"));
      }
      assertThat(told.values()).containsExactly(done.values());
    }
  }

  @Test
  void refusesAGradientOfAnotherSize() {
    ReferenceOptimizer sgd = ReferenceOptimizer.of(new Sgd(1), "w", Shape.of(2), 1, 3);
    assertThatThrownBy(() -> sgd.step(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2]")
        .hasMessageContaining("got 1");
  }
}
