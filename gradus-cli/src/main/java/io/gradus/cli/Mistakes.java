package io.gradus.cli;

import io.gradus.ShapeException;
import io.gradus.exec.OutOfHeapException;
import io.gradus.train.DataException;
import io.gradus.train.FileFormatException;
import io.gradus.train.NonFiniteLossException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/// What the user is told when something is wrong: a message without a stack trace, on standard
/// error.
final class Mistakes {
  private Mistakes() {}

  /// Runs a command; the memory that it asks for is the user's choice.
  static int run(ParseResult parsed) {
    try {
      return new RunLast().execute(parsed);
    } catch (OutOfMemoryError e) {
      CommandLine line = parsed.commandSpec().commandLine();
      return tell(
          line,
          "not enough memory: Java may use %d MiB; try smaller --layers or --batch, fewer rows, or a larger -Xmx in GRADUS_JAVA_OPTS"
              .formatted(Runtime.getRuntime().maxMemory() >> 20));
    } catch (ExceptionInInitializerError e) {
      // A choice that is made once, such as -Dgradus.kernels, and cannot be had.
      return tell(
          parsed.commandSpec().commandLine(),
          Objects.requireNonNullElse(e.getCause(), e).getMessage());
    }
  }

  /// Wrong usage is told in one line, with what comes close and where to read more.
  static int wrongUsage(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    String name = line.getCommandSpec().qualifiedName();
    err.println(name + ": " + message(e));
    if (args.length == 0) {
      line.usage(err);
    } else if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("try: " + name + " --help");
    }
    err.flush();
    return line.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static @Nullable String message(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException words) || words.isUnknownOption()) {
      return e.getMessage();
    }
    String word = words.getUnmatched().getFirst();
    boolean command = e.getCommandLine().getParent() == null;
    return command
        ? "there is no command \"%s\"".formatted(word)
        : "one word too many: \"%s\"".formatted(word);
  }

  /// An error that the user can mend is one message; anything else is a fault of ours and keeps its
  /// trace.
  static int failed(Exception thrown, CommandLine line, ParseResult parsed) throws Exception {
    return tell(
        line,
        switch (thrown) {
          case IOException e -> trouble(e);
          case UncheckedIOException e when e.getCause() instanceof FileSystemException f ->
              trouble(f);
          case UncheckedIOException e -> e.getMessage();
          case FileFormatException e -> oneLine(e);
          case DataException e -> e.getMessage();
          case ShapeException e -> e.getMessage();
          case NonFiniteLossException e -> e.getMessage();
          case IllegalArgumentException e -> e.getMessage();
          case OutOfHeapException e ->
              e.getMessage() + "; here that is --batch, and for a text --context";
          default -> throw thrown;
        });
  }

  private static int tell(CommandLine line, @Nullable String message) {
    line.getErr().println("gradus: " + message);
    line.getErr().flush();
    return line.getCommandSpec().exitCodeOnExecutionException();
  }

  private static String trouble(IOException thrown) {
    boolean explained = thrown instanceof FileSystemException e && e.getReason() != null;
    return switch (thrown) {
      case NoSuchFileException e when !explained ->
          "there is no file " + e.getFile() + "; correct its name or its folder";
      case AccessDeniedException e when !explained ->
          e.getFile() + ": permission denied; choose another file, or change its permissions";
      default -> "cannot read or write: " + thrown.getMessage();
    };
  }

  private static String oneLine(FileFormatException e) {
    return e.source() + ": " + e.problem().replaceAll("\\n\\s*", "; ") + "; " + e.remedy();
  }
}
