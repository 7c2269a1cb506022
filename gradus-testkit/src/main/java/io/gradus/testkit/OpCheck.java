package io.gradus.testkit;

import io.gradus.Gradients;
import io.gradus.Tensor;
import io.gradus.exec.Engine;
import io.gradus.exec.Interpreter;
import io.gradus.exec.Plan;
import io.gradus.exec.Reference;
import io.gradus.exec.Workers;
import io.gradus.graph.Apply;
import io.gradus.graph.Kind;
import io.gradus.graph.Node;
import io.gradus.graph.Origin;
import io.gradus.graph.Value;
import io.gradus.kernel.Kernels;
import io.gradus.kernel.Philox;
import io.gradus.kernel.ScalarKernels;
import io.gradus.op.Example;
import io.gradus.op.Op;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Checks an op on its own examples: value, gradient, and the same bits from every executor.
///
/// For an op of your own: `OpCheck.of(new MyOp()).check();` throws an [AssertionError] that says
/// what differs and where.
///
/// - the float value against the double-precision reference, to [#valueTolerance] relative to the
///   largest number;
/// - the gradient in double against centred differences, per tensor `max |a - n| / max(max |a|, max
///   |n|)`, the best of three step sizes, below 1e-6; elements where the two one-sided differences
///   disagree (a kink) are left out;
/// - eager, interpreter and plan, scalar and best kernels, 1, 2, 3 and 8 workers: equal bits,
///   backward pass included.
public final class OpCheck {
  private static final double[] STEPS = {1e-4, 1e-5, 1e-6};

  private final Op op;
  private final double valueTolerance;
  private final double gradientTolerance;

  private OpCheck(Op op, double valueTolerance, double gradientTolerance) {
    this.op = op;
    this.valueTolerance = valueTolerance;
    this.gradientTolerance = gradientTolerance;
  }

  public static OpCheck of(Op op) {
    return new OpCheck(op, 1e-5, 1e-6);
  }

  /// The same check with another tolerance for float values.
  public OpCheck valueTolerance(double tolerance) {
    return new OpCheck(op, tolerance, gradientTolerance);
  }

  /// Runs everything on every example.
  public void check() {
    List<Example> examples = op.examples();
    if (examples.isEmpty()) {
      throw new AssertionError(op + " has no examples to check");
    }
    for (int i = 0; i < examples.size(); i++) {
      new Case(examples.get(i), "example " + i + " of " + op).check();
    }
  }

  private final class Case {
    private final String where;
    private final List<Node> leaves = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();
    private final Node result;
    private final List<Node> outputs = new ArrayList<>();
    private final List<Node> differentiated = new ArrayList<>();
    private int gradientsFrom;

    Case(Example example, String where) {
      this.where = where;
      long key = 1;
      for (Example.Operand operand : example.operands()) {
        Value value = numbers(operand, key++);
        values.add(value);
        String label = "operand" + leaves.size();
        leaves.add(
            value.isFloat()
                ? Apply.trackedInput(label, operand.shape())
                : Apply.input(label, operand.shape(), Kind.INDEX));
      }
      result = Apply.op(op, leaves, Origin.NONE);
      outputs.add(result);
      if (result.kind() == Kind.FLOAT && result.tracked()) {
        loss(result);
      }
    }

    /// A random weighted sum, so that every element has a gradient of its own.
    private void loss(Node node) {
      Tensor output = Tensor.of(node, Origin.NONE);
      Tensor weights = Tensor.of(node.shape(), weights(node.shape().size(), 99));
      Tensor loss = output.multiply(weights).sum();
      Gradients gradients = loss.gradients();
      outputs.add(loss.node());
      gradientsFrom = outputs.size();
      for (Node leaf : leaves) {
        if (leaf.kind() == Kind.FLOAT) {
          differentiated.add(leaf);
          outputs.add(gradients.of(Tensor.of(leaf, Origin.NONE)).node());
        }
      }
    }

    void check() {
      List<float[]> expected = planned(Engine.shared());
      againstReference(expected);
      if (!differentiated.isEmpty()) {
        gradient();
      }
      sameBits(expected);
    }

    private List<float[]> planned(Engine engine) {
      Plan plan = Plan.of(engine, outputs.stream().map(Plan.Output::of).toList());
      for (int i = 0; i < leaves.size(); i++) {
        plan.bind(leaves.get(i), values.get(i));
      }
      plan.run(3, 11);
      List<float[]> results = new ArrayList<>();
      for (int i = 0; i < outputs.size(); i++) {
        results.add(floats(plan.output(i)));
      }
      return results;
    }

    private List<float[]> interpreted() {
      Map<Node, Value> feeds = new IdentityHashMap<>();
      for (int i = 0; i < leaves.size(); i++) {
        feeds.put(leaves.get(i), values.get(i));
      }
      Map<Node, Value> results = new Interpreter(Engine.shared()).run(outputs, feeds, 3, 11);
      return outputs.stream().map(node -> floats(value(results, node))).toList();
    }

    private Value value(Map<Node, Value> results, Node node) {
      Value value = results.get(node);
      if (value == null) {
        throw new AssertionError(where + ": the interpreter gave no value for " + node);
      }
      return value;
    }

    private float[] eager() {
      List<Node> constants = new ArrayList<>();
      for (int i = 0; i < leaves.size(); i++) {
        constants.add(Apply.constant(leaves.get(i).shape(), values.get(i)));
      }
      return floats(Interpreter.shared().evaluate(Apply.op(op, constants, Origin.NONE)));
    }

