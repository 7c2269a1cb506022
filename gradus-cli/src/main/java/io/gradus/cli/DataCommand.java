package io.gradus.cli;

import io.gradus.data.DataSets;
import io.gradus.data.ImageFolder;
import io.gradus.data.Source;
import io.gradus.train.Dataset;
import io.gradus.train.Json;
import io.gradus.train.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus data`: the data sets that come with Gradus, or what is in a folder of images.
@Command(
    name = "data",
    description =
        "Lists the data sets that come with Gradus, or tells what is in a folder of images.",
    footer = {
      "",
      "Keys of --json: name, rows, inputs (numbers for each row), shape (of a row, a list), task"
          + " (classification or regression), predicts (the classes or columns, a list).",
      "Of a folder: name, images, classes and sizes (each with its number of images), channels,"
          + " others (files that are no images)."
    },
    mixinStandardHelpOptions = true)
final class DataCommand implements Callable<Integer> {
  private static final int MOST_SIZES = 8;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandSpec spec;

  @Option(
      names = "--json",
      description = "One JSON object per data set on standard output, nothing else.")
  boolean json;

  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..1",
      description = "A folder with a folder of PNG and JPEG images for each class.")
  @Nullable Path folder;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (folder != null) {
      describe(out, ImageSets.folder(folder));
      return 0;
    }
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

  private void describe(PrintWriter out, ImageFolder found) {
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("name", found.folder().toString());
      object.put("images", found.files().size());
      object.put("classes", found.counts());
      object.put("sizes", found.sizes());
      object.put("channels", found.grey() ? 1 : 3);
      object.put("others", found.others());
      out.println(Json.write(object));
    } else {
      out.printf(
          "%s: %d images %s%n",
          found.folder(), found.files().size(), found.grey() ? "in grey" : "in colour");
      out.printf("%n%-24s%8s%n", "class", "images");
      found.counts().forEach((name, count) -> out.printf("%-24s%8d%n", name, count));
      out.printf("%n%-24s%8s%n", "width x height", "images");
      found.sizes().entrySet().stream()
          .limit(MOST_SIZES)
          .forEach(size -> out.printf("%-24s%8d%n", size.getKey(), size.getValue()));
      if (found.sizes().size() > MOST_SIZES) {
        out.printf("and %d more sizes%n", found.sizes().size() - MOST_SIZES);
      }
      if (found.others() > 0) {
        out.printf("%nfiles that are neither PNG nor JPEG, left out: %d%n", found.others());
      }
    }
    out.flush();
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
