package io.gradus.tests.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The scripts find a JDK that is new enough by themselves.
@DisabledOnOs(OS.WINDOWS)
class FindJdkTest {
  @TempDir Path folder;
  private Sandbox sandbox;

  @BeforeEach
  void copyScripts() throws Exception {
    sandbox = new Sandbox(folder);
  }

  private Sandbox.Result find() throws Exception {
    return sandbox.run(
        "sh", "-euc", ". scripts/find-jdk.sh; find_jdk || exit 1; echo \"$JAVA_HOME\"");
  }

  @ParameterizedTest
  @CsvSource({
    "25.0.3, true",
    "25.0.10, true",
    "25.1, true",
    "26, true",
    "26.0.1, true",
    "25.0.2, false",
    "25, false",
    "17.0.15, false",
    "1.8.0_462, false",
    "'', false",
    "x, false"
  })
  void takesJavaHomeIfItIsNewEnough(String version, boolean taken) throws Exception {
    var home = sandbox.jdk(folder.resolve("my jdk"), version);
    sandbox.with("JAVA_HOME", home.toString());
    var result = find();
    assertThat(result.code()).isEqualTo(taken ? 0 : 1);
    assertThat(result.out().strip()).isEqualTo(taken ? home.toString() : "");
  }

  @Test
  void anOldJavaHomeFallsThroughToTheUsualPlaces() throws Exception {
    sandbox.with("JAVA_HOME", sandbox.jdk(folder.resolve("old"), "17.0.15").toString());
    sandbox.jdk(sandbox.places().resolve("jdk-25.0.1"), "25.0.1");
    var good = sandbox.jdk(sandbox.places().resolve("temurin 25"), "25.0.3");
    var result = find();
    assertThat(result.out().strip()).isEqualTo(good.toString());
    assertThat(result.err())
        .isEqualTo(
            "JAVA_HOME is %s/old (17.0.15), not JDK 25.0.3 or newer: taking %s%n"
                .formatted(folder, good));
  }

  @Test
  void aJavaHomeThatIsNotThereIsSaidInOneLine() throws Exception {
    sandbox.with("JAVA_HOME", "/nonexistent");
    var good = sandbox.jdk(sandbox.places().resolve("jdk-25"), "25.0.3");
    var result = find();
    assertThat(result.out().strip()).isEqualTo(good.toString());
    assertThat(result.err())
        .hasLineCount(1)
        .startsWith("JAVA_HOME is /nonexistent (no JDK), not JDK 25.0.3 or newer: taking ");
    sandbox.with("JAVA_HOME", good.toString());
    assertThat(find().err()).isEmpty();
  }

  @Test
  void takesTheJavaOnThePath() throws Exception {
    var home = sandbox.jdk(folder.resolve("elsewhere"), "25.0.4");
    sandbox.command("java", "exit 1");
    Files.delete(folder.resolve("bin/java"));
    Files.createSymbolicLink(folder.resolve("bin/java"), home.resolve("bin/java"));
    assertThat(find().out().strip()).isEqualTo(home.toRealPath().toString());
  }

  @Test
  void prefersVersion25ToANewerOne() throws Exception {
    sandbox.jdk(sandbox.places().resolve("jdk-26"), "26");
    var good = sandbox.jdk(sandbox.places().resolve("jdk-25"), "25.0.3");
    assertThat(find().out().strip()).isEqualTo(good.toString());
  }

  @Test
  void findsAJdkPackedAsOnMacOs() throws Exception {
    var good = sandbox.jdk(sandbox.places().resolve("temurin-25.jdk/Contents/Home"), "25.0.3");
    assertThat(find().out().strip()).isEqualTo(good.toString());
  }

  @Test
  void aRuntimeWithoutCompilerIsNoJdk() throws Exception {
    var home = sandbox.jdk(sandbox.places().resolve("jre-25"), "25.0.3");
    Files.delete(home.resolve("bin/javac"));
    assertThat(find().code()).isEqualTo(1);
  }

  @Test
  void saysWhatToInstallIfThereIsNone() throws Exception {
    var old = sandbox.jdk(folder.resolve("old"), "17.0.15");
    sandbox.with("JAVA_HOME", old.toString()).command("apt-get", "exit 1");
    for (var script : new String[] {"./gradus", "./verify", "./mvnw"}) {
      var result = sandbox.command("id", "echo 1000").run(script);
      assertThat(result.code()).as(script).isEqualTo(1);
      assertThat(result.out()).as(script).isEmpty();
      assertThat(result.err())
          .as(script)
          .contains("needs JDK 25.0.3 or newer")
          .contains(old + " (17.0.15)")
          .contains("no java");
    }
    assertThat(find().err()).contains("install openjdk-25-jdk");
  }

  @Test
  void theUsualPlacesNeedNoHome() throws Exception {
    var result =
        sandbox
            .without("HOME")
            .without("GRADUS_JDK_PLACES")
            .run("sh", "-euc", ". scripts/find-jdk.sh; _places");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains(":").endsWith("/.jdks");
  }
}
