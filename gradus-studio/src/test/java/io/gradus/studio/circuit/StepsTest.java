package io.gradus.studio.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepsTest {
  private static Steps at(Numbers n, int step) {
    return new Steps(n.bench().circuit(), n.bench().pass(), step);
  }

  @Test
  void valuesAppearGateByGateAndGradientsBackwards() {
    Numbers n = Numbers.preset("add-multiply");
    // x, y, g1, z, f
    assertThat(n.bench().circuit().elements())
        .extracting(Element::symbol)
        .containsExactly("x", "y", "g1", "z", "f");
    assertThat(Steps.total(n.bench().circuit())).isEqualTo(5);
    assertThat(at(n, 0).knowsValue(2)).isFalse();
    assertThat(at(n, 1).knowsValue(2)).isTrue();
    assertThat(at(n, 1).knowsValue(4)).isFalse();
    assertThat(at(n, 2).knowsValue(4)).isTrue();
    assertThat(at(n, 2).knowsGradient(4)).isFalse();
    assertThat(at(n, 3).knowsGradient(4)).isTrue();
    assertThat(at(n, 3).knowsGradient(2)).isFalse();
    assertThat(at(n, 4).knowsGradient(2)).isTrue();
    assertThat(at(n, 4).knowsGradient(0)).isFalse();
    assertThat(at(n, 5).knowsGradient(0)).isTrue();
  }

  @Test
  void eachStepSaysWhatHappenedWithItsNumbers() {
    Numbers n = Numbers.preset("add-multiply");
    assertThat(at(n, 1).said().sentence())
        .isEqualTo("The + gate takes x = −2 and y = 5 and puts out g1 = 3.");
    assertThat(at(n, 1).said().formulas()).containsExactly("g_{1} = x + y = -2 + 5 = 3");
    assertThat(at(n, 4).said().sentence())
        .contains("holds the gradient 1", "times the other one", "g1 gets −4 and z gets 3");
    assertThat(at(n, 5).said().formulas().getFirst())
        .isEqualTo(
            "\\frac{\\partial f}{\\partial x} = \\frac{\\partial f}{\\partial g_{1}} \\cdot"
                + " \\frac{\\partial g_{1}}{\\partial x} = (-4) \\cdot 1 = -4");
  }

  @Test
  void aForkShowsItsSumSoFarAndThenTheWhole() {
    Numbers n = Numbers.of("x*3+exp(x)", Map.of("x", 0.0));
    int total = Steps.total(n.bench().circuit());
    Steps before = at(n, total - 1);
    assertThat(before.knowsGradient(0)).isFalse();
    assertThat(before.received(0)).isEqualTo(1);
    assertThat(before.gradient(0)).isEqualTo(1);
    assertThat(before.said().sentence()).contains("used 2 times; 1 of its gradients");
    Steps after = at(n, total);
    assertThat(after.gradient(0)).isEqualTo(4);
    assertThat(after.said().sentence()).contains("a fork adds");
    assertThat(after.said().formulas().getLast()).endsWith("= 3 + 1 = 4");
  }

  @Test
  void overflowIsExplained() {
    Numbers n = Numbers.of("exp(x)/y", Map.of("x", 1000.0, "y", 2.0));
    assertThat(at(n, 1).said().sentence())
        .contains("puts out g1 = ∞.", "beyond the largest double")
        .doesNotContain("inf");
    assertThat(at(n, 1).said().formulas().getFirst()).endsWith("= \\infty");
    assertThat(at(n, 2).said().sentence()).contains("because an operand is not");
  }

  @Test
  void whatHasNoValueIsSaid() {
    assertThat(at(Numbers.of("log(x)", Map.of("x", -2.0)), 1).said().sentence())
        .contains("ln has no value at −2: only numbers above 0");
    assertThat(at(Numbers.of("log(x)", Map.of("x", 0.0)), 1).said().sentence())
        .contains("puts out f = −∞.", "Towards 0 the logarithm goes to −∞");
    assertThat(at(Numbers.of("sqrt(x)", Map.of("x", -4.0)), 1).said().sentence())
        .contains("The square root has no value at −4");
  }

  @Test
  void reluHasWordsOfItsOwn() {
    Numbers n = Numbers.of("relu(x)", Map.of("x", -1.0));
    assertThat(Pattern.of(n.bench().circuit().gates().getFirst())).isEqualTo(Pattern.RECTIFIES);
    assertThat(at(n, 3).said().sentence())
        .contains("at 0 and below the operand gets 0")
        .doesNotContain("The operand that won");
  }

  @Test
  void gatesShowThePatternOfTheirBackwardFlow() {
    List<Element.Gate> gates =
        Numbers.of("hold(2*max(a*b, a+b) - exp(a)) + 1", Map.of()).bench().circuit().gates();
    assertThat(gates)
        .extracting(Pattern::of)
        .containsExactly(
            Pattern.SWAPS,
            Pattern.DISTRIBUTES,
            Pattern.ROUTES,
            Pattern.SCALES,
            Pattern.CHAINS,
            Pattern.DISTRIBUTES_SIGNED,
            Pattern.BLOCKS,
            Pattern.COPIES);
  }

  @Test
  void aKinkIsReportedAndNotCalledWrong() {
    Numbers n = Numbers.of("max(x, y)", Map.of("x", 1.0, "y", 1.0));
    assertThat(n.bench().check().verdict()).isEqualTo(Check.Verdict.KINK);
    Numbers relu = Numbers.of("relu(x)", Map.of("x", 0.0));
    assertThat(relu.bench().check().verdict()).isEqualTo(Check.Verdict.KINK);
    Numbers bend = Numbers.of("x*x", Map.of("x", 0.0));
    assertThat(bend.bench().check().verdict()).isEqualTo(Check.Verdict.PASSED);
  }

  @Test
  void smallSlopesSharpBendsAndLargeInputsAreJudgedRight() {
    assertThat(Numbers.of("0.005*relu(x)", Map.of("x", 0.0)).bench().check().verdict())
        .isEqualTo(Check.Verdict.KINK);
    assertThat(Numbers.of("abs(x)", Map.of("x", 0.0)).bench().check().verdict())
        .isEqualTo(Check.Verdict.KINK);
    assertThat(Numbers.of("0.001*max(x, y)", Map.of("x", 1.0, "y", 1.0)).bench().check().verdict())
        .isEqualTo(Check.Verdict.KINK);
    assertThat(Numbers.of("1/x", Map.of("x", 0.001)).bench().check().verdict())
        .isEqualTo(Check.Verdict.PASSED);
    assertThat(Numbers.of("x - y", Map.of("x", 1e9, "y", 1e9)).bench().check().verdict())
        .isEqualTo(Check.Verdict.PASSED);
  }
}
