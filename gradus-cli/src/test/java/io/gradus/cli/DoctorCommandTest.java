package io.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.kernel.KernelChoice;
import io.gradus.kernel.ScalarKernels;
import io.gradus.train.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// `gradus doctor` and `gradus data`: what is here, for people and for programs.
class DoctorCommandTest {
  private static final KernelChoice GOOD =
      new KernelChoice(new ScalarKernels(), "forced by -Dgradus.kernels=scalar");

  private static String said(String... args) {
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    assertThat(line.execute(args)).isZero();
    return out.toString();
  }

  private static JavaSettings settings(String... flags) {
    String version = "25.0.3+9-LTS";
    return new JavaSettings(version, version, "mixed mode", List.of(flags), 1L << 30);
  }

  @Test
  void tellsJavaKernelsThreadsAndMemory() {
    int processors = Runtime.getRuntime().availableProcessors();
    assertThat(said("doctor"))
        .contains("java      " + Runtime.version(), "home ", "kernels ", "because ", "flags ")
        .contains("threads   " + processors + " workers", "container limit: ", "MiB at most");
  }

  @Test
  void theKeysForProgramsAreThoseOfTheHelp() {
    Map<String, ?> object = Json.parseObject("doctor", said("doctor", "--json").strip());
    String help = said("doctor", "--help").replaceAll("\\s+", " ");
    assertThat(object.keySet())
        .contains("kernels", "workers", "warnings")
        .allMatch(key -> help.substring(help.indexOf("Keys of --json")).contains(key));
    List<String> lines = said("data", "--json").lines().toList();
    Map<String, ?> iris = Json.parseObject("data", lines.getFirst());
    String keys = said("data", "--help");
    assertThat(iris.get("name")).isEqualTo("iris");
    assertThat(iris.get("task")).isEqualTo("classification");
    assertThat(iris.get("predicts")).isEqualTo(List.of("setosa", "versicolor", "virginica"));
    assertThat(iris.keySet())
        .allMatch(key -> keys.substring(keys.indexOf("Keys of --json")).contains(key));
    assertThat(said("data").lines()).hasSize(lines.size() + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "-XX:TieredStopAtLevel=1, turns the C2 compiler off",
    "-XX:-UseFMA, makes every fused multiply-add a slow call",
    "-XX:UseAVX=1, takes the wide vectors away",
    "-XX:MaxVectorSize=16, limits how wide vectors are",
    "-Xcomp, starts late"
  })
  void warnsOfFlagsThatMakeTrainingSlow(String flag, String effect) {
    assertThat(settings("-Xmx2g", flag).warnings(GOOD))
        .singleElement()
        .asString()
        .startsWith(flag)
        .contains(effect, "leave it out");
  }

  @Test
  void warnsOfTheJavaItself() {
    assertThat(settings("-Xmx2g", "-XX:UseAVX=2", "-XX:+UseSerialGC").warnings(GOOD)).isEmpty();
    assertThat(
            new JavaSettings("25.0.1+8", "25.0.1", "mixed mode", List.of(), 1L << 30)
                .warnings(GOOD))
        .singleElement()
        .asString()
        .contains("older than 25.0.3");
    assertThat(
            new JavaSettings("25.0.3", "25.0.3-fastdebug", "interpreted mode", List.of(), 64L << 20)
                .warnings(new KernelChoice(new ScalarKernels(), "no module")))
        .hasSize(4)
        .anyMatch(line -> line.contains("debug build"))
        .anyMatch(line -> line.contains("-Xint"))
        .anyMatch(line -> line.contains("no vectors") && line.contains("no module"))
        .anyMatch(line -> line.contains("64 MiB"));
  }

  @Test
  void readsTheLimitsOfAContainer(@TempDir Path folder) throws IOException {
    assertThat(ContainerLimits.of(folder).processors()).isEmpty();
    assertThat(ContainerLimits.of(folder).memory()).isEmpty();
    Files.createDirectories(folder.resolve("cpu"));
    Files.createDirectories(folder.resolve("memory"));
    Files.writeString(folder.resolve("cpu/cpu.cfs_quota_us"), "250000\n");
    Files.writeString(folder.resolve("cpu/cpu.cfs_period_us"), "100000\n");
    Files.writeString(folder.resolve("memory/memory.limit_in_bytes"), "9223372036854771712\n");
    assertThat(ContainerLimits.of(folder).processors()).hasValue(2.5);
    assertThat(ContainerLimits.of(folder).memory()).isEmpty();
    Files.writeString(folder.resolve("cpu.max"), "max 100000\n");
    Files.writeString(folder.resolve("memory.max"), "536870912\n");
    assertThat(ContainerLimits.of(folder).processors()).isEmpty();
    assertThat(ContainerLimits.of(folder).memory()).hasValue(536_870_912);
    Files.writeString(folder.resolve("cpu.max"), "150000 100000\n");
    assertThat(ContainerLimits.of(folder).processors()).hasValue(1.5);
  }

  /// In a process of its own, since the choice is made once.
  @Test
  void kernelsThatCannotBeHadAreOneLine() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dgradus.kernels=1024",
                "-cp",
                System.getProperty("java.class.path")
                    + java.io.File.pathSeparator
                    + String.valueOf(System.getProperty("jdk.module.path")),
                "io.gradus.cli.Main",
                "doctor")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(1);
    assertThat(said).contains("gradus: -Dgradus.kernels=1024 is none of").doesNotContain("\tat ");
  }
}
