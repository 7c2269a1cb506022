package io.gradus.expr;

import static io.gradus.expr.Expr.argument;
import static io.gradus.expr.Expr.fma;
import static io.gradus.expr.Expr.input;
import static io.gradus.expr.Expr.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.expr.Expr.Comparison;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Texts as a textbook would print them.
class TextTest {
  private static final Expr X = input(0, "x");
  private static final Expr Y = input(1, "y");

  private static void assertPlain(Expr e, String expected) {
    assertThat(Text.plain(e)).isEqualTo(expected);
  }

  private static void assertLatex(Expr e, String expected) {
    assertThat(Text.latex(e)).isEqualTo(expected);
  }

  @Test
  void parenthesesOnlyWhereNeeded() {
    assertPlain(lit(1).over(lit(1).plus(X.negate().exp())), "1 / (1 + e^-x)");
    assertPlain(X.plus(Y).times(X.minus(Y)), "(x + y) * (x - y)");
    assertPlain(X.minus(Y.minus(X)), "x - (y - x)");
    assertPlain(X.plus(Y.minus(X)), "x + y - x");
    assertPlain(X.over(X.times(Y)), "x / (x * y)");
    assertPlain(X.over(Y).times(X), "(x / y) * x");
    assertPlain(X.times(X.over(Y)), "x * x / y");
    assertPlain(X.exp().square(), "(e^x)^2");
    assertPlain(X.plus(Y).pow(lit(3)), "(x + y)^3");
    assertPlain(X.square().negate().exp(), "e^(-x^2)");
    assertPlain(X.plus(Y).abs().times(2), "2 * |x + y|");
    assertPlain(X.max(lit(0)).min(lit(6)), "min(max(x, 0), 6)");
    assertPlain(fma(X, Y, lit(1)), "x * y + 1");
  }

  @Test
  void signsAndPowers() {
    assertPlain(X.times(-1), "-x");
    assertPlain(X.times(lit(-2)), "-2 * x");
    assertPlain(X.plus(lit(-2).times(Y)), "x - 2 * y");
    assertPlain(X.minus(Y.negate()), "x + y");
    assertPlain(X.negate().plus(Y), "y - x");
    assertPlain(X.plus(Y).negate(), "-(x + y)");
    assertPlain(X.times(Y.negate()), "x * (-y)");
    assertPlain(X.negate().square(), "(-x)^2");
    assertPlain(X.square().negate(), "-x^2");
    assertPlain(X.square().times(X), "x^3");
    assertPlain(lit(0.5).times(X).times(X), "0.5 * x^2");
    assertPlain(X.pow(lit(-1)), "x^-1");
    assertPlain(X.negate().expm1().negate(), "1 - e^-x");
  }

  @Test
  void activations() {
    assertPlain(X.times(X.sigmoid()), "x * sigmoid(x)");
    assertPlain(X.times(X.softplus().tanh()), "x * tanh(softplus(x))");
    assertPlain(
        X.times(0.5).times(lit(1).plus(X.over(Math.sqrt(2)).erf())),
        "0.5 * x * (1 + erf(x / sqrt(2)))");
    Expr inner = X.plus(X.pow(lit(3)).times(0.044715)).times(Math.sqrt(2 / Math.PI));
    assertPlain(
        X.times(0.5).times(lit(1).plus(inner.tanh())),
        "0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))");
    assertPlain(
        Expr.select(Comparison.GT, X, lit(0), X, argument(0, "alpha").times(X.expm1())),
        "if x > 0 then x else alpha * (e^x - 1)");
    assertPlain(X.log1p(), "log(1 + x)");
    assertPlain(Text.expanded(X.sigmoid()), "1 / (1 + e^-x)");
    assertPlain(Text.expanded(X.softplus()), "log(1 + e^x)");
    assertPlain(Text.expanded(X.tanh()), "(e^x - e^-x) / (e^x + e^-x)");
  }

  @Test
  void derivatives() {
    assertPlain(Derivative.of(X.sigmoid(), 0), "sigmoid(x) * (1 - sigmoid(x))");
    assertPlain(Derivative.of(X.sigmoid(), 0, Y), "y * (1 - y)");
    assertPlain(Derivative.of(X.tanh(), 0, Y), "1 - y^2");
    assertPlain(Derivative.of(X.sqrt(), 0, Y), "0.5 / y");
    assertPlain(Derivative.of(X.softplus(), 0, Y), "1 - e^-y");
    assertPlain(Derivative.of(X.abs(), 0), "sign(x)");
    assertPlain(new io.gradus.op.Sign().value(X), "sign(x)");
    assertPlain(Derivative.of(X.max(lit(0)), 0), "if x > 0 then 1 else 0");
    assertPlain(Derivative.of(X.erf(), 0), "(2 / sqrt(pi)) * e^(-x^2)");
    assertPlain(Derivative.of(X.over(Y), 1), "-x / y^2");
    assertPlain(
        Derivative.of(X.times(X.sigmoid()), 0), "sigmoid(x) + x * sigmoid(x) * (1 - sigmoid(x))");
    Expr error = lit(0.5).times(input(0, "target").minus(input(1, "out")).square());
    assertPlain(error, "0.5 * (target - out)^2");
    assertPlain(Derivative.of(error, 1), "out - target");
  }

