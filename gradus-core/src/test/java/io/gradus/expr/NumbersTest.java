package io.gradus.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void shortestText() {
    assertThat(Numbers.format(0.1f)).isEqualTo("0.1");
    assertThat(Numbers.format(0.1)).isEqualTo("0.1");
    assertThat(Numbers.format(3)).isEqualTo("3");
    assertThat(Numbers.format(-0.5)).isEqualTo("-0.5");
    assertThat(Numbers.format(-0.0)).isEqualTo("0");
    assertThat(Numbers.format(1e-8f)).isEqualTo("1e-8");
    assertThat(Numbers.format(-1.5e-8)).isEqualTo("-1.5e-8");
    assertThat(Numbers.format(0.001)).isEqualTo("0.001");
    assertThat(Numbers.format(1e6)).isEqualTo("1000000");
    assertThat(Numbers.format(2e30)).isEqualTo("2e30");
    assertThat(Numbers.format(12345678)).isEqualTo("12345678");
    assertThat(Numbers.format(Double.NaN)).isEqualTo("NaN");
    assertThat(Numbers.format(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
  }

  @Test
  void significantDigits() {
    assertThat(Numbers.format(0.7513650695523157, 6)).isEqualTo("0.751365");
    assertThat(Numbers.format(0.01, 6)).isEqualTo("0.01");
    assertThat(Numbers.format(2.0 / 3, 3)).isEqualTo("0.667");
    assertThat(Numbers.format(-1234.5678, 3)).isEqualTo("-1230");
    assertThat(Numbers.format(0.99999, 2)).isEqualTo("1");
    assertThat(Numbers.format(1.23456e-9, 3)).isEqualTo("1.23e-9");
    assertThat(Numbers.format(0.5, 1)).isEqualTo("0.5");
    assertThatThrownBy(() -> Numbers.format(1, 0)).hasMessageContaining("0 significant digits");
  }

  @Test
  void latex() {
    assertThat(Numbers.latex("0.5")).isEqualTo("0.5");
    assertThat(Numbers.latex("1e-8")).isEqualTo("10^{-8}");
    assertThat(Numbers.latex("-1e-8")).isEqualTo("-10^{-8}");
    assertThat(Numbers.latex("1.5e30")).isEqualTo("1.5 \\cdot 10^{30}");
    assertThat(Numbers.latex("inf")).isEqualTo("\\infty");
  }
}
