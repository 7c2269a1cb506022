package io.gradus.cli;

import io.gradus.data.Source;
import io.gradus.nn.Activation;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Loss;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.op.Relu;
import io.gradus.train.Batch;
import io.gradus.train.Dataset;
import io.gradus.train.GradientCheck;
import io.gradus.train.Json;
import io.gradus.train.Preprocessing;
import io.gradus.train.SavedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus check`: compares back-propagation with centred differences, parameter by parameter.
@Command(
    name = "check",
    description = {
      "Checks every gradient of a network against centred differences in double precision. Exit code"
          + " 1 if any is wrong.",
      "Of the network that gradus train would begin with: gradus check iris.",
      "Of a saved model: gradus check iris.gradus --data iris."
    },
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandSpec spec;

  @Parameters(
      paramLabel = "DATA|MODEL",
      description = "A data set (see gradus data), a CSV file, or a file of gradus train --out.")
  String what = "";

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description =
          "For a model: the rows to check on; unless told the data set that it was trained on.")
  @Nullable String data;

  @Option(
      names = "--loss",
      description =
          "For a model, one of: ${COMPLETION-CANDIDATES}; unless told the one that fits its outputs.")
  @Nullable LossName loss;

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description = "For a CSV file: the column to predict, the last one unless told.")
  @Nullable String target;

  @Mixin HeaderArgument header = new HeaderArgument();

  @Option(names = "--rows", description = "Rows to check on, 1 to 256; 8 unless told.")
  int rows = 8;

  @Option(
      names = "--seed",
      description = "What the weights come from, unless it is a saved model; 1 unless told.")
  @Nullable Long seed;

  @Option(
      names = "--json",
      description =
          "One JSON object per parameter and one for the result on standard output, nothing else.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    Usage.require(spec, rows >= 1 && rows <= 256, "--rows", "1 to 256", rows);
    List<GradientCheck.Row> result = Sources.isModel(what) ? ofModel() : ofData();
    PrintWriter out = spec.commandLine().getOut();
    boolean passed = result.stream().allMatch(GradientCheck.Row::passed);
    if (json) {
      result.forEach(row -> out.println(Json.write(object(row))));
      Map<String, @Nullable Object> end = new LinkedHashMap<>();
      end.put("result", "check");
      end.put("parameters", result.size());
      end.put("passed", passed);
      out.println(Json.write(end));
    } else {
      out.print(GradientCheck.table(result));
      out.println(
          passed ? "all gradients agree with centred differences" : "some gradients are wrong");
    }
    out.flush();
    return passed ? 0 : 1;
  }

  private static Map<String, @Nullable Object> object(GradientCheck.Row row) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("parameter", row.path());
    object.put("shape", Arrays.stream(row.shape().lengths()).boxed().toList());
    object.put("error", Double.isFinite(row.error()) ? row.error() : null);
    object.put("along", Double.isFinite(row.along()) ? row.along() : null);
    object.put("compared", row.compared());
    object.put("kinks", row.kinks());
    object.put("passed", row.passed());
    return object;
  }

  private List<GradientCheck.Row> ofModel() throws IOException {
    if (target != null || seed != null) {
      throw new ParameterException(
          spec.commandLine(), "--target and --seed are for data; a saved model has both in it");
    }
    SavedModel model = ModelFiles.load(Path.of(what));
    LossName function = loss != null ? loss : LossName.of(model);
    String source = data != null ? data : RowArguments.usualData(model, "gradus check " + what);
    Preprocessing preprocessing = model.preprocessing();
    Dataset all = model.dataset(Sources.rows(source, preprocessing, true, header));
    Batch batch = batch(all);
    function.require(model, LossName.targets(model, batch));
    return GradientCheck.of(model, function.loss, batch);
  }

  private List<GradientCheck.Row> ofData() throws IOException {
    if (data != null || loss != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--data and --loss are for a saved model, and \"" + what + "\" is data");
    }
    Source source = Sources.of(what, target, header);
    Dataset all = source.samples().data();
    Model model =
        Model.of(Recipe.of(what).network(new Activation(new Relu()), all.target().width()))
            .seed(seed != null ? seed : 1)
            .input(all.inputShape());
    Loss usual = source.classification() ? new CrossEntropy() : new MeanSquaredError();
    return GradientCheck.of(model, usual, batch(all), all.target());
  }

  /// Rows from all over the data.
  private Batch batch(Dataset all) {
    int count = Math.min(rows, all.size());
    Batch batch = Batch.of(all, count);
    int[] spread =
        IntStream.range(0, count).map(i -> (int) ((long) i * all.size() / count)).toArray();
    batch.fill(all, spread, 0, count);
    return batch;
  }
}
