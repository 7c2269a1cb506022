package io.gradus.cli;

import io.gradus.data.Windows;
import io.gradus.text.TextModel;
import io.gradus.train.AbsoluteError;
import io.gradus.train.Accuracy;
import io.gradus.train.Average;
import io.gradus.train.Column;
import io.gradus.train.ConfusionMatrix;
import io.gradus.train.Dataset;
import io.gradus.train.F1;
import io.gradus.train.Json;
import io.gradus.train.Metric;
import io.gradus.train.Outputs;
import io.gradus.train.Perplexity;
import io.gradus.train.Precision;
import io.gradus.train.Preprocessing;
import io.gradus.train.RSquared;
import io.gradus.train.Recall;
import io.gradus.train.RocAuc;
import io.gradus.train.SavedModel;
import io.gradus.train.SquaredError;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus evaluate`: how good a saved model is on rows whose answers are known.
@Command(
    name = "evaluate",
    description = "Measures a saved model on rows whose answers are known.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Parameters(index = "0", paramLabel = "MODEL", description = "A file of gradus train --out.")
  Path model;

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      completionCandidates = DataNames.class,
      description =
          "A CSV file with the model's columns and the target, a data set, a text for a model of text, or a"
              + " folder of folders for a model of images.")
  String data = "";

  @Mixin HeaderArgument header = new HeaderArgument();

  @Option(names = "--json", description = "One JSON object on standard output, nothing else.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    SavedModel saved = ModelFiles.load(model);
    Preprocessing preprocessing = saved.preprocessing();
    boolean text = SavedSequences.isText(saved);
    Dataset rows = rows(saved);
    @Nullable ConfusionMatrix matrix =
        saved.target() instanceof Target.Classes classes && !text
            ? new ConfusionMatrix(saved.outputs(), classes.names())
            : null;
    List<Metric> metrics =
        text
            ? List.of(new Accuracy(saved.outputs()), new Perplexity(saved.outputs()))
            : matrix != null ? forClasses(saved.outputs()) : forNumbers(preprocessing);
    Map<String, Double> values = saved.measure(rows, metrics);
    if (matrix != null) {
      saved.measure(rows, List.of(matrix));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.write(object(rows.size(), values, matrix)));
    } else {
      print(out, rows.size(), values, matrix);
      if (trainedOn(saved)) {
        out.printf(
            "%nThe model was trained on %s: rows that it has seen are measured, too. What it does on rows"
                + " it never saw is what gradus train told, or evaluate of another file.%n",
            data);
      }
    }
    out.flush();
    return 0;
  }

  private Dataset rows(SavedModel saved) throws IOException {
    if (SavedImages.takes(saved)) {
      return SavedImages.labelled(saved, data);
    }
    if (SavedSequences.isText(saved)) {
      return TextModel.of(saved, model.toString()).dataset(Sources.text(data));
    }
    if (SavedSequences.isSeries(saved)) {
      Windows windows = SavedSequences.windows(saved);
      return windows.dataset(Sources.series(data, windows));
    }
    return saved.dataset(Sources.rows(data, saved.preprocessing(), true, header));
  }

  private boolean trainedOn(SavedModel saved) {
    Path name = Path.of(data).getFileName();
    return name != null && name.toString().equals(saved.provenance().data());
  }

  private static List<Metric> forClasses(Outputs kind) {
    return List.of(
        new Accuracy(kind),
        new Precision(Average.MACRO, kind),
        new Recall(Average.MACRO, kind),
        new F1(Average.MACRO, kind),
        new RocAuc(kind),
        new Perplexity(kind));
  }

  /// In original units.
  private static List<Metric> forNumbers(Preprocessing preprocessing) {
    double[] units =
        preprocessing.targets().stream()
            .mapToDouble(column -> ((Column.Numeric) column).scale())
            .toArray();
    return List.of(new SquaredError(units), new AbsoluteError(units), new RSquared());
  }

  private static void print(
      PrintWriter out, int rows, Map<String, Double> values, @Nullable ConfusionMatrix matrix) {
    out.printf(Locale.ROOT, "%-18s %d%n", "rows", rows);
    values.forEach((name, value) -> out.printf(Locale.ROOT, "%-18s %.6g%n", name, value));
    if (matrix != null) {
      out.printf("%n%s", matrix.table());
    }
  }

  private static Map<String, @Nullable Object> object(
      int rows, Map<String, Double> values, @Nullable ConfusionMatrix matrix) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("rows", rows);
    values.forEach((name, value) -> object.put(name, Double.isFinite(value) ? value : null));
    if (matrix != null) {
      List<List<Long>> counts = new ArrayList<>();
      for (int i = 0; i < matrix.classes(); i++) {
        List<Long> row = new ArrayList<>();
        for (int j = 0; j < matrix.classes(); j++) {
          row.add(matrix.count(i, j));
        }
        counts.add(row);
      }
      object.put("confusion", counts);
    }
    return object;
  }
}
