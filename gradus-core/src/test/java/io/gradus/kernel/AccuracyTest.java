package io.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.expr.Expr;
import io.gradus.op.Gelu;
import io.gradus.op.GeluTanh;
import io.gradus.op.Mish;
import io.gradus.op.Silu;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The functions keep their promised error over the floats: a stride of them in every build, all of
/// them in the long profile.
class AccuracyTest {
  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    0.5f,
    -0.5f,
    2.5f,
    -2.5f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE
  };

  record Function(
      String name,
      UnaryOperator<Expr> formula,
      DoubleUnaryOperator exact,
      double ulps,
      float range) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Function> functions() {
    return Stream.of(
        everywhere("exp", Expr::exp, StrictMath::exp, 1.5),
        everywhere("expm1", Expr::expm1, StrictMath::expm1, 1.5),
        everywhere("log", Expr::log, StrictMath::log, 1.5),
        everywhere("log1p", Expr::log1p, StrictMath::log1p, 1.5),
        everywhere("tanh", Expr::tanh, StrictMath::tanh, 1.5),
        everywhere("sigmoid", Expr::sigmoid, Reals::sigmoid, 1.5),
        everywhere("softplus", Expr::softplus, Reals::softplus, 1.5),
        everywhere("erf", Expr::erf, Reals::erf, 1.5),
        everywhere("erfc", Expr::erfc, Reals::erfc, 1.5),
        everywhere("floor", Expr::floor, StrictMath::floor, 0),
        everywhere("ceil", Expr::ceil, StrictMath::ceil, 0),
        everywhere("round", Expr::round, StrictMath::rint, 0),
        new Function("sin", Expr::sin, StrictMath::sin, 1.5, 1e4f),
        new Function("cos", Expr::cos, StrictMath::cos, 1.5, 1e4f));
  }

  static Stream<Function> composites() {
    double slope = Math.sqrt(8 / Math.PI);
    return Stream.of(
        composite("silu", x -> new Silu().value(x), x -> x * Reals.sigmoid(x)),
        composite("gelu", x -> new Gelu().value(x), x -> 0.5 * x * Reals.erfc(-x * Math.sqrt(0.5))),
        composite(
            "gelu of tanh",
            x -> new GeluTanh().value(x),
            x -> x * Reals.sigmoid(slope * (x + 0.044715 * x * x * x))),
        composite("mish", x -> new Mish().value(x), x -> x * StrictMath.tanh(Reals.softplus(x))));
  }

  private static Function composite(
      String name, UnaryOperator<Expr> formula, DoubleUnaryOperator exact) {
    return new Function(name, formula, exact, 4, Float.MAX_VALUE);
  }

  /// Floats next to multiples of pi/2, where nearly all digits cancel: a stride of the floats
  /// misses them.
  @Test
  void sineAndCosineStayCloseNextToTheirZeros() {
    float[] near = new float[2 * 6000];
    for (int n = 0; n < 6000; n++) {
      float multiple = (float) (n * Math.PI / 2);
      near[2 * n] = multiple;
      near[2 * n + 1] = -Math.nextUp(multiple);
    }
    for (int block = 0; block < near.length; block += 4000) {
      float[] part = Arrays.copyOfRange(near, block, block + 4000);
      Sweep sine = new Sweep(new ScalarKernels(), Expr::sin, StrictMath::sin).values(part);
      Sweep cosine = new Sweep(new ScalarKernels(), Expr::cos, StrictMath::cos).values(part);
      assertThat(sine.worst()).as("sin, %s", sine).isLessThanOrEqualTo(1.5);
      assertThat(cosine.worst()).as("cos, %s", cosine).isLessThanOrEqualTo(1.5);
    }
  }

  /// Activations keep four ulp, or 1e-7, for finite numbers.
  @ParameterizedTest
  @MethodSource("composites")
  void activationsStayCloseOverAStrideOfTheFloats(Function function) {
    checkActivation(function, 4001);
  }

  @ParameterizedTest
  @MethodSource("composites")
  @Tag("long")
  void activationsStayCloseOverAllFloats(Function function) {
    checkActivation(function, 1);
  }

  private static void checkActivation(Function function, int step) {
    Sweep sweep =
        new Sweep(new ScalarKernels(), function.formula(), function.exact()).allowing(1e-7);
    int last = Float.floatToIntBits(function.range());
    sweep.bits(0, step, last / step).bits(Integer.MIN_VALUE, step, last / step);
    assertThat(sweep.worst()).as("largest error, %s", sweep).isLessThanOrEqualTo(function.ulps());
    assertThat(sweep.wrong()).as("special values, %s", sweep).isZero();
  }

  private static Function everywhere(
      String name, UnaryOperator<Expr> formula, DoubleUnaryOperator exact, double ulps) {
    return new Function(name, formula, exact, ulps, Float.NaN);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void staysCloseOverAStrideOfTheFloats(Function function) {
    check(function, 2003);
  }

  @ParameterizedTest
  @MethodSource("functions")
  @Tag("long")
  void staysCloseOverAllFloats(Function function) {
    check(function, 1);
  }

  private static void check(Function function, int step) {
    Sweep sweep = new Sweep(new ScalarKernels(), function.formula(), function.exact());
    if (Float.isNaN(function.range())) {
      sweep.values(SPECIAL).bits(0, step, (1L << 32) / step);
    } else {
      int last = Float.floatToIntBits(function.range());
      sweep.bits(0, step, last / step).bits(Integer.MIN_VALUE, step, last / step);
    }
    System.getLogger("io.gradus.kernel")
        .log(System.Logger.Level.DEBUG, "{0}: {1}", function, sweep);
    assertThat(sweep.worst()).as("largest error, %s", sweep).isLessThanOrEqualTo(function.ulps());
    assertThat(sweep.worstBelowNormal())
        .as("error below the normal numbers, %s", sweep)
        .isLessThanOrEqualTo(1);
    assertThat(sweep.wrong()).as("special values, %s", sweep).isZero();
  }
}
