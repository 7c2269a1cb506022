package io.gradus.studio.activations;

import java.util.List;

/// An activation function with its parameters set.
sealed interface Curve permits FormulaCurve, SoftmaxCurve {

  /// Values and slopes at these places.
  Samples sample(double... z);

  /// The formulas of value and slope.
  List<Formula> formulas();

  /// The formulas with the numbers at `z` in them, and their values.
  List<Substituted> substituted(double z, int digits);

  /// Where the slope jumps within these bounds.
  List<Kink> kinks(double low, double high);

  /// One sentence that helps to see what it does; may be empty.
  String intuition();

  /// `symbol = right`, in LaTeX.
  record Formula(String symbol, String right) {}

  /// A formula with its numbers in it.
  record Substituted(String symbol, String right, double value) {}

  /// A place where the slope jumps.
  ///
  /// @param slope the slope that the engine chose there
  /// @param before the slope just before
  /// @param after the slope just after
  record Kink(double z, double value, double slope, double before, double after) {}
}
