package io.gradus.testkit;

import io.gradus.exec.Engine;
import io.gradus.exec.Interpreter;
import io.gradus.exec.Plan;
import io.gradus.exec.Reference;
import io.gradus.exec.Workers;
import io.gradus.graph.Kind;
import io.gradus.graph.Node;
import io.gradus.graph.Value;
import io.gradus.kernel.Kernels;
import io.gradus.kernel.ScalarKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A traced graph with numbers for its inputs, run by every executor.
///
/// @param where what a failure says first
/// @param outputs what is computed and compared
/// @param feeds the numbers and indices of the inputs
/// @param step the number of the step, for random numbers
/// @param sample the number of the first sample, for random numbers
record Executors(String where, List<Node> outputs, Map<Node, Value> feeds, long step, long sample) {
  Executors {
    outputs = List.copyOf(outputs);
  }

  List<float[]> planned(Engine engine) {
    Plan plan = Plan.of(engine, outputs.stream().map(Plan.Output::of).toList());
    feeds.forEach(plan::bind);
    plan.run(step, sample);
    List<float[]> results = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      results.add(Numbers.floats(plan.output(i)));
    }
    return results;
  }

  List<float[]> interpreted() {
    Map<Node, Value> results = new Interpreter(Engine.shared()).run(outputs, feeds, step, sample);
    return outputs.stream()
        .map(node -> Numbers.floats(Objects.requireNonNull(results.get(node))))
        .toList();
  }

  /// Interpreter and plan, scalar and best kernels, each of these numbers of workers: equal bits.
  void requireSameBits(int... workersToTry) {
    List<float[]> expected = planned(Engine.shared());
    compare(expected, interpreted(), "interpreter");
    for (int count : workersToTry) {
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

  /// The plan gives these bits, which `executor` gave.
  void requireBits(List<float[]> actual, String executor) {
    compare(planned(Engine.shared()), actual, executor);
  }

  private void compare(List<float[]> expected, List<float[]> actual, String executor) {
    if (expected.size() != actual.size()) {
      throw new AssertionError(
          where + ": plan " + expected.size() + " outputs, " + executor + " " + actual.size());
    }
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

  /// The same graph in double, given the same numbers.
  Reference reference() {
    Reference reference = new Reference(outputs);
    feeds.forEach((node, value) -> {
      if (node.kind() == Kind.FLOAT) {
        reference.set(node, Numbers.doubles(value));
      } else {
        reference.set(node, value.copyInts());
      }
    });
    return reference;
  }

  /// The first `count` outputs against the double reference, relative to the largest number of
  /// each.
  ///
  /// @param least a largest number smaller than this counts as this
  void requireCloseToReference(int count, double tolerance, double least) {
    List<float[]> floats = planned(Engine.shared());
    Reference reference = reference();
    reference.run(step, sample);
    for (int i = 0; i < count; i++) {
      if (outputs.get(i).kind() == Kind.FLOAT) {
        requireClose(i, reference.of(outputs.get(i)), floats.get(i), tolerance, least);
      }
    }
  }

  private void requireClose(
      int output, double[] exact, float[] floats, double tolerance, double least) {
    double largest = least;
    for (double number : exact) {
      largest = Double.isFinite(number) ? Math.max(largest, Math.abs(number)) : largest;
    }
    for (int j = 0; j < exact.length; j++) {
      boolean same =
          Double.isFinite(exact[j])
              ? Math.abs(exact[j] - floats[j]) <= tolerance * largest
              : Double.compare(exact[j], floats[j]) == 0;
      if (!same) {
        throw new AssertionError(
            String.format(
                "%s: output %d (%s), element %d: double %s, float %s",
                where, output, outputs.get(output), j, exact[j], floats[j]));
      }
    }
  }
}
