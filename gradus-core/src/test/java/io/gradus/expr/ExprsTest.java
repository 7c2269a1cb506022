package io.gradus.expr;

import static io.gradus.expr.Expr.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.expr.Expr.Comparison;
import org.junit.jupiter.api.Test;

class ExprsTest {
  private static final Expr X = Expr.input(0, "x");
  private static final Expr Z = Expr.input(1, "z");
  private static final Expr RATE = Expr.argument(0, "rate");

  @Test
  void substitutesInputsOnce() {
    Expr e = X.minus(Z).exp();
    assertThat(Exprs.substitute(e, Z, X.plus(Z))).isEqualTo(Z.minus(X.plus(Z)).exp());
    assertThat(Exprs.substitute(e, X, Z)).isEqualTo(e);
    assertThat(Exprs.substituteArguments(RATE.times(X), lit(2))).isEqualTo(lit(2).times(X));
  }

  @Test
  void saysWhichReplacementIsMissing() {
    assertThatThrownBy(() -> Exprs.substitute(X.plus(Z), lit(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("input 1")
        .hasMessageContaining("z");
  }

  @Test
  void shiftsAndRenumbers() {
    Expr e = Expr.fma(X, RATE, Z);
    Expr shifted = Exprs.shift(e, 2, 1);
    assertThat(shifted)
        .isEqualTo(Expr.fma(Expr.input(2, "x"), Expr.argument(1, "rate"), Expr.input(3, "z")));
    assertThat(Exprs.inputs(shifted)).containsExactly(2, 3);
    assertThat(Exprs.arguments(shifted)).containsExactly(1);
    assertThat(Exprs.renumber(shifted, i -> i - 2, i -> 0)).isEqualTo(e);
  }

  @Test
  void countsNodesAndDepth() {
    Expr e = Expr.select(Comparison.LT, X, lit(0), X.exp().times(2), X);
    assertThat(Exprs.nodes(e)).isEqualTo(8);
    assertThat(Exprs.depth(e)).isEqualTo(4);
    assertThat(Exprs.nodes(X)).isEqualTo(1);
    assertThat(Exprs.depth(X)).isEqualTo(1);
  }

  @Test
  void findsAndReplacesParts() {
    Expr e = X.exp().plus(X.exp().sqrt());
    assertThat(Exprs.replace(e, X.exp(), Z)).isEqualTo(Z.plus(Z.sqrt()));
    assertThat(Exprs.contains(e, X.exp())).isTrue();
    assertThat(Exprs.contains(e, Z)).isFalse();
    assertThat(Exprs.isUniform(RATE.times(2))).isTrue();
    assertThat(Exprs.isUniform(RATE.times(X))).isFalse();
    assertThat(Exprs.mapOperands(e, operand -> operand)).isSameAs(e);
  }
}