  @Test
  void optimizers() {
    Expr beta2 = argument(0, "beta2");
    Expr g = input(0, "g");
    Expr moment = beta2.times(input(1, "v")).plus(lit(1).minus(beta2).times(g.square()));
    assertPlain(moment, "beta2 * v + (1 - beta2) * g^2");
    assertThat(Text.unicode(moment)).isEqualTo("β₂ · v + (1 - β₂) · g²");
    assertLatex(moment, "\\beta_{2}\\,v + (1 - \\beta_{2})\\,g^{2}");
    Expr step =
        argument(1, "rate")
            .times(input(2, "m_hat").over(input(3, "v_hat").sqrt().plus(lit(1e-8f))));
    assertPlain(input(4, "p").minus(step), "p - rate * m_hat / (sqrt(v_hat) + 1e-8)");
    assertLatex(
        input(4, "p").minus(step),
        "p - \\mathrm{rate}\\,\\frac{\\hat{m}}{\\sqrt{\\hat{v}} + 10^{-8}}");
  }

  @Test
  void latex() {
    assertLatex(lit(1).over(lit(1).plus(X.negate().exp())), "\\frac{1}{1 + e^{-x}}");
    assertLatex(X.sigmoid().times(lit(1).minus(X.sigmoid())), "\\sigma(x)\\,(1 - \\sigma(x))");
    assertLatex(X.max(lit(0)), "\\max(x, 0)");
    assertLatex(X.over(Y).square(), "\\left(\\frac{x}{y}\\right)^{2}");
    assertLatex(X.over(Y).abs(), "\\left|\\frac{x}{y}\\right|");
    assertLatex(X.floor(), "\\lfloor x \\rfloor");
    assertLatex(lit(2).times(lit(3)), "2 \\cdot 3");
    assertLatex(X.over(Y).negate(), "-\\frac{x}{y}");
    assertLatex(X.pow(Y.plus(1)), "x^{y + 1}");
    assertLatex(X.erf(), "\\operatorname{erf}(x)");
    assertLatex(
        Expr.select(Comparison.GE, X, lit(0), X, X.times(0.01)),
        "\\begin{cases} x & \\text{if } x \\ge 0 \\\\ 0.01\\,x & \\text{otherwise} \\end{cases}");
  }

  @Test
  void names() {
    Map<String, String> expected =
        Map.of(
            "w1", "w_{1}",
            "w_ij", "w_{ij}",
            "beta1", "\\beta_{1}",
            "m_hat", "\\hat{m}",
            "eps", "\\epsilon",
            "rate", "\\mathrm{rate}",
            "x_bar_2", "\\bar{x}_{2}",
            "y'", "y'",
            "h_next", "h_{\\mathrm{next}}",
            "lambda", "\\lambda");
    expected.forEach((name, latex) -> assertLatex(input(0, name), latex));
    assertThat(Text.unicode(input(0, "w12"))).isEqualTo("w₁₂");
    assertThat(Text.unicode(X.square().negate().exp().over(Y.sqrt()))).isEqualTo("e^(-x²) / √y");
  }

  @Test
  void numbersPutIn() {
    Expr error = lit(0.5).times(X.minus(Y).square());
    double[] at = {0.01, 0.7513650695523157};
    assertThat(Text.withNumbers(error, at, 6)).isEqualTo("0.5 * (0.01 - 0.751365)^2");
    Expr sum = fma(X, Y, fma(input(2, "w"), input(3, "v"), input(4, "b")));
    double[] values = {0.15, -0.05, -0.2, 0.1, -0.35};
    assertThat(Text.withNumbers(sum, values, 6))
        .isEqualTo("0.15 * (-0.05) + (-0.2) * 0.1 + (-0.35)");
    assertThat(Text.latexWithNumbers(sum, values, new double[0], 6))
        .isEqualTo("0.15 \\cdot (-0.05) + (-0.2) \\cdot 0.1 + (-0.35)");
    assertThat(Text.withNumbers(X.minus(Y).exp(), new double[] {-1, -2}, 3))
        .isEqualTo("e^(-1 - (-2))");
    assertThat(Text.withNumbers(X.square().plus(Y.exp()), new double[] {-3, -0.5}, 3))
        .isEqualTo("(-3)^2 + e^-0.5");
    assertThat(
            Text.withNumbers(
                X.times(argument(0, "rate")), new double[] {2}, new double[] {1e-5}, 3))
        .isEqualTo("2 * 1e-5");
    assertThatThrownBy(() -> Text.withNumbers(error, new double[] {1}, 6))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void otherNamesPutIn() {
    Expr e = X.times(Y.plus(argument(0, "b")));
    assertThat(Text.plain(e, i -> "w" + i, i -> "a - b")).isEqualTo("w0 * (w1 + a - b)");
    assertThat(Text.plain(X.times(Y), i -> i == 0 ? "h + 1" : "-0.5", i -> ""))
        .isEqualTo("(h + 1) * (-0.5)");
    assertThat(Text.latex(X.square(), i -> "\\hat{y}", i -> "")).isEqualTo("\\hat{y}^{2}");
  }

  @Test
  void aReaderOfSchoolAlgebraGetsTheValue() {
    RandomExprs random = new RandomExprs(5);
    int compared = 0;
    int different = 0;
    for (int i = 0; i < 5000; i++) {
      Expr e = random.tree(5);
      Map<String, Double> values =
          Map.of("x", random.number(), "z", random.number(), "a", random.number(), "pi", Math.PI);
      double[] inputs = {values.get("x"), values.get("z")};
      double[] arguments = {values.get("a")};
      double expected = Evaluate.in(e, inputs, arguments);
      double read = PlainReader.compute(Text.plain(e), values);
      if (Double.isFinite(expected)) {
        compared++;
        // Reassociated sums round differently, and a step may lie between.
        different += Math.abs(read - expected) <= 1e-9 * Math.max(1, Math.abs(expected)) ? 0 : 1;
      }
    }
    assertThat(compared).isGreaterThan(3000);
    assertThat(different).isLessThan(compared / 500);
  }
}
