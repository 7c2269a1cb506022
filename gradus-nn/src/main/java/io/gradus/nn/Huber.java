package io.gradus.nn;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;

/// `l = d^2 / 2` where `|d| <= delta`, else `delta (|d| - delta / 2)`, with `d = y - t`: a parabola
/// that goes on as its tangent (Huber 1964, "Robust estimation of a location parameter").
///
/// @param delta where the parabola ends, in units of the target
public record Huber(double delta, Reduction reduction) implements PointwiseLoss {
  /// Checks delta.
  ///
  /// @throws IllegalArgumentException if delta is not above 0
  public Huber {
    if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("Huber takes a finite delta above 0, got " + delta);
    }
  }

  /// Delta 1, and the mean over the outputs.
  public Huber() {
    this(1, Reduction.MEAN);
  }

  /// The mean over the outputs.
  public Huber(double delta) {
    this(delta, Reduction.MEAN);
  }

  @Override
  public Expr term(Expr y, Expr t) {
    Expr d = y.minus(t);
    Expr line = d.abs().minus(delta / 2).times(delta);
    return Expr.select(Comparison.LE, d.abs(), lit(delta), d.square().times(0.5), line);
  }
}
