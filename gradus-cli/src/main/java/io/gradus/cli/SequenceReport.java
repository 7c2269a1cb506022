package io.gradus.cli;

import io.gradus.nn.Model;
import io.gradus.train.Dataset;
import io.gradus.train.Epoch;
import io.gradus.train.Json;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What `gradus train` prints of sequences: a table with a line per epoch and the test at the end,
/// or a JSON object for each.
///
/// @param metric what is told beside the loss
record SequenceReport(PrintWriter out, boolean json, String metric, Dataset train) {
  void start(String about, Model model, String optimizer, int batch) {
    if (json) {
      return;
    }
    out.printf(
        Locale.ROOT,
        "%s%n%d parameters, %s, batch %d, seed %d, kernels %s on %d threads%n",
        about,
        model.parameters().count(),
        optimizer,
        batch,
        model.seed(),
        model.engine().kernels().name(),
        model.engine().workers().count());
    out.flush();
  }

  /// The head of the table that [#line] goes on with.
  void head() {
    if (!json) {
      out.printf(
          "%n%5s %12s %12s %12s %15s %12s%n",
          "epoch", "loss", metric, "test loss", "test " + metric, "samples/s");
      out.flush();
    }
  }

  void line(Epoch epoch) {
    double own = value(epoch.metrics());
    double tested = value(epoch.validation());
    if (json) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      object.put("epoch", epoch.number());
      object.put("loss", number(epoch.loss()));
      object.put(metric, number(own));
      object.put("test_loss", number(epoch.validationLoss()));
      object.put("test_" + metric, number(tested));
      object.put("rate", number(epoch.rate()));
      object.put("seconds", epoch.seconds());
      out.println(Json.write(object));
    } else {
      out.printf(
          Locale.ROOT,
          "%5d %12.6f %12.4f %12.6f %15.4f %12.0f%n",
          epoch.number(),
          epoch.loss(),
          own,
          epoch.validationLoss(),
          tested,
          train.size() / epoch.seconds());
    }
    out.flush();
  }

  void end(Map<String, Double> tested, int samples, int epochs, double seconds) {
    double loss = Objects.requireNonNull(tested.get("loss"));
    if (json) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      object.put("result", "test");
      object.put("samples", samples);
      object.put("loss", number(loss));
      object.put(metric, number(value(tested)));
      object.put("epochs", epochs);
      object.put("seconds", seconds);
      out.println(Json.write(object));
    } else {
      out.printf(
          Locale.ROOT,
          "%ntrained %d epoch%s in %.2f s; on the %d sample%s held out: loss %.4f, %s %.4f%n",
          epochs,
          epochs == 1 ? "" : "s",
          seconds,
          samples,
          samples == 1 ? "" : "s",
          loss,
          metric,
          value(tested));
    }
    out.flush();
  }

  private double value(Map<String, Double> values) {
    return Objects.requireNonNull(values.get(metric));
  }

  private static @Nullable Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
