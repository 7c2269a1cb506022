package io.gradus.cli;

import io.gradus.data.Source;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Loss;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.op.Relu;
import io.gradus.train.Batch;
import io.gradus.train.Dataset;
import io.gradus.train.GradientCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus check`: compares back-propagation with centred differences, parameter by parameter.
@Command(
    name = "check",
    description =
        "Checks the gradients of the network for a data set against centred differences in double"
            + " precision. Exit code 1 if any is wrong.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class CheckCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandSpec spec;

  @Parameters(paramLabel = "DATA", description = "A data set (see gradus data), or a CSV file.")
  String data = "";

  @Option(names = "--target", paramLabel = "COLUMN", description = "The column to predict.")
  @Nullable String target;

  @Option(names = "--rows", description = "Rows to check on, at most 256.", defaultValue = "8")
  int rows = 8;

  @Option(names = "--seed", description = "What the weights come from.", defaultValue = "1")
  long seed = 1;

  @Override
  public Integer call() throws IOException {
    if (rows < 1 || rows > 256) {
      throw new IllegalArgumentException("--rows must be 1 to 256, got " + rows);
    }
    Source source = Sources.of(data, target);
    Dataset all = source.samples().data();
    int count = Math.min(rows, all.size());
    Batch batch = Batch.of(all, count);
    int[] spread =
        IntStream.range(0, count).map(i -> (int) ((long) i * all.size() / count)).toArray();
    batch.fill(all, spread, 0, count);
    Model model =
        Model.of(Recipe.of(data).network(new Relu(), all.target().width()))
            .seed(seed)
            .input(all.inputShape());
    Loss loss = source.classification() ? new CrossEntropy() : new MeanSquaredError();
    List<GradientCheck.Row> result = GradientCheck.of(model, loss, batch, all.target());
    PrintWriter out = spec.commandLine().getOut();
    out.print(GradientCheck.table(result));
    boolean passed = result.stream().allMatch(GradientCheck.Row::passed);
    out.println(
        passed ? "all gradients agree with centred differences" : "some gradients are wrong");
    out.flush();
    return passed ? 0 : 1;
  }
}
