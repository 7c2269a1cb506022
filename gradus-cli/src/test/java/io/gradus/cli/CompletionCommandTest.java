package io.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompletionCommandTest {
  private static String script() {
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    assertThat(line.execute("completion", "zsh")).isZero();
    return out.toString();
  }

  @Test
  void bashCompletesCommandsOptionsAndValues(@TempDir Path directory) throws Exception {
    Path bash = Path.of("/bin/bash");
    assumeTrue(Files.isExecutable(bash), "needs bash");
    Path script = Files.writeString(directory.resolve("gradus.bash"), script());
    String ask =
        """
        source %s
        ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _complete_gradus 2>/dev/null; echo "${COMPREPLY[@]}"; }
        ask gradus tr
        ask gradus train --opt
        ask gradus train --optimizer ada
        ask gradus train ir
        ask gradus train --activation hard
        """
            .formatted(script);
    Process process =
        new ProcessBuilder(bash.toString(), "-c", ask).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    String[] lines = said.split("\n");
    assertThat(lines).as(said).hasSize(5);
    assertThat(lines[0]).contains("train");
    assertThat(lines[1]).contains("--optimizer");
    assertThat(lines[2].toLowerCase(java.util.Locale.ROOT)).contains("adam").contains("adagrad");
    assertThat(lines[3]).isEqualTo("iris");
    assertThat(lines[4]).isEqualTo("hard_sigmoid hard_swish hard_tanh");
    assertThat(script).content().contains("-o default gradus ").doesNotContain("+o default");
  }
}
