package io.gradus.studio.activations;

import io.gradus.expr.Evaluate;
import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Binary;
import io.gradus.expr.Expr.BinaryOp;
import io.gradus.expr.Expr.Select;
import io.gradus.expr.Expr.Unary;
import io.gradus.expr.Expr.UnaryOp;
import io.gradus.expr.Exprs;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;

/// Where a formula switches from one piece to another, and its slope jumps.
///
/// A switch is where the two sides of a comparison, a maximum or a minimum are equal, or where the
/// operand of an absolute value is zero.
final class Kinks {
  private static final int PLACES = 1201;
  private static final double BESIDE = 1e-9;
  private static final double JUMP = 1e-6;

  private final double[] inputs;

  /// @param inputs all inputs of the formula; the first is the place
  private Kinks(double[] inputs) {
    this.inputs = inputs.clone();
  }

  static List<Curve.Kink> of(
      Expr value, double[] inputs, DoubleUnaryOperator slope, double low, double high) {
    Kinks kinks = new Kinks(inputs);
    SortedSet<Double> places = new TreeSet<>();
    kinks.collect(value, low, high, places);
    List<Curve.Kink> found = new ArrayList<>();
    for (double z : places) {
      double before = slope.applyAsDouble(z - BESIDE);
      double after = slope.applyAsDouble(z + BESIDE);
      if (Math.abs(after - before) > JUMP) {
        found.add(new Curve.Kink(z, kinks.at(value, z), slope.applyAsDouble(z), before, after));
      }
    }
    return found;
  }

  private void collect(Expr e, double low, double high, SortedSet<Double> places) {
    switch (e) {
      case Select(var _, var left, var right, var _, var _) ->
          zeros(left.minus(right), low, high, places);
      case Binary(var op, var left, var right) when op == BinaryOp.MIN || op == BinaryOp.MAX ->
          zeros(left.minus(right), low, high, places);
      case Unary(var op, var x) when op == UnaryOp.ABS -> zeros(x, low, high, places);
      default -> {}
    }
    for (Expr operand : Exprs.operands(e)) {
      collect(operand, low, high, places);
    }
  }

  private double at(Expr e, double z) {
    inputs[0] = z;
    return Evaluate.in(e, inputs);
  }

  /// Zeros and changes of sign; a stretch of zeros counts by its ends.
  private void zeros(Expr e, double low, double high, SortedSet<Double> places) {
    double[] grid = Samples.grid(low, high, PLACES);
    double last = at(e, grid[0] - BESIDE);
    for (int i = 0; i < grid.length; i++) {
      double now = at(e, grid[i]);
      if (now == 0 ? last != 0 || at(e, grid[i] + BESIDE) != 0 : last * now < 0) {
        places.add(now == 0 ? grid[i] : bisect(e, grid[Math.max(0, i - 1)], grid[i]));
      }
      last = now;
    }
  }

  private double bisect(Expr e, double low, double high) {
    double left = low;
    double right = high;
    double sign = Math.signum(at(e, left));
    for (double middle = (left + right) / 2;
        middle > left && middle < right;
        middle = (left + right) / 2) {
      if (Math.signum(at(e, middle)) == sign) {
        left = middle;
      } else {
        right = middle;
      }
    }
    return right;
  }
}
