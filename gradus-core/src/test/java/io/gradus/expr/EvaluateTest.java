package io.gradus.expr;

import static io.gradus.expr.Expr.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.expr.Expr.Comparison;
import java.math.BigDecimal;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Values of activations as the literature prints them, to all their digits.
class EvaluateTest {
  private static final Expr X = Expr.input(0, "x");
  private static final Expr ZERO = lit(0);

  @ParameterizedTest
  @CsvSource({
    "sigmoid,  0.119202922022118,  0.268941421369995, 0.731058578630005, 0.880797077977882",
    "tanh,    -0.964027580075817, -0.761594155955765, 0.761594155955765, 0.964027580075817",
    "softplus, 0.126928011042972,  0.313261687518223, 1.31326168751822,  2.12692801104297",
    "elu,     -0.864664716763387, -0.632120558828558, 1,                 2",
    "selu,    -1.5201664685957,   -1.11133073781256,  1.05070098735548,  2.10140197471096",
    "silu,    -0.238405844044235, -0.268941421369995, 0.731058578630005, 1.76159415595576",
    "gelu,    -0.0455002638963584, -0.158655253931457, 0.841344746068543, 1.95449973610364",
    "mish,    -0.252501482695709, -0.303401461374109, 0.86509838826731,  1.94395895953399",
  })
  void values(String name, String atMinus2, String atMinus1, String at1, String at2) {
    Expr e = formula(name);
    assertDigits(Evaluate.in(e, -2), atMinus2);
    assertDigits(Evaluate.in(e, -1), atMinus1);
    assertDigits(Evaluate.in(e, 1), at1);
    assertDigits(Evaluate.in(e, 2), at2);
  }

  @ParameterizedTest
  @CsvSource({
    "sigmoid, 0.104993585403507,  0.196611933241482,  0.196611933241482, 0.104993585403507",
    "tanh,    0.0706508248531644, 0.419974341614026,  0.419974341614026, 0.0706508248531644",
    "softplus, 0.119202922022118, 0.268941421369995,  0.731058578630005, 0.880797077977882",
    "elu,     0.135335283236613,  0.367879441171442,  1,                 1",
    "silu,   -0.0907842487848955, 0.0723294881285133, 0.927670511871487, 1.0907842487849",
    "gelu,   -0.0852318010781969, -0.0833154705876863, 1.08331547058769, 1.0852318010782",
    "mish,   -0.108355092420394,  0.059216755877395,  1.04903622009979,  1.06931793427949",
  })
  void slopes(String name, String atMinus2, String atMinus1, String at1, String at2) {
    Expr slope = Derivative.of(formula(name), 0);
    assertDigits(Evaluate.in(slope, -2), atMinus2);
    assertDigits(Evaluate.in(slope, -1), atMinus1);
    assertDigits(Evaluate.in(slope, 1), at1);
    assertDigits(Evaluate.in(slope, 2), at2);
  }

  private static Expr formula(String name) {
    return switch (name) {
      case "sigmoid" -> X.sigmoid();
      case "tanh" -> X.tanh();
      case "softplus" -> X.softplus();
      case "elu" -> elu(1);
      case "selu" -> lit(1.0507009873554804934193349852946).times(elu(1.6732632423543772848));
      case "silu" -> X.times(X.sigmoid());
      case "gelu" -> X.times(0.5).times(lit(1).plus(X.over(Math.sqrt(2)).erf()));
      case "mish" -> X.times(X.softplus().tanh());
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Expr elu(double alpha) {
    return Expr.select(Comparison.GT, X, ZERO, X, X.expm1().times(alpha));
  }

  private static void assertDigits(double got, String printed) {
    // The digits are rounded: half a unit of the last one, and a little of our own.
    double unit = Math.pow(10, -new BigDecimal(printed).scale());
    assertThat(got)
        .isCloseTo(Double.parseDouble(printed), Offset.offset(unit * 0.5001 + 4 * Math.ulp(got)));
  }

  @Test
  void geluWithTanh() {
    Expr inner = X.plus(X.pow(lit(3)).times(0.044715)).times(Math.sqrt(2 / Math.PI));
    assertDigits(
        Evaluate.in(X.times(0.5).times(lit(1).plus(inner.tanh())), 1), "0.841191990608277");
  }

  @Test
  void sigmoidAndSoftplusKeepTheirTails() {
    assertThat(Evaluate.in(X.sigmoid(), -700)).isEqualTo(StrictMath.exp(-700));
    assertThat(Evaluate.in(X.sigmoid(), 700)).isEqualTo(1);
    assertThat(Evaluate.in(X.softplus(), -700)).isEqualTo(StrictMath.exp(-700));
    assertThat(Evaluate.in(X.softplus(), 1e300)).isEqualTo(1e300);
    assertThat(Evaluate.in(X.softplus(), 0)).isEqualTo(StrictMath.log(2));
    for (double x : new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}) {
      assertThat(Evaluate.in(X.sigmoid(), x)).isEqualTo(x > 0 ? 1 : 0);
      assertThat(Evaluate.in(X.softplus(), x)).isEqualTo(Math.max(x, 0));
    }
    assertThat(Evaluate.in(X.sigmoid(), Double.NaN)).isNaN();
    assertThat(Evaluate.in(X.softplus(), Double.NaN)).isNaN();
  }

  @Test
  void identities() {
    for (int i = -80; i <= 80; i++) {
      double z = i / 9.7;
      assertThat(Evaluate.in(X.tanh(), z))
          .isCloseTo(2 * Evaluate.in(X.sigmoid(), 2 * z) - 1, Offset.offset(4e-16));
      Expr silu = X.times(X.sigmoid());
      assertThat(Evaluate.in(silu, z) - Evaluate.in(silu, -z)).isCloseTo(z, Offset.offset(2e-15));
    }
  }

  @Test
  void argumentsComparisonsAndOddNumbers() {
    Expr rate = Expr.argument(1, "rate");
    assertThat(Evaluate.in(X.times(rate), new double[] {3}, new double[] {0, 0.5})).isEqualTo(1.5);
    assertThat(Evaluate.in(X.round(), 2.5)).isEqualTo(2);
    assertThat(Evaluate.in(X.round(), -0.5)).isEqualTo(-0.0);
    assertThat(Evaluate.in(X.max(ZERO), Double.NaN)).isNaN();
    assertThat(Evaluate.in(Expr.fma(X, X, lit(-1)), 1 + 0x1p-30)).isEqualTo(0x1p-29 + 0x1p-60);
    for (Comparison op : Comparison.values()) {
      Expr e = Expr.select(op, X, ZERO, lit(1), ZERO);
      assertThat(Evaluate.in(e, Double.NaN)).isEqualTo(op == Comparison.NE ? 1 : 0);
      String expected =
          switch (op) {
            case LT -> "100";
            case LE -> "110";
            case GT -> "001";
            case GE -> "011";
            case EQ -> "010";
            case NE -> "101";
          };
      StringBuilder got = new StringBuilder();
      for (double x : new double[] {-1, 0, 1}) {
        got.append((int) Evaluate.in(e, x));
      }
      assertThat(got).hasToString(expected);
    }
  }
}
