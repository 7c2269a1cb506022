package io.gradus.studio.stepper;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.expr.Expr;
import io.gradus.op.Elementwise;
import io.gradus.op.Sigmoid;
import io.gradus.op.Tanh;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SteepestTest {
  /// `k z`, which counts how often its slope is asked for.
  private record Line(double factor, AtomicInteger asked) implements Elementwise.Unary {
    @Override
    public Expr value(Expr x) {
      return x.times(Expr.lit(factor));
    }

    @Override
    public Expr slope(Expr x, Expr y) {
      asked.incrementAndGet();
      return Expr.lit(factor);
    }
  }

  @Test
  void theSteepestSlopesAreThoseOfTheFormulas() {
    Steepest steepest = new Steepest();
    assertThat(steepest.of(new Sigmoid())).isEqualTo(0.25);
    assertThat(steepest.of(new Tanh())).isEqualTo(1);
    assertThat(steepest.of(new Line(-3, new AtomicInteger()))).isEqualTo(3);
    assertThat(steepest.of(new Line(0, new AtomicInteger()))).isEqualTo(1);
  }

  @Test
  void eachActivationAndItsParametersAreSampledOnce() {
    Steepest steepest = new Steepest();
    AtomicInteger asked = new AtomicInteger();
    for (int i = 0; i < 5; i++) {
      assertThat(steepest.of(new Line(2, asked))).isEqualTo(2);
    }
    assertThat(asked).hasValue(1);
    assertThat(steepest.of(new Line(4, asked))).isEqualTo(4);
    assertThat(asked).hasValue(2);
  }
}
