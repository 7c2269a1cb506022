package io.gradus.cli;

import io.gradus.train.AtomicFiles;
import io.gradus.train.Json;
import io.gradus.train.Prediction;
import io.gradus.train.SavedModel;
import io.gradus.train.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus predict`: a saved model's answers for the rows of a CSV file.
@Command(
    name = "predict",
    description =
        "Writes a saved model's answer for each row: the class and the probability of each class, or the numbers predicted.",
    mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {
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
          "A CSV file with the model's input columns, in any order, or a data set (see gradus data).")
  String data = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write, whole or not at all; standard output unless told.")
  @Nullable Path file;

  @Option(names = "--json", description = "One JSON object per row instead of CSV.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    if (file != null) {
      OutputFile.require(file);
      OutputFile.requireOther(file, model, "the model");
      OutputFile.requireOther(file, Path.of(data), "the data");
    }
    SavedModel saved = ModelFiles.load(model);
    List<Prediction> answers = saved.predict(Sources.rows(data, saved.preprocessing(), false));
    StringBuilder text = new StringBuilder();
    if (!json) {
      text.append(header(saved.target(), saved.preprocessing().targets().getFirst().name()));
    }
    answers.forEach(answer -> text.append(json ? object(answer) : row(answer)).append('\n'));
    if (file != null) {
      AtomicFiles.write(file, text.toString());
    } else {
      PrintWriter out = spec.commandLine().getOut();
      out.print(text);
      out.flush();
    }
    return 0;
  }

  private static String header(Target target, String column) {
    List<String> cells = new ArrayList<>();
    switch (target) {
      case Target.Classes classes -> {
        cells.add("predicted_" + column);
        classes.names().forEach(name -> cells.add("probability_" + name));
      }
      case Target.Values values -> values.names().forEach(name -> cells.add("predicted_" + name));
    }
    return line(cells) + "\n";
  }

  private static String row(Prediction answer) {
    List<String> cells = new ArrayList<>();
    if (answer.target() instanceof Target.Classes) {
      cells.add(answer.className());
    }
    for (float value : answer.values()) {
      cells.add(Float.toString(value));
    }
    return line(cells);
  }

  /// RFC 4180, section 2: cells with separators, quotes or line ends are quoted.
  private static String line(List<String> cells) {
    List<String> quoted = new ArrayList<>();
    for (String cell : cells) {
      boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
      quoted.add(plain ? cell : '"' + cell.replace("\"", "\"\"") + '"');
    }
    return String.join(",", quoted);
  }

  private static String object(Prediction answer) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < answer.values().length; i++) {
      values.put(answer.names().get(i), answer.values()[i]);
    }
    if (!(answer.target() instanceof Target.Classes)) {
      return Json.write(Map.of("prediction", values));
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("prediction", answer.className());
    object.put("probabilities", values);
    return Json.write(object);
  }
}
