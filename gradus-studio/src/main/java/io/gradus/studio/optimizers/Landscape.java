package io.gradus.studio.optimizers;

import java.util.List;
import java.util.Map;

/// `f(x, y)` and its gradient in double: what optimizers race down.
sealed interface Landscape permits FormulaSurface, NetworkSlice {
  /// The name under which the page asks for it.
  String name();

  String title();

  /// What there is to see on it, in a sentence or two.
  String note();

  /// `f`, for math mode.
  String latex();

  Box box();

  Point start();

  /// Where its minima are known to be; may be empty.
  List<Point> minima();

  double value(double x, double y);

  /// `df/dx` and `df/dy`.
  double[] gradient(double x, double y);

  /// How many steps of one optimizer it is quick enough for.
  int mostSteps();

  /// How many points a side a drawing of it is made from.
  int detail();

  /// How value and gradient at a point came about: formulas, and formulas with numbers, in LaTeX.
  List<Map<String, Object>> lines(double x, double y, int digits);
}
