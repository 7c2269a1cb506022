package io.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.train.Epoch;
import io.gradus.train.TrainingEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private static Epoch epoch(int number) {
    return new Epoch(number, 0.5, Map.of(), 0.4, Map.of("accuracy", 0.9), 0.01, 0.1);
  }

  @Test
  void tellsEpochLossAndMetricAndLeavesACleanLine() {
    try (ProgressLine line = new ProgressLine(2, 100, out)) {
      line.accept(new TrainingEvent.StepDone(0, 1, 50, 0.75f));
      line.accept(new TrainingEvent.EpochDone(epoch(1)));
      line.above(() -> out.println("a row"));
    }
    String written = bytes.toString(StandardCharsets.UTF_8);
    assertThat(written)
        .contains(" 50 %")
        .contains("epoch 1/2")
        .contains("loss 0.7500")
        .contains("left");
    assertThat(written).contains("\r\033[2Ka row");
    assertThat(written).endsWith("\r\033[2K").doesNotContain("\r\n");
  }

  @Test
  void perplexityIsShownWhereItIsAsked() {
    try (ProgressLine line = new ProgressLine(2, 100, out, true)) {
      line.accept(new TrainingEvent.StepDone(0, 1, 50, 0.75f));
      line.accept(new TrainingEvent.EpochDone(epoch(1)));
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("loss 0.7500 perplexity 2.12");
  }

  @Test
  void aNarrowTerminalHasFewerPartsAndNoSecondLine() {
    List<String> parts = List.of("  50 %", "  epoch 1/2", "  0:10 left");
    assertThat(ProgressLine.line(0.5, parts, 40, true))
        .isEqualTo("\u2588".repeat(6) + "\u2591".repeat(6) + "  50 %  epoch 1/2  0:10 left");
    assertThat(ProgressLine.line(0.5, parts, 22, false)).isEqualTo("###--  50 %  epoch 1/2");
    assertThat(ProgressLine.line(0.5, parts, 3, false)).isEqualTo("##-");
    assertThat(ProgressLine.line(1, parts, 300, false)).hasSize(40 + 28).startsWith("####");
  }

  @Test
  void durationsAreMinutesOrHours() {
    assertThat(ProgressLine.duration(7)).isEqualTo("0:07");
    assertThat(ProgressLine.duration(3599)).isEqualTo("59:59");
    assertThat(ProgressLine.duration(7384)).isEqualTo("2:03:04");
  }

  @Test
  void anEncodingWithoutBlocksHasSigns() {
    PrintStream ascii = new PrintStream(bytes, true, StandardCharsets.US_ASCII);
    try (ProgressLine line = new ProgressLine(2, 100, ascii)) {
      line.accept(new TrainingEvent.StepDone(0, 1, 50, 0.75f));
      line.accept(new TrainingEvent.EpochDone(epoch(1)));
    }
    assertThat(bytes.toString(StandardCharsets.US_ASCII)).contains("##").doesNotContain("?");
  }

  @Test
  void aResumedRunIsMeasuredFromWhereItBegan() {
    try (ProgressLine line = new ProgressLine(1_000_000, 100, out)) {
      line.accept(new TrainingEvent.StepDone(0, 999_999, 50, 0.75f));
      line.accept(new TrainingEvent.EpochDone(epoch(999_999)));
    }
    Matcher speed =
        Pattern.compile("([0-9]+) samples/s").matcher(bytes.toString(StandardCharsets.UTF_8));
    assertThat(speed.find()).isTrue();
    assertThat(Long.parseLong(speed.group(1))).isLessThan(50_000_000);
  }
}
