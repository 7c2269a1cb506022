package io.gradus.testkit;

import io.gradus.Gradients;
import io.gradus.Param;
import io.gradus.Tensor;
import io.gradus.exec.Engine;
import io.gradus.exec.Interpreter;
import io.gradus.exec.Plan;
import io.gradus.exec.Reference;
import io.gradus.exec.Workers;
import io.gradus.graph.Kind;
import io.gradus.graph.Node;
import io.gradus.graph.Value;
import io.gradus.kernel.Kernels;
import io.gradus.kernel.Philox;
import io.gradus.kernel.ScalarKernels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A traced graph with numbers for its inputs, and the checks that layers and losses share.
///
/// The first output is what eager computation gives too. A random weighted sum of it is
/// differentiated with respect to each tracked input and each parameter.
final class Traced {
  private static final double VALUE_TOLERANCE = 1e-5;

  private final String where;
  private final Map<Node, Value> feeds;
  private final List<Node> outputs = new ArrayList<>();
  private final Node loss;
  private final Map<String, Node> inputs = new LinkedHashMap<>();
  private final Map<String, Param> params = new LinkedHashMap<>();
  private final Map<String, Node> gradients = new LinkedHashMap<>();

  Traced(String where, Tensor output, Map<Node, Value> feeds, List<Param> parameters) {
    this.where = where;
    this.feeds = feeds;
    Tensor weights = Tensor.of(output.shape(), uniform(output.shape().size(), 99, 0.5f, 1.5f));
    Tensor total = output.multiply(weights).sum();
    loss = total.node();
    outputs.add(output.node());
    outputs.add(loss);
    Gradients all = total.gradients();
    for (Node feed : feeds.keySet()) {
      if (feed.tracked()) {
        String name = feed.op().formula(List.of());
        inputs.put(name, feed);
        gradients.put(name, all.of(Tensor.of(feed, io.gradus.graph.Origin.NONE)).node());
      }
    }
    for (Param param : parameters) {
      params.put(param.path(), param);
      gradients.put(param.path(), all.of(param).node());
    }
    outputs.addAll(gradients.values());
  }

  /// Numbers between `low` and `high` that are the same in every run.
  static float[] uniform(int count, long key, float low, float high) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = low + (high - low) * Philox.uniform(key, 0, 0, i);
    }
    return numbers;
  }

  /// Adds a result to compare between executors.
  void also(Node output) {
    outputs.add(output);
  }

  void check(float[] eager, double gradientTolerance) {
    List<float[]> expected = planned(Engine.shared());
    againstReference(expected);
    for (String name : gradients.keySet()) {
      difference(name).requireBelow(gradientTolerance, where, name);
    }
    compare(expected.subList(0, 1), List.of(eager), "eager");
    compare(expected, interpreted(), "interpreter");
    for (int count : new int[] {1, 2, 3, 8}) {
      try (Workers workers = new Workers(count)) {
        compare(
            expected,
            planned(new Engine(new ScalarKernels(), workers)),
            "scalar kernels, " + count + " workers");
        compare(
            expected,
            planned(new Engine(Kernels.best(), workers)),
            "best kernels, " + count + " workers");
      }
    }
  }

  private List<float[]> planned(Engine engine) {
    Plan plan = Plan.of(engine, outputs.stream().map(Plan.Output::of).toList());
    feeds.forEach(plan::bind);
    plan.run(0, 0);
    List<float[]> results = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      results.add(plan.output(i).copyFloats());
    }
    return results;
  }

  private List<float[]> interpreted() {
    Map<Node, Value> results = new Interpreter(Engine.shared()).run(outputs, feeds, 0, 0);
    List<float[]> floats = new ArrayList<>();
    for (Node output : outputs) {
      floats.add(java.util.Objects.requireNonNull(results.get(output)).copyFloats());
    }
    return floats;
  }

  private void compare(List<float[]> expected, List<float[]> actual, String executor) {
    for (int i = 0; i < expected.size(); i++) {
      int differs = mismatch(expected.get(i), actual.get(i));
      if (differs >= 0) {
        throw new AssertionError(
            String.format(
                "%s: output %d (%s), element %d: plan %s, %s %s",
                where,
                i,
                outputs.get(i),
                differs,
                expected.get(i)[differs],
                executor,
                actual.get(i)[differs]));
      }
    }
  }

  private static int mismatch(float[] expected, float[] actual) {
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
        return i;
      }
    }
    return -1;
  }

  private Reference reference() {
    Reference reference = new Reference(outputs);
    feeds.forEach((node, value) -> {
      if (node.kind() == Kind.FLOAT) {
        reference.set(node, doubles(value.copyFloats()));
      } else {
        reference.set(node, value.copyInts());
      }
    });
    return reference;
  }

  private static double[] doubles(float[] floats) {
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  private void againstReference(List<float[]> floats) {
    Reference reference = reference();
    reference.run(0, 0);
    for (int i = 0; i < outputs.size(); i++) {
      double[] exact = reference.of(outputs.get(i));
      double largest = 1e-2;
      for (double number : exact) {
        largest = Math.max(largest, Math.abs(number));
      }
      for (int j = 0; j < exact.length; j++) {
        if (!(Math.abs(exact[j] - floats.get(i)[j]) <= VALUE_TOLERANCE * largest)) {
          throw new AssertionError(
              String.format(
                  "%s: output %d (%s), element %d: double %s, float %s",
                  where, i, outputs.get(i), j, exact[j], floats.get(i)[j]));
        }
      }
    }
  }

  private Difference difference(String name) {
    Reference reference = reference();
    double[] numbers;
    Node input = inputs.get(name);
    if (input != null) {
      numbers = doubles(java.util.Objects.requireNonNull(feeds.get(input)).copyFloats());
      reference.set(input, numbers);
    } else {
      numbers = reference.param(java.util.Objects.requireNonNull(params.get(name)));
    }
    Node gradient = java.util.Objects.requireNonNull(gradients.get(name));
    reference.run(0, 0);
    double[] analytic = reference.of(gradient).clone();
    return Difference.best(
        numbers,
        analytic,
        () -> {
          reference.run(0, 0);
          return reference.of(loss)[0];
        });
  }
}
