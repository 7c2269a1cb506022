package io.gradus.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.gradus.expr.Evaluate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every number that `explain` shows is the engine's, and its formula gives it.
class WalkthroughTest {
  private static Map<String, Double> results(Walkthrough walk) {
    return walk.sections().stream()
        .flatMap(section -> section.lines().stream())
        .collect(Collectors.toMap(Line::symbol, Line::result));
  }

  @Test
  void everyFormulaGivesTheEnginesNumber() {
    for (String name : WorkedExamples.names()) {
      for (Section section : Walkthrough.of(WorkedExamples.named(name)).sections()) {
        for (Line line : section.lines()) {
          assertThat(Evaluate.in(line.formula(), line.inputs()))
              .as(name + " " + line.symbol())
              .isCloseTo(line.result(), offset(1e-15 + Math.abs(line.result()) * 1e-12));
        }
      }
    }
  }

  @Test
  void goodfellowsNetworkIsRightAsItIs() {
    Walkthrough walk = Walkthrough.of(WorkedExamples.goodfellow());
    Map<String, Double> results = results(walk);
    assertThat(results).containsEntry("E", 0.0);
    assertThat(results.keySet()).anyMatch(symbol -> symbol.startsWith("dE/dw"));
    results.forEach((symbol, result) -> {
      if (symbol.startsWith("dE/dw") || symbol.startsWith("dE/db")) {
        assertThat(Math.abs(result)).as(symbol).isZero();
      }
    });
    assertThat(walk.after()).isEqualTo(WorkedExamples.goodfellow());
  }

  @Test
  void mazursPublishedNumbers() {
    Walkthrough walk = Walkthrough.of(WorkedExamples.mazur());
    Map<String, Double> results = results(walk);
    assertThat(results.get("net_h1")).isCloseTo(0.3775, offset(1e-15));
    assertThat(results.get("out_o1")).isCloseTo(0.751365069552316, offset(5e-16));
    assertThat(results.get("dE/dw5")).isCloseTo(0.08216704056423077, offset(1e-16));
    assertThat(results.get("dE/dw1")).isCloseTo(0.00043856773447434653, offset(1e-18));
    assertThat(results.get("w5+")).isCloseTo(0.35891647971788465, offset(1e-15));
    assertThat(results.get("w1+")).isCloseTo(0.14978071613276281, offset(1e-15));
    assertThat(walk.error()).isCloseTo(0.29837110876000272, offset(3e-16));
    assertThat(Walkthrough.of(walk.after()).error()).isCloseTo(0.29102777369359933, offset(3e-16));
  }

  @Test
  void xorNielsenAndKarpathy() {
    Map<String, Double> xor = results(Walkthrough.of(WorkedExamples.xor()));
    assertThat(xor.get("out_o1")).isCloseTo(0.6378408581676672, offset(1e-15));
    assertThat(xor.get("E")).isCloseTo(0.06557962200636587, offset(1e-16));
    assertThat(xor.get("dE/dw5")).isCloseTo(-0.04599841104359235, offset(1e-16));
    assertThat(xor.get("dE/dw3")).isCloseTo(-0.007157874714364129, offset(1e-17));
    assertThat(xor.get("dE/dw2")).isZero();
    Map<String, Double> slow = results(Walkthrough.of(WorkedExamples.nielsen()));
    assertThat(slow.get("out_o1")).isCloseTo(0.982013790037908, offset(5e-16));
    assertThat(slow.get("dE/dw1")).isCloseTo(0.017345021070840, offset(5e-16));
    Map<String, Double> neuron = results(Walkthrough.of(WorkedExamples.karpathy()));
    assertThat(neuron.get("out_o1")).isCloseTo(0.7071067811865476, offset(5e-16));
  }

  @Test
  void theTextReadsLikeATextbook() {
    String text = Writer.TEXT.write(Walkthrough.of(WorkedExamples.mazur()), 10, false);
    assertThat(text)
        .contains("mazur, a 2-2-2 network")
        .contains("net_h1      = w1 * i1 + w2 * i2 + b_h1")
        .contains("= 0.15 * 0.05 + 0.2 * 0.1 + 0.35")
        .contains("= 0.7513650696")
        .contains("w5+         = w5 - rate * dE/dw5")
        .contains("= 0.3589164797")
        .contains("The error was 0.2983711088 and is 0.2910277737 after the update.");
    assertThat(text.indexOf("Feed-forward")).isLessThan(text.indexOf("Back-propagation"));
    assertThat(text.indexOf("Back-propagation")).isLessThan(text.indexOf("Optimizer"));
  }

  @Test
  void markdownAndLatexHoldTheSameNumbers() {
    Walkthrough walk = Walkthrough.of(WorkedExamples.mazur());
    assertThat(Writer.MARKDOWN.write(walk, 10, false))
        .contains("## Back-propagation", "| 0.08216704056 |");
    assertThat(Writer.LATEX.write(walk, 10, false))
        .contains("\\begin{align*}", "w_{5}^{+}", "0.08216704056");
  }

  @Test
  void anUnknownNameListsTheKnownOnes() {
    assertThatThrownBy(() -> WorkedExamples.named("nobody")).hasMessageContaining("mazur");
    assertThatThrownBy(() ->
            new DenseExample(
                "odd",
                "",
                List.of(1.0),
                List.of(1.0, 2.0),
                WorkedExamples.nielsen().layers(),
                1,
                true))
        .hasMessageContaining("1 outputs and 2 targets");
  }
}
