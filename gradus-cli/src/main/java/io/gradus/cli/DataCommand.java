package io.gradus.cli;

import io.gradus.data.DataSets;
import io.gradus.data.Source;
import io.gradus.train.Dataset;
import io.gradus.train.Json;
import io.gradus.train.Target;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gradus data`: the data sets that come with Gradus.
@Command(
    name = "data",
    description = "Lists the data sets that come with Gradus.",
    footer = {
      "",
      "Keys of --json: name, rows, inputs (numbers for each row), shape (of a row, a list), task"
          + " (classification or regression), predicts (the classes or columns, a list)."
    },
    mixinStandardHelpOptions = true)
final class DataCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandSpec spec;

  @Option(
      names = "--json",
      description = "One JSON object per data set on standard output, nothing else.")
  boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      out.printf("%-16s%8s%8s  %s%n", "name", "rows", "inputs", "predicts");
    }
    for (String name : DataSets.names()) {
      Source source = DataSets.named(name);
      Dataset data = source.samples().data();
      if (json) {
        out.println(Json.write(object(name, source, data)));
      } else {
        String what = data.target().width() + (source.classification() ? " classes" : " number");
        String many = !source.classification() && data.target().width() > 1 ? "s" : "";
        out.printf(
            Locale.ROOT, "%-16s%8d%8d  %s%n", name, source.size(), inputs(data), what + many);
      }
    }
    out.flush();
    return 0;
  }

  private static int inputs(Dataset data) {
    return Arrays.stream(data.inputShape()).reduce(1, Math::multiplyExact);
  }

  private static Map<String, Object> object(String name, Source source, Dataset data) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", name);
    object.put("rows", source.size());
    object.put("inputs", inputs(data));
    object.put("shape", Arrays.stream(data.inputShape()).boxed().toList());
    object.put("task", source.classification() ? "classification" : "regression");
    object.put(
        "predicts",
        switch (data.target()) {
          case Target.Classes classes -> classes.names();
          case Target.Values values -> values.names();
        });
    return object;
  }
}
