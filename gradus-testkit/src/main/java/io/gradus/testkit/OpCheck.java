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
/// - the gradient's own gradient likewise, below 1e-5, where there is one;
/// - NaN, infinities, zeros and the extremes of float among the operands: nothing throws, and
///   interpreter and plan agree;
/// - eager, interpreter and plan, scalar and best kernels, 1, 2, 3 and 8 workers: equal bits,
///   backward pass included.
public final class OpCheck {
  private static final double[] STEPS = {1e-4, 1e-5, 1e-6};
  private static final double SECOND_TOLERANCE = 1e-5;
  private static final float[] SPECIALS = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    0f,
    -0f,
    Float.MIN_VALUE,
    Float.MAX_VALUE
  };

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
    private final List<Integer> scalars = new ArrayList<>();

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
        differentiate(result);
      }
    }

    /// A random weighted sum, so that every element has a gradient of its own; then the same of its
    /// gradients.
    private void differentiate(Node node) {
      Tensor loss = weighted(node, 99);
      Gradients first = gradients(loss);
      Tensor sum = null;
      long key = 200;
      for (Node leaf : leaves) {
        if (leaf.kind() == Kind.FLOAT) {
          Tensor part = weighted(first.of(Tensor.of(leaf, Origin.NONE)).node(), key++);
          sum = sum == null ? part : sum.add(part);
        }
      }
      if (sum != null && sum.node().tracked()) {
        gradients(sum);
      }
    }

    private Tensor weighted(Node node, long key) {
      Tensor weights = Tensor.of(node.shape(), weights(node.shape().size(), key));
      return Tensor.of(node, Origin.NONE).multiply(weights).sum();
    }

    /// Adds a number and its gradients to the outputs.
    private Gradients gradients(Tensor scalar) {
      outputs.add(scalar.node());
      scalars.add(outputs.size() - 1);
      Tensor[] targets =
          leaves.stream()
              .filter(leaf -> leaf.kind() == Kind.FLOAT)
              .map(leaf -> Tensor.of(leaf, Origin.NONE))
              .toArray(Tensor[]::new);
      Gradients gradients = scalar.gradients(targets);
      for (Tensor target : targets) {
        outputs.add(gradients.of(target).node());
      }
      return gradients;
    }

    void check() {
      List<float[]> expected = planned(Engine.shared());
      againstReference(expected);
      for (int order = 0; order < scalars.size(); order++) {
        gradient(scalars.get(order), order == 0 ? gradientTolerance : SECOND_TOLERANCE, order + 1);
      }
      specials();
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
      // Second derivatives are compared in double only: they cancel too much to be judged in float.
      int last = scalars.size() > 1 ? scalars.get(1) : outputs.size();
      for (int i = 0; i < last; i++) {
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

    /// Outputs `scalar + 1` and on are the gradients of output `scalar`, one for each operand of
    /// numbers.
    private void gradient(int scalar, double tolerance, int order) {
      int at = scalar;
      for (Node leaf : leaves) {
        if (leaf.kind() != Kind.FLOAT) {
          continue;
        }
        at++;
        Reference reference = reference();
        double[] numbers = doubles(values.get(leaves.indexOf(leaf)).copyFloats());
        reference.set(leaf, numbers);
        reference.run(3, 11);
        double[] analytic = reference.of(outputs.get(at)).clone();
        double best = Double.POSITIVE_INFINITY;
        for (double step : STEPS) {
          best =
              Math.min(best, difference(reference, outputs.get(scalar), numbers, analytic, step));
        }
        if (!(best < tolerance)) {
          throw new AssertionError(
              where
                  + ": gradient of operand "
                  + leaves.indexOf(leaf)
                  + (order == 2 ? " (second derivative)" : "")
                  + (best == Double.POSITIVE_INFINITY
                      ? " could not be compared: every element is at a kink"
                      : " is off by " + best + " (relative)"));
        }
      }
    }

    /// Every third number replaced by a special one.
    private void specials() {
      for (float special : SPECIALS) {
        List<Value> kept = List.copyOf(values);
        for (int i = 0; i < kept.size(); i++) {
          if (kept.get(i).isFloat()) {
            float[] numbers = kept.get(i).copyFloats();
            for (int j = i % 3; j < numbers.length; j += 3) {
              numbers[j] = special;
            }
            values.set(i, Value.of(numbers));
          }
        }
        compare(planned(Engine.shared()), interpreted(), "interpreter, with " + special);
        for (int i = 0; i < kept.size(); i++) {
          values.set(i, kept.get(i));
        }
      }
    }

    private double difference(
        Reference reference, Node loss, double[] numbers, double[] analytic, double step) {
      reference.run(3, 11);
      double here = reference.of(loss)[0];
      double worst = 0;
      double largest = 1e-6;
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
