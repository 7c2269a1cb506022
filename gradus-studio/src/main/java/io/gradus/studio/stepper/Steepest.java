package io.gradus.studio.stepper;

import io.gradus.expr.Evaluate;
import io.gradus.expr.Expr;
import io.gradus.op.Elementwise;
import java.util.HashMap;
import java.util.Map;

/// `max |a'(z)|` over z from -12 to 12, sampled once for each activation and its parameters.
final class Steepest {
  private static final double WIDEST = 12;
  private static final int POINTS = 2400;
  private static final int MOST_KNOWN = 32;

  private final Map<Elementwise.Unary, Double> known = new HashMap<>();

  /// 1 for an activation that is flat everywhere, so that a slope can be divided by it.
  double of(Elementwise.Unary activation) {
    Double found = known.get(activation);
    if (found == null) {
      if (known.size() == MOST_KNOWN) {
        known.clear();
      }
      found = sampled(activation);
      known.put(activation, found);
    }
    return found;
  }

  private static double sampled(Elementwise.Unary activation) {
    Expr value = activation.value(Expr.input(0, "z"));
    Expr slope = activation.slope(Expr.input(0, "z"), Expr.input(1, "y"));
    double most = 0;
    for (int i = 0; i <= POINTS; i++) {
      double z = WIDEST * (2.0 * i / POINTS - 1);
      double y = Evaluate.in(value, new double[] {z});
      most = Math.max(most, Math.abs(Evaluate.in(slope, new double[] {z, y})));
    }
    return most == 0 ? 1 : most;
  }
}
