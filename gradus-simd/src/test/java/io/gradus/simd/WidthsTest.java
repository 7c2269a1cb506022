package io.gradus.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.kernel.Kernels;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every width gives the bits of plain Java, each in a virtual machine of its own, on the class
/// path.
class WidthsTest {
  private static final String VECTORS = "--add-modules=jdk.incubator.vector";

  private record Run(String kernels, List<String> hashes) {}

  @Test
  void everyWidthGivesTheBitsOfPlainJava() throws Exception {
    Run scalar = fork(20, VECTORS, "-Dgradus.kernels=scalar");
    assertThat(scalar.kernels()).startsWith("scalar:");
    assertThat(scalar.hashes()).hasSizeGreaterThan(40);
    for (int bits : new int[] {128, 256, 512}) {
      Run run = fork(20, VECTORS, "-Dgradus.kernels=" + bits);
      assertThat(run.kernels()).startsWith("simd-" + bits + ":");
      assertThat(run.hashes()).as("%d bits", bits).isEqualTo(scalar.hashes());
    }
  }

  @Test
  void theInterpreterGivesTheSameBits() throws Exception {
    Run compiled = fork(6, VECTORS, "-Dgradus.kernels=scalar");
    Run interpreted = fork(6, VECTORS, "-Xint");
    assertThat(interpreted.kernels()).startsWith("scalar:").contains("C2");
    assertThat(interpreted.hashes()).isEqualTo(compiled.hashes());
  }

  @Test
  void withoutTheIncubatorModuleItSaysWhatToDo() throws Exception {
    assertThat(fork(1).kernels())
        .isEqualTo("scalar: start java with --add-modules jdk.incubator.vector for faster kernels");
  }

  private static Run fork(int rounds, String... flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    // Compiled early and at once: the rounds then see the interpreter and both compilers.
    command.addAll(List.of("-Xbatch", "-XX:CompileThresholdScaling=0.1"));
    command.addAll(
        List.of("-cp", classPath(), Fingerprint.class.getName(), String.valueOf(rounds)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines;
    try (var reader = process.inputReader()) {
      lines = reader.lines().filter(line -> !line.startsWith("WARNING:")).toList();
    }
    assertThat(process.waitFor()).as("%s%n%s", command, String.join("\n", lines)).isZero();
    List<String> output =
        lines.stream().dropWhile(line -> !line.matches("(scalar|simd-\\d+): .*")).toList();
    return new Run(output.getFirst(), output.subList(1, output.size()));
  }

  private static String classPath() throws URISyntaxException {
    String classes = location(SimdProvider.class);
    // Under the module path the test classes are patched into the module and share its location.
    Path tests = Path.of(classes).resolveSibling("test-classes");
    return Stream.of(classes, tests.toString(), location(Kernels.class))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String location(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
