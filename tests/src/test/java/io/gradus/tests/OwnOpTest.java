package io.gradus.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.expr.Expr;
import io.gradus.op.Elementwise;
import io.gradus.op.Example;
import io.gradus.testkit.OpCheck;
import java.util.List;
import org.junit.jupiter.api.Test;

/// "Add an op" of CONTRIBUTING, done.
class OwnOpTest {
  /// `y = x / (1 + x^2)`: Newton's serpentine.
  record Serpentine() implements Elementwise.Unary {
    @Override
    public Expr value(Expr x) {
      return x.over(x.square().plus(1));
    }

    @Override
    public List<Example> examples() {
      return List.of(Example.of(Shape.of(3, 4)), Example.values(-100, -1, 0, 1, 100));
    }
  }

  @Test
  void itComputesAndItsDerivativeFollowsFromTheFormula() {
    Tensor x = Tensor.of(0, 1, -2).tracked();
    Tensor y = x.map(new Serpentine());
    assertThat(y.values()).containsExactly(0, 0.5f, -0.4f);
    // (1 - x^2) / (1 + x^2)^2
    assertThat(y.sum().gradients().of(x).values())
        .containsExactly(new float[] {1, 0, -0.12f}, offset(1e-7f));
  }

  @Test
  void itPassesTheChecksOfTheOpsThatComeWithTheLibrary() {
    OpCheck.of(new Serpentine()).check();
  }
}