    private void sameBits(List<float[]> expected) {
      compare(expected, interpreted(), "interpreter");
      if (!leaves.isEmpty()) {
        compare(expected.subList(0, 1), List.of(eager()), "eager");
      }
      for (int workers : new int[] {1, 2, 3, 8}) {
        try (Workers threads = new Workers(workers)) {
          compare(
              expected,
              planned(new Engine(new ScalarKernels(), threads)),
              "scalar kernels, " + workers + " workers");
          compare(
              expected,
              planned(new Engine(Kernels.best(), threads)),
              "best kernels, " + workers + " workers");
        }
      }
    }

    private void compare(List<float[]> expected, List<float[]> actual, String executor) {
      for (int i = 0; i < expected.size(); i++) {
        for (int j = 0; j < expected.get(i).length; j++) {
          if (Float.floatToIntBits(expected.get(i)[j]) != Float.floatToIntBits(actual.get(i)[j])) {
            throw new AssertionError(
                where
                    + ": output "
                    + i
                    + ", element "
                    + j
                    + ": plan "
                    + expected.get(i)[j]
                    + ", "
                    + executor
                    + " "
                    + actual.get(i)[j]);
          }
        }
      }
    }

    private Reference reference() {
      Reference reference = new Reference(outputs);
      for (int i = 0; i < leaves.size(); i++) {
        Value value = values.get(i);
        if (value.isFloat()) {
          reference.set(leaves.get(i), doubles(value.copyFloats()));
        } else {
          reference.set(leaves.get(i), value.copyInts());
        }
      }
      return reference;
    }

    private void againstReference(List<float[]> floats) {
      Reference reference = reference();
      reference.run(3, 11);
      for (int i = 0; i < outputs.size(); i++) {
        if (outputs.get(i).kind() != Kind.FLOAT) {
          continue;
        }
        double[] exact = reference.of(outputs.get(i));
        double largest = 1e-3;
        for (double number : exact) {
          largest = Double.isFinite(number) ? Math.max(largest, Math.abs(number)) : largest;
        }
        for (int j = 0; j < exact.length; j++) {
          boolean same =
              Double.isFinite(exact[j])
                  ? Math.abs(exact[j] - floats.get(i)[j]) <= valueTolerance * largest
                  : Double.compare(exact[j], floats.get(i)[j]) == 0;
          if (!same) {
            throw new AssertionError(
                where
                    + ": output "
                    + i
                    + ", element "
                    + j
                    + ": double "
                    + exact[j]
                    + ", float "
                    + floats.get(i)[j]);
          }
        }
      }
    }

    private void gradient() {
      for (int k = 0; k < differentiated.size(); k++) {
        Reference reference = reference();
        double[] numbers = doubles(values.get(leaves.indexOf(differentiated.get(k))).copyFloats());
        reference.set(differentiated.get(k), numbers);
        reference.run(3, 11);
        double[] analytic = reference.of(outputs.get(gradientsFrom + k)).clone();
        double best = Double.POSITIVE_INFINITY;
        for (double step : STEPS) {
          best = Math.min(best, difference(reference, numbers, analytic, step));
        }
        if (!(best < gradientTolerance)) {
          throw new AssertionError(
              where
                  + ": gradient of operand "
                  + k
                  + (best == Double.POSITIVE_INFINITY
                      ? " could not be compared: every element is at a kink"
                      : " is off by " + best + " (relative)"));
        }
      }
    }

    private double difference(
        Reference reference, double[] numbers, double[] analytic, double step) {
      Node loss = outputs.get(gradientsFrom - 1);
      reference.run(3, 11);
      double here = reference.of(loss)[0];
      double worst = 0;
      double largest = 1e-8;
      int compared = 0;
      for (int i = 0; i < numbers.length; i++) {
        double kept = numbers[i];
        numbers[i] = kept + step;
        reference.run(3, 11);
        double above = reference.of(loss)[0];
        numbers[i] = kept - step;
        reference.run(3, 11);
        double below = reference.of(loss)[0];
        numbers[i] = kept;
        double numeric = (above - below) / (2 * step);
        double jump = Math.abs((above - here) - (here - below)) / step;
        if (jump > 0.05 * Math.max(1, Math.abs(numeric))) {
          continue;
        }
        compared++;
        worst = Math.max(worst, Math.abs(numeric - analytic[i]));
        largest = Math.max(largest, Math.max(Math.abs(numeric), Math.abs(analytic[i])));
      }
      return compared == 0 && numbers.length > 0 ? Double.POSITIVE_INFINITY : worst / largest;
    }
  }

  private static double[] doubles(float[] floats) {
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  private static float[] floats(Value value) {
    if (value.isFloat()) {
      return value.copyFloats();
    }
    int[] ints = value.copyInts();
    float[] floats = new float[ints.length];
    for (int i = 0; i < ints.length; i++) {
      floats[i] = ints[i];
    }
    return floats;
  }

  private static float[] weights(int count, long key) {
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = 0.5f + Philox.uniform(key, 0, 0, i);
    }
    return weights;
  }

  private static Value numbers(Example.Operand operand, long key) {
    return switch (operand) {
      case Example.Random random -> {
        float[] floats = new float[random.shape().size()];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = random.low() + (random.high() - random.low()) * Philox.uniform(key, 0, 0, i);
        }
        yield Value.of(floats);
      }
      case Example.Given given -> {
        float[] floats = new float[given.numbers().size()];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = given.numbers().get(i);
        }
        yield Value.of(floats);
      }
      case Example.Index index ->
          Value.of(index.indices().stream().mapToInt(Integer::intValue).toArray());
    };
  }
}
