package io.gradus.cli;

import io.gradus.kernel.KernelChoice;
import io.gradus.train.Json;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gradus doctor`: what Gradus found on this machine, why it chose what it uses, and what to mend.
@Command(
    name = "doctor",
    description =
        "Prints the Java found, the kernels chosen and why, threads and memory, and warns of settings"
            + " that make training slow.",
    footer = {
      "",
      "Keys of --json: java, vm, vendor, home, system, architecture, processors (that Java sees),"
          + " workers (threads of a training), container_processors and container_memory_mib (null"
          + " without a limit), heap_max_mib, kernels, reason, flags (list), warnings (list)."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandSpec spec;

  @Option(names = "--json", description = "One JSON object on standard output, nothing else.")
  boolean json;

  @Override
  public Integer call() {
    JavaSettings settings = JavaSettings.ofThisProcess();
    ContainerLimits limits = ContainerLimits.ofThisProcess();
    KernelChoice choice = KernelChoice.ofThisMachine();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.write(object(settings, limits, choice)));
    } else {
      print(out, settings, limits, choice);
    }
    out.flush();
    return 0;
  }

  private static void print(
      PrintWriter out, JavaSettings settings, ContainerLimits limits, KernelChoice choice) {
    row(out, "java", settings.version() + ", " + property("java.vendor"));
    row(out, "vm", property("java.vm.name") + ", " + settings.mode());
    row(out, "home", property("java.home"));
    row(out, "machine", property("os.name") + " on " + property("os.arch"));
    row(
        out,
        "threads",
        "%d workers, one for each processor that Java sees; container limit: %s"
            .formatted(
                TrainCommand.usualThreads(),
                limits.processors().isPresent()
                    ? String.format(
                        Locale.ROOT, "%.2f processors", limits.processors().getAsDouble())
                    : "none"));
    row(
        out,
        "heap",
        "%d MiB at most; container limit: %s"
            .formatted(
                settings.heap() >> 20,
                limits.memory().isPresent()
                    ? (limits.memory().getAsLong() >> 20) + " MiB"
                    : "none"));
    row(out, "kernels", choice.kernels().name());
    row(out, "because", choice.reason());
    row(out, "flags", settings.flags().isEmpty() ? "none" : String.join(" ", settings.flags()));
    List<String> warnings = settings.warnings(choice);
    warnings.forEach(warning -> row(out, "WARNING", warning));
    if (warnings.isEmpty()) {
      row(out, "settings", "nothing found that makes training slow");
    }
  }

  private static void row(PrintWriter out, String name, String value) {
    out.printf("%-9s %s%n", name, value);
  }

  private static Map<String, @Nullable Object> object(
      JavaSettings settings, ContainerLimits limits, KernelChoice choice) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("java", settings.version());
    object.put("vm", property("java.vm.name") + ", " + settings.mode());
    object.put("vendor", property("java.vendor"));
    object.put("home", property("java.home"));
    object.put("system", property("os.name"));
    object.put("architecture", property("os.arch"));
    object.put("processors", Runtime.getRuntime().availableProcessors());
    object.put("workers", TrainCommand.usualThreads());
    object.put(
        "container_processors",
        limits.processors().isPresent() ? limits.processors().getAsDouble() : null);
    object.put(
        "container_memory_mib",
        limits.memory().isPresent() ? limits.memory().getAsLong() >> 20 : null);
    object.put("heap_max_mib", settings.heap() >> 20);
    object.put("kernels", choice.kernels().name());
    object.put("reason", choice.reason());
    object.put("flags", settings.flags());
    object.put("warnings", settings.warnings(choice));
    return object;
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
