package io.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.Parameters;
import io.gradus.Shape;
import io.gradus.exec.Engine;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What clipping does to a step of gradient descent with rate 1, which is the clipped gradient
/// itself.
class ClippingTest {
  private static final float[] FIRST = {3, -4};
  private static final float[] SECOND = {0.5f, 12, 0};

  /// The clipped gradients of both parameters.
  private static double[] clipped(Clipping clipping) {
    Parameters parameters = new Parameters();
    var first = parameters.add("first", Shape.of(2));
    var second = parameters.add("second", Shape.of(3));
    var still = parameters.add("still", Shape.of(1));
    still.freeze(true);
    System.arraycopy(FIRST, 0, parameters.gradients(), first.offset(), 2);
    System.arraycopy(SECOND, 0, parameters.gradients(), second.offset(), 3);
    parameters.gradients()[still.offset()] = 1000;
    OptimizerRun run =
        OptimizerRun.of(
            new Sgd(1), parameters, UpdateOptions.standard().clipping(clipping), Engine.shared());
    run.step();
    assertThat(parameters.gradients()[first.offset()]).isEqualTo(3);
    assertThat(still.values()).containsExactly(0);
    double[] all = new double[5];
    for (int i = 0; i < 5; i++) {
      all[i] = 0 - (i < 2 ? first.values()[i] : second.values()[i - 2]);
    }
    return all;
  }

  private static double[] scaled(double first, double second) {
    return new double[] {first * 3, first * -4, second * 0.5, second * 12, 0};
  }

  @Test
  void none() {
    assertThat(clipped(Clipping.none())).containsExactly(scaled(1, 1));
  }

  @Test
  void byValue() {
    assertThat(clipped(Clipping.byValue(2))).containsExactly(2, -2, 0.5, 2, 0);
  }

  @Test
  void byNormCutsEachParameterByItself() {
    double longer = Math.sqrt(0.25 + 144);
    assertThat(clipped(Clipping.byNorm(6)))
        .containsExactly(scaled(1, 6 / (longer + 1e-6)), within(1e-6));
  }

  @Test
  void byGlobalNormCutsAllTogether() {
    double norm = Math.sqrt(25 + 0.25 + 144);
    double factor = 6 / (norm + 1e-6);
    assertThat(clipped(Clipping.byGlobalNorm(6)))
        .containsExactly(scaled(factor, factor), within(1e-6));
    assertThat(clipped(Clipping.byGlobalNorm(14))).containsExactly(scaled(1, 1));
  }

  /// A rule that takes the norm of the gradient sees the clipped one.
  @Test
  void aNormOfTheGradientIsOfTheClippedOne() {
    Parameters parameters = new Parameters();
    var p = parameters.add("p", Shape.of(2));
    p.owner().gradients()[0] = 30;
    p.owner().gradients()[1] = -40;
    Engine engine = Engine.shared();
    OptimizerRun.of(
            new ByUnitVector(),
            parameters,
            UpdateOptions.standard().clipping(Clipping.byValue(5)),
            engine)
        .step();
    float half = (float) Math.sqrt(0.5);
    assertThat(p.values()).usingComparatorWithPrecision(1e-6f).containsExactly(-half, half);
    p.set(0, 0);
    OptimizerRun.of(new ByUnitVector(), parameters, List.of(), engine).step();
    assertThat(p.values()).usingComparatorWithPrecision(1e-6f).containsExactly(-0.6f, 0.8f);
  }

  /// `p <- p - g / |g|`.
  private record ByUnitVector() implements Optimizer {
    @Override
    public Schedule rate() {
      return Schedule.constant(1);
    }

    @Override
    public Rule rule() {
      RuleBuilder r = new RuleBuilder();
      var length = r.norm("length", r.gradient());
      r.set(r.parameter(), r.parameter().minus(r.gradient().over(length)));
      return r.build();
    }

    @Override
    public String citation() {
      return "a test";
    }
  }

  @Test
  void aLimitIsPositive() {
    assertThatThrownBy(() -> Clipping.byNorm(0))
        .hasMessage("Clipping.ByNorm: limit must be greater than 0, got 0.0");
  }
}
