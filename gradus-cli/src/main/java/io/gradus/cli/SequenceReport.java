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
    out.println(about);
    out.print(TrainReport.network(model, optimizer, batch));
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
      out.println(Json.write(TrainReport.object(epoch, metric, own, tested)));
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

  void end(Map<String, Double> tested, int samples, Fitting.Done done) {
    double loss = Objects.requireNonNull(tested.get("loss"));
    if (json) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      object.put("result", "test");
      object.put("samples", samples);
      object.put("loss", TrainReport.number(loss));
      object.put(metric, TrainReport.number(value(tested)));
      object.put("epochs", done.epochs());
      object.put("seconds", done.seconds());
      out.println(Json.write(object));
    } else {
      out.printf(
          Locale.ROOT,
          "%ntrained %d epoch%s in %.2f s; on the %d sample%s held out: loss %.4f, %s %.4f%n",
          done.epochs(),
          done.epochs() == 1 ? "" : "s",
          done.seconds(),
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
}
