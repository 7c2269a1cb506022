package io.gradus.studio.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTest {
  private static Circuit circuit(String text) {
    return Compiler.circuit(Parser.program(text), Set.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x+2*3|8",
        "-x^2|-4",
        "2^x^2|16",
        "x-1-2|-1",
        "x/2/2|0.5",
        "2^-x|0.25",
        "x**3|8",
        "1.5e1*x|30",
        "x × 3 − 1|5",
        "max(x, 1, 7)|7",
        "min([x, 1, 7])|1",
        "sum([x, x, 3])|7",
        "mean([x, 4])|3",
        "dot([x, 1], [3, 4])|10",
        "mse([x, 1], [0, 0])|2.5",
        "([x, 1] * 2)[0]|4",
        "exp(0*x) + relu(-x)|1",
        "pow(x, 5)|32",
        "q = x + 1; q * q|9",
        "k = 3; k * x|6",
        "cos(pi * x)|1",
        "abs(-x) + sqrt(x * 2) + round(x / 4)|4"
      })
  void operatorsBindAsInMathematics(String text, double expected) {
    Numbers n = Numbers.of(text, Map.of("x", 2.0));
    assertThat(n.bench().pass().values()[n.bench().circuit().output().id()])
        .isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(x+|4|the end",
        "x+*z|3|stands where",
        "(x+y|5|\")\" is expected",
        "2x|2|2 * x",
        "x y|3|operator is missing",
        "x(y+1)|1|x*(",
        "sin|1|is a function",
        "foo(x)|1|no function \"foo\"",
        "x $ y|3|no meaning",
        "max()|1|takes numbers",
        "exp(x, y)|1|takes one argument",
        "[x, y]|1|row of 2 numbers",
        "[x, y][2]|1|[0] to [1]",
        "softmax(x)|9|takes a row",
        "crossEntropy([x, y], 5)|22|0 to 1",
        "[x,y]+[x,y,x]|1|do not fit",
        "q=x; q=2*x|6|defined twice",
        "a*2; q=2|1|go without a name",
        "y=q*2; q=x|3|before it is defined",
        "exp=x|1|is a function",
        "3+4|1|no gate",
        "x|1|no gate",
        "x*1e999|3|largest double",
        "x+1/0|3|not a finite number",
        "9^9^9^9*x|3|not a finite number",
        "x)|2|not expected here; leave it out, or type an operator",
        "x[0]|1|none",
        "averyverylongname*x|1|at most 16"
      })
  void errorsSayWhatIsWrongAndPointAtTheColumn(String text, int column, String part) {
    assertThatThrownBy(() -> circuit(text))
        .isInstanceOfSatisfying(
            ExpressionException.class,
            e -> {
              assertThat(e.reason()).startsWith("column " + column + ":").contains(part);
            });
  }

  private static void refused(ThrowingCallable call, String part) {
    assertThatThrownBy(call).isInstanceOf(ExpressionException.class).hasMessageContaining(part);
  }

  @Test
  void expressionBombsAreRefusedWithAReason() {
    refused(() -> circuit("x+".repeat(100_000) + "x"), "at most 500");
    refused(() -> circuit("(".repeat(249) + "x" + ")".repeat(249)), "more than 50 deep");
    refused(() -> circuit("-".repeat(400) + "x"), "more than 50 deep");
    refused(() -> circuit("x^".repeat(200) + "x"), "more than 50 deep");
    refused(() -> circuit("x[0]" + "[0]".repeat(100)), "none");
    refused(() -> circuit("x*x" + "+x*x".repeat(120)), "more than 200");
    String doubling = "a=[x,x,x,x,x,x,x,x]; a=a+a";
    refused(() -> circuit(doubling), "defined twice");
    StringBuilder rows = new StringBuilder("a0=[x,y,x,y,x,y,x,y,x,y,x,y]");
    for (int i = 1; i < 20; i++) {
      rows.append(";a").append(i).append("=softmax(a").append(i - 1).append(")");
    }
    refused(() -> circuit(rows + ";sum(a19)"), "more than 200");
  }

  @Test
  void noTextMakesItFailOtherwise() {
    String letters = "xyz01.*+-/^()[],;= \nmaxexpsoftmax";
    Random random = new Random(3);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i >= 0; i--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      try {
        circuit(text.toString());
      } catch (ExpressionException e) {
        assertThat(e.at().from()).as(text.toString()).isBetween(0, text.length());
      }
    }
  }

  @Test
  void unusedDefinitionsAreNamedAndNotDrawn() {
    Circuit circuit = circuit("q=x*2; r=y*3; q+1");
    assertThat(circuit.elements()).extracting(Element::symbol).containsExactly("x", "q", "f");
    assertThat(circuit.notes()).singleElement().asString().contains("\"r\"");
  }

  @Test
  void symbolsOfGatesAvoidTheUsersNames() {
    assertThat(circuit("(g1+f)*g1").elements())
        .extracting(Element::symbol)
        .containsExactly("g1", "f", "g2", "out");
  }
}
