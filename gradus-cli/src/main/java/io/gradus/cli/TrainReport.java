package io.gradus.cli;

import io.gradus.data.DataSets;
import io.gradus.data.Source;
import io.gradus.data.Table;
import io.gradus.expr.Numbers;
import io.gradus.nn.Model;
import io.gradus.train.Column;
import io.gradus.train.ConfusionMatrix;
import io.gradus.train.Epoch;
import io.gradus.train.Json;
import io.gradus.train.Target;
import io.gradus.train.Trainer;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What `gradus train` prints: a table with a line per epoch and the test at the end, or a JSON
/// object per epoch and one for the test.
record TrainReport(PrintWriter out, boolean json, String data, Source source, Source.Fold fold) {

  static final int MOST_CLASSES_SHOWN = 20;

  void start(Model model, String optimizer, int batch) {
    if (json) {
      return;
    }
    out.printf(
        Locale.ROOT,
        "%s: %d rows to train on, %d held out; %s%n",
        data,
        fold.train().size(),
        fold.test().size(),
        (source.classification() ? "" : "predicting ") + describe(fold.train().target()));
    missing();
    units();
    out.print(network(model, optimizer, batch));
    out.flush();
  }

  /// A line about the network, and what trains it.
  static String network(Model model, String optimizer, int batch) {
    return String.format(
        Locale.ROOT,
        "%d parameters, %s, batch %d, seed %d, kernels %s on %d threads%n",
        model.parameters().count(),
        optimizer,
        batch,
        model.seed(),
        model.engine().kernels().name(),
        model.engine().workers().count());
  }

  /// An epoch for machines.
  ///
  /// @param metric what is told beside the loss: of the training data, and of the test
  static Map<String, @Nullable Object> object(
      Epoch epoch, String metric, double own, double tested) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("epoch", epoch.number());
    object.put("loss", number(epoch.loss()));
    object.put(metric, number(own));
    object.put("test_loss", number(epoch.validationLoss()));
    object.put("test_" + metric, number(tested));
    object.put("rate", number(epoch.rate()));
    object.put("seconds", epoch.seconds());
    return object;
  }

  /// The head of the table that [#line] goes on with.
  void head() {
    if (json) {
      return;
    }
    out.printf(
        "%n%5s %12s %10s %12s %10s %12s%n",
        "epoch",
        "loss",
        metric(),
        "test loss",
        "test " + (source.classification() ? "acc" : "R2"),
        "samples/s");
    out.flush();
  }

  void line(Epoch epoch) {
    double metric = first(epoch.metrics());
    double tested = first(epoch.validation());
    if (json) {
      out.println(Json.write(object(epoch, key(), metric, tested)));
    } else {
      out.printf(
          Locale.ROOT,
          "%5d %12.6f %10.4f %12.6f %10.4f %12.0f%n",
          epoch.number(),
          epoch.loss(),
          metric,
          epoch.validationLoss(),
          tested,
          fold.train().size() / epoch.seconds());
    }
    out.flush();
  }

  /// Which inputs count as texts: a column of numbers that is among them was written in some other
  /// way.
  void categories() {
    if (json) {
      return;
    }
    String columns =
        fold.preprocessing().inputs().stream()
            .filter(Column.Categorical.class::isInstance)
            .map(column -> categories((Column.Categorical) column))
            .collect(Collectors.joining(", "));
    if (!columns.isEmpty()) {
      out.println("categories: " + columns);
    }
  }

  private String categories(Column.Categorical column) {
    int count = column.values().size();
    boolean names = count == source.size() && !DataSets.names().contains(data);
    return names
        ? "%s (%d: as many as rows; leave it out with --ignore %s)"
            .formatted(column.name(), count, column.name())
        : "%s (%d)".formatted(column.name(), count);
  }

  /// What the losses of a regression are in, where it is not what the user knows the targets in.
  private void units() {
    String units =
        fold.preprocessing().targets().stream()
            .filter(target ->
                target instanceof Column.Numeric(_, _, var shift, var scale)
                    && (shift != 0 || scale != 1))
            .map(target ->
                target.name()
                    + " in units of "
                    + Numbers.format(((Column.Numeric) target).scale(), 6))
            .collect(Collectors.joining(", "));
    if (!units.isEmpty()) {
      out.printf(
          "loss and test loss: the mean squared error of standardised targets, %s from the mean%n",
          units);
    }
  }

  private void missing() {
    long numbers = missing(true);
    long texts = missing(false);
    if (numbers > 0) {
      out.printf(
          "missing numbers: %d, filled with the mean of their column's training rows%n", numbers);
    }
    if (texts > 0) {
      out.printf("missing texts: %d, a category of their own%n", texts);
    }
  }

  private long missing(boolean numeric) {
    Table table = source.table();
    return IntStream.range(0, table.columns().size())
        .filter(column -> table.numeric(column) == numeric)
        .mapToLong(column ->
            IntStream.range(0, table.rows())
                .filter(row -> table.text(row, column).isEmpty())
                .count())
        .sum();
  }

  static @Nullable Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private String key() {
    return source.classification() ? "accuracy" : "r2";
  }

  private static double first(Map<String, Double> metrics) {
    return metrics.values().iterator().next();
  }

  /// @param wanted how many epochs the user asked for, those before a checkpoint included
  void end(Trainer trainer, int epochs, int wanted, double seconds) {
    Map<String, Double> tested = trainer.evaluate(fold.test());
    double loss = Objects.requireNonNull(tested.remove("loss"));
    if (json) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      object.put("result", "test");
      object.put("rows", fold.test().size());
      object.put("loss", number(loss));
      object.put(key(), number(first(tested)));
      object.put("epochs", epochs);
      object.put("filled", missing(true));
      object.put("seconds", seconds);
      out.println(Json.write(object));
      out.flush();
      return;
    }
    out.printf(
        Locale.ROOT,
        "%n%s; on the %d row%s held out: loss %.4f, %s %.4f%n",
        epochs == 0
            ? "nothing left to train: the checkpoint has all %d epochs (more: --epochs)"
                .formatted(wanted)
            : "trained %d epoch%s in %.2f s".formatted(epochs, epochs == 1 ? "" : "s", seconds),
        fold.test().size(),
        fold.test().size() == 1 ? "" : "s",
        loss,
        metric(),
        first(tested));
    if (fold.test().target() instanceof Target.Classes classes) {
      ConfusionMatrix matrix = new ConfusionMatrix(classes.names());
      trainer.metric(matrix).evaluate(fold.test());
      if (classes.names().size() <= MOST_CLASSES_SHOWN) {
        out.printf("%n%s%n", matrix.table());
      }
    }
    out.flush();
  }

  private String metric() {
    return source.classification() ? "accuracy" : "R2";
  }

  private static String few(List<String> names) {
    return names.size() <= MOST_CLASSES_SHOWN
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 8)) + ", ...";
  }

  static String describe(Target target) {
    return target instanceof Target.Classes classes
        ? classes.names().size() + " classes: " + few(classes.names())
        : String.join(", ", ((Target.Values) target).names());
  }
}
