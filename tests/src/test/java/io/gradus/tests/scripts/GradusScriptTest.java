package io.gradus.tests.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `./gradus` builds when it must, only then, and passes everything else through.
@DisabledOnOs(OS.WINDOWS)
class GradusScriptTest {
  private static final String BUILDS = "building ...\n";

  @TempDir Path folder;
  private Sandbox sandbox;
  private Path source;

  @BeforeEach
  void copyScripts() throws Exception {
    sandbox = new Sandbox(folder);
    sandbox.with("JAVA_HOME", sandbox.jdk(folder.resolve("jdk"), "25.0.3").toString());
    source = sandbox.file("gradus-core/src/main/java/A.java", "class A {}");
    sandbox.file("pom.xml", "<project/>");
    sandbox.file("gradus-core/pom.xml", "<project/>");
    sandbox.projectScript("mvnw", "echo built; mkdir -p gradus-cli/target/quick/app");
    age();
  }

  /// Makes every file of the sandbox an hour old, for clocks that tick coarsely.
  private void age() throws Exception {
    var then = FileTime.from(Instant.now().minusSeconds(3600));
    try (var files = Files.walk(sandbox.root)) {
      for (var file : files.toList()) {
        Files.setLastModifiedTime(file, then);
      }
    }
  }

  @Test
  void buildsOnceAndPassesTheArgumentsOn() throws Exception {
    var first = sandbox.run("./gradus", "train", "my file.csv");
    assertThat(first.code()).isZero();
    assertThat(first.err()).isEqualTo(BUILDS);
    assertThat(first.out())
        .startsWith("java 25.0.3 --module-path " + sandbox.root + "/gradus-cli/target/quick/app")
        .endsWith("--module io.gradus.cli/io.gradus.cli.Main train my file.csv\n");
    assertThat(sandbox.run("./gradus", "doctor").err()).isEmpty();
  }

  @Test
  void buildsAgainAfterAChangedAnAddedAndADeletedSource() throws Exception {
    sandbox.run("./gradus");
    age();
    Files.writeString(source, "class A { int a; }");
    assertThat(sandbox.run("./gradus").err()).isEqualTo(BUILDS);
    age();
    var added = sandbox.file("gradus-core/src/main/java/B.java", "class B {}");
    assertThat(sandbox.run("./gradus").err()).isEqualTo(BUILDS);
    age();
    Files.delete(added);
    assertThat(sandbox.run("./gradus").err()).isEqualTo(BUILDS);
    age();
    sandbox.file("gradus-core/src/test/java/T.java", "class T {}");
    assertThat(sandbox.run("./gradus").err()).isEmpty();
  }

  @Test
  void aFailedBuildIsShownAndTriedAgain() throws Exception {
    sandbox.projectScript("mvnw", "echo '[ERROR] A.java:1'; exit 1");
    for (int i = 0; i < 2; i++) {
      var result = sandbox.run("./gradus", "doctor");
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).startsWith(BUILDS).contains("[ERROR] A.java:1", "the build failed");
    }
  }

  @Test
  void runsFromAnywhereThroughALink() throws Exception {
    var link =
        Files.createSymbolicLink(folder.resolve("bin/gradus"), sandbox.root.resolve("gradus"));
    assertThat(sandbox.run("sh", "-c", "cd / && " + link + " doctor").out()).endsWith(" doctor\n");
  }

  @Test
  void passesTheExitCodeAndTheFlagsForJavaOn() throws Exception {
    sandbox.with("GRADUS_JAVA_OPTS", "-Xmx1g -Dgradus.kernels=scalar");
    assertThat(sandbox.run("./gradus").out())
        .startsWith("java 25.0.3 -Xmx1g -Dgradus.kernels=scalar ");
    var java = folder.resolve("jdk/bin/java");
    Files.writeString(java, "#!/bin/sh\nexit 3\n");
    assertThat(sandbox.run("./gradus").code()).isEqualTo(3);
  }
}
