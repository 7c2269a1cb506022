package io.gradus.expr;

import static io.gradus.expr.Expr.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.expr.Expr.Binary;
import io.gradus.expr.Expr.BinaryOp;
import io.gradus.expr.Expr.Comparison;
import io.gradus.expr.Expr.Unary;
import io.gradus.expr.Expr.UnaryOp;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DerivativeTest {
  private static final Expr X = Expr.input(0, "x");
  private static final Expr Z = Expr.input(1, "z");
  private static final Expr Y = Expr.input(2, "y");
  private static final Expr A = Expr.argument(0, "a");

  /// The chain rule gives NaN where a flat part meets an infinite slope, such as `sqrt(round(x))`
  /// at 0.
  private int undefined;

  @ParameterizedTest
  @EnumSource
  void everyFunctionOfOneNumber(UnaryOp op) {
    Expr inner = X.times(1.5).plus(lit(0.3)).plus(X.square().times(0.2));
    int checked = 0;
    for (Expr e : new Expr[] {new Unary(op, X), new Unary(op, inner)}) {
      for (int i = -120; i <= 120; i++) {
        checked += check(e, i / 37.0 + 0.001, 0, 0);
      }
    }
    assertThat(checked).isGreaterThan(180);
    assertThat(undefined).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void everyFunctionOfTwoNumbers(BinaryOp op) {
    Expr both = new Binary(op, X.square().plus(lit(0.1)), X.times(Z));
    Expr[] formulas = {new Binary(op, X, Z), new Binary(op, Z, X), new Binary(op, X, A), both};
    RandomExprs random = new RandomExprs(7);
    int checked = 0;
    for (Expr e : formulas) {
      for (int i = 0; i < 100; i++) {
        checked += check(e, random.number(), random.number(), random.number());
      }
    }
    assertThat(checked).isGreaterThan(300 - (op == BinaryOp.POW ? 150 : 0));
    assertThat(undefined).isZero();
  }

  @Test
  void randomFormulas() {
    RandomExprs random = new RandomExprs(42);
    int checked = 0;
    for (int i = 0; i < 4000; i++) {
      checked += check(random.tree(5), random.number(), random.number(), random.number());
    }
    assertThat(checked).isGreaterThan(5000);
    assertThat(undefined).isLessThan(checked / 50);
  }

  /// Compares all three slopes with differences; the number of slopes that could be compared.
  private int check(Expr e, double x, double z, double a) {
    double y = Evaluate.in(e, new double[] {x, z, 0}, new double[] {a});
    double[] at = {x, z, y};
    double[] arguments = {a};
    int checked = 0;
    for (int index = 0; index < 3; index++) {
      double numeric = Differences.slope(e, at, arguments, index);
      if (Double.isNaN(numeric)) {
        continue;
      }
      boolean argument = index == 2;
      Expr plain = argument ? Derivative.ofArgument(e, 0) : Derivative.of(e, index);
      Expr withOutput = argument ? Derivative.ofArgument(e, 0, Y) : Derivative.of(e, index, Y);
      for (Expr slope : new Expr[] {plain, withOutput}) {
        double exact = Evaluate.in(slope, at, arguments);
        if (Double.isNaN(exact)) {
          undefined++;
          continue;
        }
        assertThat(Math.abs(exact - numeric))
            .as(
                "d %s / d %d = %s at %s, %s, %s: %s, not %s",
                e, index, slope, x, z, a, numeric, exact)
            .isLessThanOrEqualTo(1e-6 * Math.max(1, Math.abs(numeric)));
      }
      checked++;
    }
    return checked;
  }

  @Test
  void slopesInTheOutputDoNotMentionTheInput() {
    for (UnaryOp op :
        new UnaryOp[] {
          UnaryOp.EXP, UnaryOp.EXPM1, UnaryOp.SIGMOID, UnaryOp.TANH, UnaryOp.SQRT, UnaryOp.SOFTPLUS
        }) {
      Expr slope = Derivative.of(new Unary(op, X), 0, Y);
      assertThat(Exprs.inputs(slope)).as("%s", op).containsExactly(2);
    }
    assertThat(Derivative.of(X.exp(), 0, Y)).isEqualTo(Y);
    assertThat(Derivative.of(X.sigmoid(), 0, Y)).isEqualTo(Y.times(lit(1).minus(Y)));
    assertThat(Derivative.of(X.tanh(), 0, Y)).isEqualTo(lit(1).minus(Y.square()));
    assertThat(Derivative.of(X.sqrt(), 0, Y)).isEqualTo(lit(0.5).over(Y));
  }

  @Test
  void shortForms() {
    assertThat(Derivative.of(X.times(X), 0)).isEqualTo(lit(2).times(X));
    assertThat(Derivative.of(lit(0.5).times(Z.minus(X).square()), 0)).isEqualTo(X.minus(Z));
    assertThat(Derivative.of(lit(0.5).times(X.minus(Z).square()), 0)).isEqualTo(X.minus(Z));
    assertThat(Derivative.of(X.times(Z), 0)).isEqualTo(Z);
    assertThat(Derivative.of(X.plus(Z), 0)).isEqualTo(lit(1));
    assertThat(Derivative.of(X.minus(Z), 1)).isEqualTo(lit(-1));
    assertThat(Derivative.of(X.over(Z), 0)).isEqualTo(lit(1).over(Z));
    assertThat(Derivative.of(X.pow(lit(3)), 0)).isEqualTo(lit(3).times(X.square()));
    assertThat(Derivative.of(X.cos(), 0)).isEqualTo(X.sin().negate());
    assertThat(Derivative.of(A.times(X), 1)).isEqualTo(lit(0));
    assertThat(Derivative.ofArgument(A.times(X), 0)).isEqualTo(X);
  }

  @Test
  void kinksHaveTheSlopeThatIsWrittenDown() {
    assertThat(slope(X.max(lit(0)), 0, 0)).isZero();
    assertThat(slope(lit(0).max(X), 0, 0)).isZero();
    assertThat(slope(X.max(lit(0)).min(lit(6)), 6, 0)).isZero();
    assertThat(slope(X.max(lit(0)).min(lit(6)), 5, 0)).isEqualTo(1);
    assertThat(slope(X.max(X.times(0.01)), 0, 0)).isEqualTo(0.505);
    for (Expr e : new Expr[] {X.max(Z), X.min(Z), Z.max(X), Z.min(X)}) {
      assertThat(slope(e, 2, 2)).as("%s", e).isEqualTo(0.5);
      assertThat(Evaluate.in(Derivative.of(e, 1), 2, 2)).as("%s", e).isEqualTo(0.5);
    }
    assertThat(
            Evaluate.in(Derivative.ofArgument(A.max(lit(2)), 0), new double[0], new double[] {2}))
        .isEqualTo(0.5);
    assertThat(slope(X.abs(), 0, 0)).isZero();
    assertThat(slope(X.abs(), Double.NaN, 0)).isNaN();
    assertThat(slope(X.square().minus(X).abs(), 0, 0)).isZero();
    assertThat(slope(X.round(), 0.5, 0)).isZero();
    Expr leaky = Expr.select(Comparison.GT, X, lit(0), X, X.times(0.1));
    assertThat(slope(leaky, 0, 0)).isEqualTo(0.1);
  }

  @Test
  void powersAtZero() {
    assertThat(slope(X.pow(lit(0)), 0, 0)).isZero();
    assertThat(slope(X.pow(lit(1)), 0, 0)).isEqualTo(1);
    assertThat(slope(X.pow(lit(2)), 0, 0)).isZero();
    assertThat(slope(X.pow(Z), 0, 0)).isZero();
    assertThat(slope(X.pow(Z), 0, 1)).isEqualTo(1);
    assertThat(slope(X.pow(Z), 0, 2)).isZero();
    assertThat(slope(Z.pow(X), 2, 0)).isZero();
    assertThat(slope(Z.pow(X), 0, 0)).isZero();
    assertThat(slope(lit(2).pow(X), 0, 0)).isEqualTo(Math.log(2));
    assertThat(slope(X.sqrt(), 0, 0)).isInfinite();
  }

  private static double slope(Expr e, double x, double z) {
    return Evaluate.in(Derivative.of(e, 0), x, z);
  }

  @Test
  void secondDerivatives() {
    Expr second = Derivative.of(Derivative.of(X.tanh(), 0), 0);
    double y = Math.tanh(0.4);
    assertThat(Evaluate.in(second, 0.4)).isCloseTo(-2 * y * (1 - y * y), within());
    Expr third = Derivative.of(Derivative.of(Derivative.of(X.pow(lit(3)), 0), 0), 0);
    assertThat(third).isEqualTo(lit(6));
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-14);
  }
}
