package io.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The bar in a pseudo terminal, which `script` of util-linux makes.
@EnabledOnOs(OS.LINUX)
class TerminalTest {
  private static final String BAR = "samples/s";
  private static final String ERASE = "\r\033[2K";

  @TempDir Path folder;

  /// What a person sees of `gradus`, with the shell's words after it.
  private static String seen(String words) throws Exception {
    Path script = Path.of("/usr/bin/script");
    assumeTrue(Files.isExecutable(script), "needs script of util-linux");
    String path =
        Stream.of("jdk.module.path", "java.class.path", "jdk.module.patch")
            .map(name -> System.getProperty(name, ""))
            .filter(value -> !value.isEmpty())
            .collect(Collectors.joining(File.pathSeparator));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        new ArrayList<>(List.of(java, "-cp", path, "--add-modules", "jdk.incubator.vector"));
    command.add(Main.class.getName());
    String line = command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    ProcessBuilder builder =
        new ProcessBuilder(script.toString(), "-qec", line + " " + words, "/dev/null");
    builder.environment().put("TERM", "xterm");
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return text;
  }

  @Test
  void aTerminalHasABarBelowTheTable() throws Exception {
    assertThat(seen("train iris --epochs 3"))
        .contains(ERASE, " 100 %", "epoch 3/3", "left", "test loss", "trained 3 epochs")
        .containsPattern("\r[^\n]*% [^\n]*" + BAR);
  }

  @Test
  void aPipeAFileOfErrorsJsonAndQuietHaveNone() throws Exception {
    assertThat(seen("train iris --epochs 3 | cat")).contains("trained 3").doesNotContain("\033");
    Path errors = folder.resolve("errors");
    assertThat(seen("train iris --epochs 3 2>" + errors))
        .contains("trained 3")
        .doesNotContain("\033");
    assertThat(errors).content().doesNotContain("\033", "%");
    assertThat(seen("train iris --epochs 3 --json"))
        .contains("{\"epoch\":3")
        .doesNotContain("\033");
    assertThat(seen("train iris --epochs 3 -q"))
        .contains("trained 3")
        .doesNotContain("\033", "test loss");
  }

  @Test
  void aFailureErasesTheBar() throws Exception {
    String seen = seen("train iris --epochs 3 --rate 1e38");
    assertThat(seen).contains(ERASE + "gradus: ").contains("try a smaller learning rate");
  }
}
