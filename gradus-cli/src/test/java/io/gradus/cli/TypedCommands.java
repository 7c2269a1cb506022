package io.gradus.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import picocli.CommandLine;

/// Commands as a user types them, with what the last one printed.
abstract class TypedCommands {
  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();

  /// Runs a command; gives its exit code.
  final int run(Object... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(Arrays.stream(words).map(Object::toString).toArray(String[]::new));
  }
}
