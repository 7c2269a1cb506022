package io.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class StudioCommandTest {
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  @Test
  void aPortThatIsTakenIsOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int code = run("studio", "--no-browser", "--port", "" + taken.getLocalPort());
      assertThat(code).isEqualTo(1);
      assertThat(err.toString())
          .contains("port " + taken.getLocalPort())
          .contains("0 for any free one")
          .hasLineCount(1);
    }
  }

  @Test
  void anUnknownHostIsOneSentence() {
    assertThat(run("studio", "--no-browser", "--host", "nowhere.invalid")).isEqualTo(1);
    assertThat(err.toString()).contains("nowhere.invalid").hasLineCount(1);
  }

  @Test
  void aMissingModelIsOneSentence() {
    assertThat(run("studio", "--no-browser", "nothing.gradus")).isEqualTo(1);
    assertThat(err.toString()).contains("nothing.gradus").hasLineCount(1);
  }

  @Test
  void aPortOutOfRangeIsWrongUsage() {
    assertThat(run("studio", "--no-browser", "--port", "70000")).isEqualTo(2);
    assertThat(err.toString()).contains("70000");
  }
}
