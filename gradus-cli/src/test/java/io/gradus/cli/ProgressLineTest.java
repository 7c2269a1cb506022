package io.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.train.Epoch;
import io.gradus.train.TrainingEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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
    assertThat(written).endsWith("\r\033[2K");
  }
}
