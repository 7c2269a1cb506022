package io.gradus.cli;

import io.gradus.studio.Studio;
import io.gradus.studio.StudioOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus studio`: opens the studio and serves it until the process is ended.
@Command(
    name = "studio",
    description = {
      "Opens a page in the browser that shows feed-forward, back-propagation and the optimizer.",
      "It is answered on this machine only, with the token in its address, until Ctrl+C."
    },
    mixinStandardHelpOptions = true)
final class StudioCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "A saved model of dense layers that the stepper shows first.")
  @Nullable Path model;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Where to listen (default: ${DEFAULT-VALUE}, this machine only).")
  String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "7420",
      description = "0 for any free one (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(names = "--no-browser", description = "Only prints the address.")
  boolean noBrowser;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (port < 0 || port > 65535) {
      throw new ParameterException(spec.commandLine(), "--port must be 0 to 65535, got " + port);
    }
    if (model != null) {
      ModelFiles.load(model);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (Studio studio = Studio.open(new StudioOptions(host, port, Optional.ofNullable(model)))) {
      out.println("The studio is open at " + studio.address());
      out.println("Ctrl+C closes it.");
      out.flush();
      if (!noBrowser) {
        browse(studio.address().toString());
      }
      Thread.currentThread().join();
    }
    return 0;
  }

  /// Asks the desktop to show the page; where there is none, the printed address must do.
  private static void browse(String address) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    List<String> command =
        system.contains("mac")
            ? List.of("open", address)
            : system.contains("win")
                ? List.of("rundll32", "url.dll,FileProtocolHandler", address)
                : List.of("xdg-open", address);
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      System.getLogger(StudioCommand.class.getName())
          .log(System.Logger.Level.DEBUG, "no browser could be started", e);
    }
  }
}
