package io.gradus.train;

import io.gradus.Gradients;
import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.exec.CentredDifferences;
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
    reference.run(0, 0);
    double[] analytic = reference.of(gradients.get(index)).clone();
    CentredDifferences differences =
        new CentredDifferences(
            values,
            () -> {
              reference.run(0, 0);
              return reference.of(loss)[0];
            });
    CentredDifferences.Agreement elements =
        differences.elements(analytic, chosen(values.length, index));
    CentredDifferences.Agreement along = differences.along(analytic, KEY + 1 + index);
    return new Row(
        param.path(),
        param.shape(),
        elements.error(),
        along.error(),
        elements.compared(),
        elements.kinks(),
        elements.within(LIMIT) && along.within(LIMIT));
  }

  private static int[] chosen(int size, int index) {
    int[] all = IntStream.range(0, size).toArray();
    if (size > MOST) {
      Philox.shuffle(all, KEY, index, 0);
      return java.util.Arrays.copyOf(all, MOST);
    }
    return all;
  }
}
