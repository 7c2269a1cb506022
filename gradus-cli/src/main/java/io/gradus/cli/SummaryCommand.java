package io.gradus.cli;

import io.gradus.train.Column;
import io.gradus.train.Json;
import io.gradus.train.Provenance;
import io.gradus.train.SavedModel;
import io.gradus.train.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus summary`: what a saved model takes, gives and consists of, and where it comes from.
@Command(
    name = "summary",
    description = "Prints the layers, shapes, parameters and origin of a saved model.",
    mixinStandardHelpOptions = true)
final class SummaryCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Parameters(index = "0", paramLabel = "MODEL", description = "A file of gradus train --out.")
  Path model;

  @Option(names = "--json", description = "One JSON object on standard output, nothing else.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    SavedModel saved = ModelFiles.load(model);
    List<LayerTable> layers = LayerTable.of(saved.graph(), saved.parameters().keySet());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.write(object(saved, layers)));
    } else {
      print(out, saved, layers);
    }
    out.flush();
    return 0;
  }

  private static void print(PrintWriter out, SavedModel saved, List<LayerTable> layers) {
    List<String> columns = saved.preprocessing().inputs().stream().map(Column::name).toList();
    out.printf("%-10s %s, %d columns: %s%n", "takes", saved.sample(), columns.size(), few(columns));
    out.printf("%-10s %s%n", "predicts", TrainReport.describe(saved.target()));
    origin(saved.provenance()).forEach((key, value) -> out.printf("%-10s %s%n", key, value));
    String format = "%-20s %-14s %12s %12s  %s%n";
    out.printf("%n" + format, "layer", "output", "parameters", "flops", "ops");
    for (LayerTable row : layers) {
      out.printf(
          Locale.ROOT,
          format,
          row.layer().isEmpty() ? "(top)" : row.layer(),
          row.output(),
          row.parameters(),
          row.flops(),
          String.join(", ", row.ops()));
    }
    out.printf(
        Locale.ROOT,
        format,
        "total",
        "",
        layers.stream().mapToLong(LayerTable::parameters).sum(),
        layers.stream().mapToLong(LayerTable::flops).sum(),
        "flops for one sample");
  }

  private static String few(List<String> names) {
    int shown = 8;
    return names.size() <= shown
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, shown)) + ", ...";
  }

  /// What is known of where it comes from.
  private static Map<String, String> origin(Provenance provenance) {
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put("data", provenance.data());
    origin.put("data hash", provenance.dataHash());
    origin.put("seed", Long.toString(provenance.seed()));
    origin.put("saved", provenance.date());
    origin.put("gradus", provenance.gradus());
    origin.put("java", provenance.java());
    origin.put("numbers", provenance.profile());
    origin.values().removeIf(String::isEmpty);
    return origin;
  }

  private static Map<String, Object> object(SavedModel saved, List<LayerTable> layers) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("inputs", saved.preprocessing().inputs().stream().map(Column::name).toList());
    object.put("kind", saved.target() instanceof Target.Classes ? "classes" : "numbers");
    object.put(
        "predicts",
        switch (saved.target()) {
          case Target.Classes classes -> classes.names();
          case Target.Values values -> values.names();
        });
    object.put("provenance", origin(saved.provenance()));
    List<Object> rows = new ArrayList<>();
    for (LayerTable row : layers) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("layer", row.layer());
      entry.put("output", java.util.Arrays.stream(row.output().lengths()).boxed().toList());
      entry.put("parameters", row.parameters());
      entry.put("flops", row.flops());
      entry.put("ops", row.ops());
      rows.add(entry);
    }
    object.put("layers", rows);
    return object;
  }
}
