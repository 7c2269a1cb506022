package io.gradus.testkit;

import io.gradus.exec.CentredDifferences;
import io.gradus.exec.Reference;
import io.gradus.expr.Expr;
import io.gradus.expr.Expr.BinaryOp;
import io.gradus.expr.Expr.UnaryOp;
import io.gradus.expr.Exprs;
import io.gradus.graph.Kind;
import io.gradus.graph.Node;
import io.gradus.graph.Value;
import io.gradus.kernel.Fold;
import io.gradus.op.Composite;
import io.gradus.op.Contraction;
import io.gradus.op.CustomOp;
import io.gradus.op.Elementwise;
import io.gradus.op.Example;
import io.gradus.op.Indexing;
import io.gradus.op.Leaf;
import io.gradus.op.Movement;
import io.gradus.op.Op;
import io.gradus.op.Reduction;
import io.gradus.op.Sampling;
import java.util.ArrayList;
import java.util.List;

/// Checks an op on its own examples, and on those with empty and single axes that follow from them:
/// value, gradient, and the same bits from every executor.
///
/// For an op of your own: `OpCheck.of(new MyOp()).check();` throws an [AssertionError] that says
/// what differs and where.
///
/// - the float value against the double-precision reference, to [#valueTolerance] relative to the
///   largest number;
/// - the gradient in double against centred differences, per tensor `max |a - n| / max(max |a|, max
///   |n|)`, the best of three step sizes: below 1e-7, and 1e-6 for an op that has kinks or is a
///   [CustomOp]; numbers at a kink are moved off it first;
/// - the gradient's own gradient likewise, below 1e-6, where there is one;
/// - NaN, infinities, zeros and the extremes of float among its own examples: nothing throws, and
///   interpreter and plan agree;
/// - eager, interpreter and plan, scalar and best kernels, 1, 2, 3 and 8 workers: equal bits of
///   value and of first and second gradients.
public final class OpCheck {
  private static final double SMOOTH = 1e-7;
  private static final double KINKED = 1e-6;
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

  private OpCheck(Op op, double valueTolerance) {
    this.op = op;
    this.valueTolerance = valueTolerance;
  }

  /// The check of an op; values may differ by 1e-5 of the largest number unless told otherwise.
  public static OpCheck of(Op op) {
    return new OpCheck(op, 1e-5);
  }

  /// The same check with another tolerance for float values.
  public OpCheck valueTolerance(double tolerance) {
    return new OpCheck(op, tolerance);
  }

  /// Runs everything on every example.
  public void check() {
    List<Example> examples = Examples.of(op);
    if (examples.isEmpty()) {
      throw new AssertionError(op + " has no examples to check");
    }
    for (Example example : examples) {
      check(example, op.examples().contains(example));
    }
  }

  private void check(Example example, boolean own) {
    OpCase traced = new OpCase(op, example, op + " on " + example, false);
    Executors executors = traced.executors(traced.values, "");
    // Second derivatives are compared in double only: they cancel too much to be judged in float.
    int first = traced.scalars.size() > 1 ? traced.scalars.get(1) : traced.outputs.size();
    executors.requireCloseToReference(first, valueTolerance, 1e-3);
    for (int order = 0; order < traced.scalars.size(); order++) {
      gradients(traced, executors, order);
    }
    if (own) {
      specials(traced);
    }
    if (!traced.leaves.isEmpty()) {
      executors.requireBits(new OpCase(op, example, traced.where, true).results(), "eager");
    }
    executors.requireSameBits(own ? new int[] {1, 2, 3, 8} : new int[] {3});
  }

  /// Outputs `scalar + 1` and on are the gradients of output `scalar`, one for each operand of
  /// numbers.
  private void gradients(OpCase traced, Executors executors, int order) {
    int scalar = traced.scalars.get(order);
    int at = scalar;
    for (int operand = 0; operand < traced.leaves.size(); operand++) {
      Node leaf = traced.leaves.get(operand);
      if (leaf.kind() == Kind.FLOAT) {
        at++;
        Reference reference = executors.reference();
        double[] numbers = Numbers.doubles(traced.values.get(operand));
        reference.set(leaf, numbers);
        Node sum = traced.outputs.get(scalar);
        Node gradient = traced.outputs.get(at);
        String what = (order == 0 ? "gradient" : "second derivative") + " of operand " + operand;
        gradient(executors.where() + ": " + what, reference, numbers, sum, gradient, order);
      }
    }
  }

  private void gradient(
      String where, Reference reference, double[] numbers, Node sum, Node gradient, int order) {
    CentredDifferences differences =
        new CentredDifferences(
            numbers,
            () -> {
              reference.run(3, 11);
              return reference.of(sum)[0];
            });
    int stuck = differences.moveOffKinks();
    if (stuck > 0) {
      throw new AssertionError(where + ": " + stuck + " elements are near kinks everywhere");
    }
    reference.run(3, 11);
    double[] analytic = reference.of(gradient).clone();
    double tolerance = order == 0 && !kinked(op) ? SMOOTH : KINKED;
    CentredDifferences.Agreement agreement = differences.elements(analytic);
    if (!agreement.within(tolerance)) {
      throw new AssertionError(
          where + " is off by " + agreement.error() + " (relative), more than " + tolerance);
    }
  }

  /// Whether an op may have kinks or steps: one whose formula is not known may.
  private static boolean kinked(Op op) {
    return switch (op) {
      case Elementwise elementwise -> kinked(elementwise.value(elementwise.operands()));
      case Reduction reduction -> reduction.fold() == Fold.MAX || reduction.fold() == Fold.MIN;
      case CustomOp custom -> true;
      case Contraction _, Movement _, Indexing _, Sampling _, Composite _, Leaf _ -> false;
    };
  }

  private static boolean kinked(Expr expr) {
    boolean here =
        switch (expr) {
          case Expr.Select _ -> true;
          case Expr.Binary binary -> binary.op() == BinaryOp.MIN || binary.op() == BinaryOp.MAX;
          case Expr.Unary unary ->
              unary.op() == UnaryOp.ABS
                  || unary.op() == UnaryOp.FLOOR
                  || unary.op() == UnaryOp.CEIL
                  || unary.op() == UnaryOp.ROUND;
          default -> false;
        };
    return here || Exprs.operands(expr).stream().anyMatch(OpCheck::kinked);
  }

  /// Every third number replaced by a special one.
  private void specials(OpCase traced) {
    for (float special : SPECIALS) {
      List<Value> numbers = new ArrayList<>();
      for (int i = 0; i < traced.values.size(); i++) {
        numbers.add(with(special, i % 3, traced.values.get(i)));
      }
      Executors executors = traced.executors(numbers, ", with " + special);
      executors.requireBits(executors.interpreted(), "interpreter");
    }
  }

  private static Value with(float special, int from, Value value) {
    if (!value.isFloat()) {
      return value;
    }
    float[] numbers = value.copyFloats();
    for (int j = from; j < numbers.length; j += 3) {
      numbers[j] = special;
    }
    return Value.of(numbers);
  }
}
