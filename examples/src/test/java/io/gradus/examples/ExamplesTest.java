package io.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Every example runs and says what it should.
class ExamplesTest {
  private interface Program {
    void main(String[] arguments) throws Exception;
  }

  private static String printed(Program program) throws Exception {
    PrintStream kept = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      program.main(new String[0]);
    } finally {
      System.setOut(kept);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void watchBackPropagation() throws Exception {
    assertThat(printed(WatchBackPropagation::main))
        .contains(
            "weighted sum", "[[0.3775]]", "dE/dw", "used in  matmul = constant . w", "new weights");
  }

  @Test
  void learnXor() throws Exception {
    String text = printed(LearnXor::main);
    assertThat(accuracy(text, "a straight line: ")).isLessThan(0.75);
    assertThat(accuracy(text, "8 hidden units:  ")).isGreaterThan(0.95);
  }

  private static double accuracy(String text, String label) {
    int start = text.indexOf(label) + label.length();
    return Double.parseDouble(text.substring(start, text.indexOf('\n', start)).trim());
  }

  @Test
  void readDigits() throws Exception {
    assertThat(accuracy(printed(ReadDigits::main), "accuracy: ")).isGreaterThan(0.975);
  }

  @Test
  void saveAndPredict() throws Exception {
    assertThat(printed(SaveAndPredict::main)).contains("setosa");
  }
}
