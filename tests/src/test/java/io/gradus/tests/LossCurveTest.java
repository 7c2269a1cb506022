package io.gradus.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The same loss curve today and tomorrow: on any vector width, in the interpreter, on the module
/// path and the class path.
///
/// `loss-curve.txt` holds 200 losses as hexadecimal floats. Whoever changes a rounding on purpose
/// makes the file anew with `LossCurve` and says so in the changelog.
class LossCurveTest {
  private static List<String> golden() throws IOException {
    try (InputStream in = LossCurveTest.class.getResourceAsStream("loss-curve.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @Test
  void thisProcessGivesTheGoldenCurve() throws IOException {
    assertThat(LossCurve.curve(200, 2)).isEqualTo(golden());
  }

  /// Each in a JVM of its own on the class path, since the width of vectors is fixed for a process.
  @ParameterizedTest
  @CsvSource({
    "scalar, scalar, -XX:+UseSerialGC",
    "128, simd-128, -XX:+UseSerialGC",
    "256, simd-256, -XX:+UseSerialGC",
    "512, simd-512, -XX:+UseSerialGC",
    "scalar, scalar, -Xint"
  })
  void everyWidthGivesTheGoldenCurve(String forced, String name, String flag) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                flag,
                "-Dgradus.kernels=" + forced,
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                classPath(),
                LossCurve.class.getName(),
                Integer.toString(golden().size()),
                "3")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> printed;
    try (InputStream out = process.getInputStream()) {
      printed = new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    assertThat(process.waitFor()).isZero();
    assertThat(printed.getFirst()).isEqualTo(name);
    assertThat(printed.subList(1, printed.size())).isEqualTo(golden());
  }

  /// All that this process sees, as one class path.
  private static String classPath() throws Exception {
    List<String> entries = new ArrayList<>();
    entries.add(
        Path.of(LossCurve.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString());
    entries.add(
        Path.of(LossCurve.class.getResource("LossCurve.class").toURI())
            .getParent()
            .getParent()
            .getParent()
            .getParent()
            .toString());
    Stream.of("jdk.module.path", "java.class.path")
        .map(System::getProperty)
        .filter(path -> path != null && !path.isEmpty())
        .flatMap(path -> Arrays.stream(path.split(File.pathSeparator)))
        .forEach(entries::add);
    return String.join(File.pathSeparator, entries);
  }
}
