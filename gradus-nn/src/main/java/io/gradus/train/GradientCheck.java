package io.gradus.train;

import io.gradus.Gradients;
import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.exec.Reference;
import io.gradus.graph.Graph;
import io.gradus.graph.Node;
import io.gradus.graph.Origin;
import io.gradus.graph.Value;
import io.gradus.kernel.Philox;
import io.gradus.nn.Inputs;
import io.gradus.nn.Loss;
import io.gradus.nn.Model;
import io.gradus.nn.Targets;
import io.gradus.op.Leaf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// Compares a model's gradients with centred differences of its loss, in double precision.
///
/// For each parameter up to [#MOST] elements, chosen by a fixed key, are moved by `+-h`; the error
/// is `max |a - n| / max(max |a|, max |n|)`, the best of three step sizes. Elements where the two
/// one-sided differences disagree (the kink of a ReLU) are counted and left out. One derivative
/// along a random direction covers all the others.
public final class GradientCheck {
  private static final int MOST = 40;
  private static final double[] STEPS = {1e-4, 1e-5, 1e-6};
  private static final double LIMIT = 1e-6;
  private static final long KEY = 0x6772_6164L;

  private final Reference reference;
  private final Node loss;
  private final List<Param> params = new ArrayList<>();
  private final List<Node> gradients = new ArrayList<>();

  /// What came out for one parameter.
  ///
  /// @param error the largest relative error of the elements compared
  /// @param along the relative error of the derivative along a random direction
  /// @param compared how many elements were compared
  /// @param kinks how many were left out
  /// @param passed whether both errors are below 1e-6 or no more than rounding makes
  public record Row(
      String path,
      Shape shape,
      double error,
      double along,
      int compared,
      int kinks,
      boolean passed) {}

  /// A network recorded for the rows of a batch.
  private record Network(
      Inputs inputs, Tensor output, Map<Param, Tensor> used, List<Param> parameters) {}

  private GradientCheck(Network network, Loss function, Batch batch, Target target) {
    Tensor output = network.output();
    Targets targets = Feeds.targets(target, output.shape(), batch.rows(), batch.weighted());
    Tensor total = function.of(output, targets, network.used());
    loss = total.node();
    Gradients all = total.gradients();
    List<Node> outputs = new ArrayList<>(List.of(loss));
    for (Param param : network.parameters()) {
      if (!param.frozen()) {
        params.add(param);
        gradients.add(all.of(param).node());
      }
    }
    outputs.addAll(gradients);
    reference = new Reference(outputs);
    new Feeds(network.inputs(), targets).of(batch).forEach(this::set);
  }

  private void set(Node node, Value value) {
    int size = node.shape().size();
    if (value.isFloat()) {
      reference.set(node, doubles(value.floats(), size));
    } else {
      reference.set(node, java.util.Arrays.copyOf(value.ints(), size));
    }
  }

  private static double[] doubles(float[] floats, int count) {
    return IntStream.range(0, count).mapToDouble(i -> floats[i]).toArray();
  }

  /// Checks every parameter of the model on the rows of a batch.
  public static List<Row> of(Model model, Loss loss, Batch batch, Target target) {
    Inputs inputs = model.placeholders(batch.rows());
    Model.Pass pass = model.trace(inputs, true);
    return rows(
        new Network(inputs, pass.output(), pass.parameters(), model.parameters().list()),
        loss,
        batch,
        target);
  }

  /// Checks every parameter of a saved model that is not frozen on the rows of a batch.
  ///
  /// The network is as in predictions: nothing is dropped, running statistics stay.
  ///
  /// @param batch rows encoded by the model's preprocessing
  public static List<Row> of(SavedModel model, Loss loss, Batch batch) {
    GraphReader.Ends ends = model.ends(batch.rows());
    Map<Param, Tensor> used = new LinkedHashMap<>();
    for (Node node : Graph.of(List.of(ends.output())).nodes()) {
      if (node.op() instanceof Leaf.Parameter leaf) {
        used.putIfAbsent(leaf.param(), Tensor.of(node, Origin.NONE));
      }
    }
    Tensor output = Tensor.of(ends.output(), Origin.NONE);
    List<Param> params = List.copyOf(used.keySet());
    return rows(new Network(ends.inputs(), output, used, params), loss, batch, model.target());
  }

