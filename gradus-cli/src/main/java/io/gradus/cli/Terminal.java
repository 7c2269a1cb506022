package io.gradus.cli;

import java.io.Console;
import java.io.IOException;

/// Where the output goes.
final class Terminal {
  private Terminal() {}

  /// Whether a person sees standard output and standard error, and the terminal can move its
  /// cursor.
  static boolean watched() {
    Console console = System.console();
    return console != null
        && console.isTerminal()
        && !"dumb".equals(System.getenv("TERM"))
        && errorIsShown();
  }

  /// Java tells of standard input and output only, so the shell's own command must look.
  private static boolean errorIsShown() {
    try {
      return new ProcessBuilder("test", "-t", "2")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return true; // Windows has no such command
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
