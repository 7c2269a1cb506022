package io.gradus.tests.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `./verify`, `.ci/run` and the Maven wrapper say what is wrong and pass exit codes through.
@DisabledOnOs(OS.WINDOWS)
class VerifyScriptTest {
  @TempDir Path folder;
  private Sandbox sandbox;

  @BeforeEach
  void copyScripts() throws Exception {
    sandbox = new Sandbox(folder);
  }

  @Test
  void ciFailsIfTheCommandDoesNotStart() throws Exception {
    useGoodJdk();
    sandbox.projectScript("mvnw", "exit 0");
    assertThat(sandbox.run(".ci/run").code()).isZero();
    sandbox.projectScript("gradus", "exit 2");
    assertThat(sandbox.run(".ci/run").code()).isEqualTo(1);
  }

  private void useGoodJdk() throws Exception {
    sandbox.with("JAVA_HOME", sandbox.jdk(folder.resolve("jdk"), "25.0.3").toString());
  }

  @Test
  void verifyRunsMavenAndPassesItsExitCodeOn() throws Exception {
    useGoodJdk();
    sandbox.projectScript("mvnw", "echo \"maven $*\"; exit 7");
    var result = sandbox.run("./verify", "-pl", "tests");
    assertThat(result.code()).isEqualTo(7);
    assertThat(result.out()).isEqualTo("maven verify -pl tests\n");
  }

  @Test
  void withoutRootVerifyPrintsTheCommand() throws Exception {
    sandbox.command("id", "echo 1000").command("apt-get", "echo touched; exit 1");
    var result = sandbox.run("./verify");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("sudo apt-get install openjdk-25-jdk-headless")
        .doesNotContain("touched");
  }

  @Test
  void asRootVerifyInstallsAndGoesOn() throws Exception {
    var spare = sandbox.jdk(folder.resolve("spare"), "25.0.3");
    var places = sandbox.places();
    sandbox.command("id", "echo 0");
    sandbox.command(
        "apt-get",
        "[ \"$1\" = update ] || { mkdir -p '%s'; mv '%s' '%s/java-25'; }"
            .formatted(places, spare, places));
    sandbox.projectScript("mvnw", "echo \"maven on $JAVA_HOME\"");
    assertThat(sandbox.run("./verify").out()).isEqualTo("maven on " + places + "/java-25\n");
  }

  @Test
  void ciSumsUpTheTestsAndPassesTheExitCodeOn() throws Exception {
    useGoodJdk();
    sandbox.projectScript("mvnw", "exit 5");
    sandbox.file(
        "a/target/surefire-reports/TEST-a.xml",
        "<?xml version=\"1.0\"?>\n<testsuite name=\"tests=\" tests=\"10\" errors=\"1\" skipped=\"2\""
            + " failures=\"3\">\n<testsuite tests=\"100\"/>\n");
    sandbox.file(
        "b c/target/surefire-reports/TEST-b.xml",
        "<testsuite name=\"b\" tests=\"5\" errors=\"0\" skipped=\"0\" failures=\"0\">");
    var result = sandbox.run(".ci/run");
    assertThat(result.code()).isEqualTo(5);
    assertThat(result.out()).endsWith("9 passed, 4 failed, 2 skipped\n");
  }

  @Test
  void withoutADownloadTheWrapperTakesAnInstalledMaven() throws Exception {
    useGoodJdk();
    sandbox.command("wget", "exit 4");
    assertThat(sandbox.run("./mvnw", "test").err()).contains("no mvn is installed");
    sandbox.command("mvn", "echo \"mvn $* on $JAVA_HOME\"");
    var result = sandbox.run("./mvnw", "test", "-q");
    assertThat(result.code()).isZero();
    assertThat(result.out()).isEqualTo("mvn test -q on " + folder.resolve("jdk") + "\n");
    assertThat(result.err()).contains("cannot fetch apache-maven-");
  }
}