  private static List<Row> rows(Network network, Loss loss, Batch batch, Target target) {
    GradientCheck check = new GradientCheck(network, loss, batch, target);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < check.params.size(); i++) {
      rows.add(check.row(i));
    }
    return rows;
  }

  /// The rows as a table.
  public static String table(List<Row> rows) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%-28s %-14s %10s %10s %9s %6s  %s%n",
            "parameter", "shape", "error", "along", "compared", "kinks", ""));
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-28s %-14s %10.1e %10.1e %9d %6d  %s%n",
              row.path(),
              row.shape(),
              row.error(),
              row.along(),
              row.compared(),
              row.kinks(),
              row.passed() ? "ok" : "WRONG"));
    }
    return text.toString();
  }

  private Row row(int index) {
    Param param = params.get(index);
    double[] values = reference.param(param);
    double[] analytic = at().of(gradients.get(index)).clone();
    double here = loss();
    int[] chosen = chosen(values.length, index);
    Agreement best = Agreement.NONE;
    int kinks = 0;
    for (double step : STEPS) {
      Difference difference = new Difference(here, step);
      for (int i : chosen) {
        difference.add(analytic[i], values, i);
      }
      if (difference.agreement().betterThan(best)) {
        best = difference.agreement();
        kinks = difference.kinks;
      }
    }
    Agreement along = along(index, values, analytic);
    return new Row(
        param.path(),
        param.shape(),
        best.error(),
        along.error(),
        chosen.length - kinks,
        kinks,
        best.fits() && along.fits());
  }

  /// How well a gradient and a difference agree at one step size.
  private record Agreement(double error, boolean fits) {
    static final Agreement NONE = new Agreement(Double.POSITIVE_INFINITY, false);

    static Agreement of(double difference, double largest, double rounding) {
      double error = difference / Math.max(1e-300, largest);
      return new Agreement(error, error < LIMIT || difference <= rounding);
    }

    boolean betterThan(Agreement other) {
      return fits != other.fits ? fits : error < other.error;
    }
  }

  private Reference at() {
    reference.run(0, 0);
    return reference;
  }

  private double loss() {
    return at().of(loss)[0];
  }

  private int[] chosen(int size, int index) {
    int[] all = IntStream.range(0, size).toArray();
    if (size > MOST) {
      Philox.shuffle(all, KEY, index, 0);
      return java.util.Arrays.copyOf(all, MOST);
    }
    return all;
  }

  private Agreement along(int index, double[] values, double[] analytic) {
    double[] kept = values.clone();
    double[] direction = new double[values.length];
    double expected = 0;
    double scale = 0;
    for (int i = 0; i < direction.length; i++) {
      direction[i] = Philox.normalDouble(KEY + 1, index, 0, i) / Math.sqrt(direction.length);
      expected += direction[i] * analytic[i];
      scale += Math.abs(direction[i] * analytic[i]);
    }
    Agreement best = Agreement.NONE;
    for (double step : STEPS) {
      double above = moved(values, kept, direction, step);
      double below = moved(values, kept, direction, -step);
      double numeric = (above - below) / (2 * step);
      Agreement now =
          Agreement.of(
              Math.abs(numeric - expected),
              Math.max(scale, Math.abs(numeric)),
              rounding(above, step));
      best = now.betterThan(best) ? now : best;
    }
    System.arraycopy(kept, 0, values, 0, kept.length);
    return best;
  }

  /// What the rounding of the loss alone can make of a difference.
  private static double rounding(double loss, double step) {
    return 8 * Math.ulp(loss) / step;
  }

  private double moved(double[] values, double[] kept, double[] direction, double step) {
    for (int i = 0; i < values.length; i++) {
      values[i] = kept[i] + step * direction[i];
    }
    return loss();
  }

  /// Collects the comparisons of one parameter at one step size.
  private final class Difference {
    private final double here;
    private final double step;
    private double worst;
    private double largest;
    private int compared;
    private int kinks;

    Difference(double here, double step) {
      this.here = here;
      this.step = step;
    }

    void add(double analytic, double[] values, int i) {
      double kept = values[i];
      values[i] = kept + step;
      double above = loss();
      values[i] = kept - step;
      double below = loss();
      values[i] = kept;
      double numeric = (above - below) / (2 * step);
      // A smooth loss has one-sided differences that agree up to curvature times the step.
      double jump = Math.abs((above - here) - (here - below)) / step;
      if (jump > 100 * step && jump > 1e-3 * Math.abs(numeric)) {
        kinks++;
        return;
      }
      compared++;
      worst = Math.max(worst, Math.abs(numeric - analytic));
      largest = Math.max(largest, Math.max(Math.abs(numeric), Math.abs(analytic)));
    }

    Agreement agreement() {
      return compared == 0 ? Agreement.NONE : Agreement.of(worst, largest, rounding(here, step));
    }
  }
}
