package io.gradus.tests.scripts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A copy of the project's scripts in a folder of its own, with made-up JDKs, Maven and system
/// commands.
final class Sandbox {
  /// What a script printed, and its exit code.
  record Result(int code, String out, String err) {}

  private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
  private static final List<String> SYSTEM_COMMANDS =
      List.of(
          "awk",
          "basename",
          "bash",
          "cat",
          "chmod",
          "cp",
          "dirname",
          "env",
          "find",
          "flock",
          "grep",
          "head",
          "mkdir",
          "mktemp",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sh",
          "sleep",
          "touch",
          "tr",
          "uname",
          "xargs");

  final Path root;
  private final Path bin;
  private final Map<String, String> environment = new HashMap<>();

  Sandbox(Path folder) throws IOException {
    root = Files.createDirectories(folder.resolve("a project"));
    bin = Files.createDirectories(folder.resolve("bin"));
    for (var command : SYSTEM_COMMANDS) {
      for (var place : List.of("/bin", "/usr/bin")) {
        var real = Path.of(place, command);
        if (Files.isExecutable(real)) {
          script(bin.resolve(command), "exec " + real + " \"$@\"");
        }
      }
    }
    for (var name : List.of("gradus", "verify", "mvnw", "scripts/find-jdk.sh", ".ci/run")) {
      copy(name);
    }
    copy(".mvn/wrapper/maven-wrapper.properties");
    environment.put("PATH", bin.toString());
    environment.put("HOME", Files.createDirectories(folder.resolve("home")).toString());
    environment.put("GRADUS_JDK_PLACES", folder.resolve("jdks").toString());
  }

  private void copy(String name) throws IOException {
    var target = root.resolve(name);
    Files.createDirectories(target.getParent());
    Files.copy(REPOSITORY.resolve(name), target);
  }

  /// Sets a variable that the scripts see; they see no others but PATH and HOME.
  Sandbox with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /// Unsets a variable.
  Sandbox without(String name) {
    environment.remove(name);
    return this;
  }

  /// The folder in which the scripts look for installed JDKs.
  Path places() {
    return Path.of(environment.get("GRADUS_JDK_PLACES"));
  }

  /// A folder that looks like a JDK: its `java` prints its own name and its arguments.
  Path jdk(Path home, String version) throws IOException {
    script(home.resolve("bin/java"), "echo \"java " + version + " $*\"");
    script(home.resolve("bin/javac"), "exit 0");
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  /// A command on the PATH.
  Sandbox command(String name, String body) throws IOException {
    script(bin.resolve(name), body);
    return this;
  }

  /// An executable file of the project.
  Sandbox projectScript(String name, String body) throws IOException {
    script(root.resolve(name), body);
    return this;
  }

  /// An ordinary file of the project.
  Path file(String name, String text) throws IOException {
    var path = root.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  private static void script(Path path, String body) throws IOException {
    Files.createDirectories(path.getParent());
    Files.deleteIfExists(path);
    Files.writeString(path, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// Runs a command in the project's folder.
  Result run(String... command) throws IOException, InterruptedException {
    var out = Files.createTempFile(bin.getParent(), "out", "");
    var err = Files.createTempFile(bin.getParent(), "err", "");
    var builder =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    int code = process.waitFor();
    return new Result(code, Files.readString(out), Files.readString(err));
  }
}
