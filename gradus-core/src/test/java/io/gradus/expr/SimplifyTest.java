package io.gradus.expr;

import static io.gradus.expr.Expr.fma;
import static io.gradus.expr.Expr.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.expr.Expr.Comparison;
import org.junit.jupiter.api.Test;

class SimplifyTest {
  private static final Expr X = Expr.input(0, "x");
  private static final Expr Z = Expr.input(1, "z");

  @Test
  void folds() {
    assertFolds(X.times(1), X);
    assertFolds(lit(1).times(X), X);
    assertFolds(X.plus(0), X);
    assertFolds(X.minus(0), X);
    assertFolds(lit(0).minus(X), X.negate());
    assertFolds(X.over(1), X);
    assertFolds(X.negate().negate(), X);
    assertFolds(X.times(-1), X.negate());
    assertFolds(X.plus(Z.negate()), X.minus(Z));
    assertFolds(X.minus(Z.negate()), X.plus(Z));
    assertFolds(X.negate().plus(Z), Z.minus(X));
    assertFolds(X.minus(Z).negate(), Z.minus(X));
    assertFolds(X.negate().abs(), X.abs());
    assertFolds(X.round().floor(), X.round());
    assertFolds(X.pow(lit(1)), X);
    assertFolds(X.pow(lit(0)), lit(1));
    assertFolds(X.max(X), X);
    assertFolds(fma(X, lit(1), Z), X.plus(Z));
    assertFolds(fma(X, Z, lit(0)), X.times(Z));
    assertFolds(lit(2).plus(lit(3)).times(X), lit(5).times(X));
    assertFolds(lit(4).sqrt(), lit(2));
    assertFolds(Expr.select(Comparison.LT, X, Z, X, X), X);
    assertFolds(Expr.select(Comparison.LT, lit(1), lit(2), X, Z), X);
    assertFolds(X.times(1).plus(Z.over(1).times(-1)), X.minus(Z));
  }

  private static void assertFolds(Expr e, Expr expected) {
    assertThat(Simplify.of(e)).isEqualTo(expected);
  }

  @Test
  void leavesWhatWouldNotBeExact() {
    for (Expr e :
        new Expr[] {
          lit(0).times(X),
          X.minus(X),
          X.over(X),
          lit(1).over(lit(0)),
          lit(-1).log(),
          lit(2).times(lit(3).times(X))
        }) {
      assertThat(Simplify.of(e)).isEqualTo(e);
    }
  }

  @Test
  void keepsTheValueOfRandomFormulas() {
    RandomExprs random = new RandomExprs(1);
    int shorter = 0;
    for (int i = 0; i < 4000; i++) {
      Expr e = random.tree(6);
      Expr simple = Simplify.of(e);
      shorter += Exprs.nodes(simple) < Exprs.nodes(e) ? 1 : 0;
      assertThat(Simplify.of(simple)).as("a second pass finds nothing").isEqualTo(simple);
      double[] inputs = {random.number(), random.number()};
      double[] arguments = {random.number()};
      double before = Evaluate.in(e, inputs, arguments);
      double after = Evaluate.in(simple, inputs, arguments);
      if (Double.isFinite(before)) {
        assertThat(after).as("%s -> %s", e, simple).isEqualTo(before);
      }
    }
    assertThat(shorter).isGreaterThan(1000);
  }
}
