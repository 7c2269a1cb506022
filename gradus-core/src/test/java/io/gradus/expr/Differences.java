package io.gradus.expr;

import io.gradus.expr.Expr.Binary;
import io.gradus.expr.Expr.BinaryOp;
import io.gradus.expr.Expr.Select;
import io.gradus.expr.Expr.Unary;
import io.gradus.expr.Expr.UnaryOp;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Slopes by centred differences, where they can be trusted.
final class Differences {
  private static final double STEP = 1e-3;
  private static final Set<UnaryOp> WHOLE = EnumSet.of(UnaryOp.FLOOR, UnaryOp.CEIL, UnaryOp.ROUND);

  private Differences() {}

  /// The slope of `e` in input `index`, or in argument 0 if `index` is 2; NaN where there is a kink
  /// or a pole nearby.
  static double slope(Expr e, double[] inputs, double[] arguments, int index) {
    double coarse = extrapolated(e, inputs, arguments, index, STEP);
    double fine = extrapolated(e, inputs, arguments, index, STEP / 3);
    double value = at(e, inputs, arguments, index, 0);
    boolean steady = Math.abs(coarse - fine) <= 2e-7 * Math.max(1, Math.abs(fine));
    // Rounding of the value, divided by the step, must stay below the tolerance of the comparison.
    boolean sharp = Math.abs(value) * 1e-12 <= 1e-7 * Math.max(1, Math.abs(fine));
    return steady && sharp && smooth(e, inputs, arguments, index) ? fine : Double.NaN;
  }

  /// The same choices and the same whole numbers at both ends of the largest step: no kink within.
  private static boolean smooth(Expr e, double[] inputs, double[] arguments, int index) {
    double[] atLeft = inputs.clone();
    double[] atRight = inputs.clone();
    double[] left = arguments.clone();
    double[] right = arguments.clone();
    (index == 2 ? left : atLeft)[index == 2 ? 0 : index] -= STEP;
    (index == 2 ? right : atRight)[index == 2 ? 0 : index] += STEP;
    return choices(e, atLeft, left).equals(choices(e, atRight, right));
  }

  private static List<Double> choices(Expr e, double[] inputs, double[] arguments) {
    List<Double> all = new ArrayList<>();
    Function<Expr, Double> value = part -> Evaluate.in(part, inputs, arguments);
    switch (e) {
      case Unary(var op, var x) when WHOLE.contains(op) -> all.add(value.apply(e));
      case Unary(var op, var x) when op == UnaryOp.ABS -> all.add(Math.signum(value.apply(x)));
      case Binary(var op, var a, var b) when op == BinaryOp.MIN || op == BinaryOp.MAX ->
          all.add(Math.signum(value.apply(a) - value.apply(b)));
      case Select select ->
          all.add(Math.signum(value.apply(select.left()) - value.apply(select.right())));
      default -> {}
    }
    for (Expr operand : Exprs.operands(e)) {
      all.addAll(choices(operand, inputs, arguments));
    }
    return all;
  }

  /// `(4 d(h/2) - d(h)) / 3`, where `d` is the centred difference: the error is of the fourth
  /// order.
  private static double extrapolated(
      Expr e, double[] inputs, double[] arguments, int index, double h) {
    return (4 * centred(e, inputs, arguments, index, h / 2)
            - centred(e, inputs, arguments, index, h))
        / 3;
  }

  private static double centred(Expr e, double[] inputs, double[] arguments, int index, double h) {
    double above = at(e, inputs, arguments, index, h);
    double below = at(e, inputs, arguments, index, -h);
    return (above - below) / (2 * h);
  }

  private static double at(Expr e, double[] inputs, double[] arguments, int index, double offset) {
    double[] moved = inputs.clone();
    double[] movedArguments = arguments.clone();
    (index == 2 ? movedArguments : moved)[index == 2 ? 0 : index] += offset;
    return Evaluate.in(e, moved, movedArguments);
  }
}
