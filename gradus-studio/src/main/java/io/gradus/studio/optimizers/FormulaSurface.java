package io.gradus.studio.optimizers;

import io.gradus.expr.Derivative;
import io.gradus.expr.Evaluate;
import io.gradus.expr.Expr;
import io.gradus.expr.Text;
import java.util.List;
import java.util.Map;

/// A surface given by one formula; the engine derives its gradient from it.
///
/// @param formula in the inputs `x` (0) and `y` (1)
/// @param slopeX `df/dx`
/// @param slopeY `df/dy`
record FormulaSurface(
    String name,
    String title,
    String note,
    Expr formula,
    Expr slopeX,
    Expr slopeY,
    Box box,
    Point start,
    List<Point> minima)
    implements Landscape {
  static final Expr X = Expr.input(0, "x");
  static final Expr Y = Expr.input(1, "y");

  private static final double[] NONE = {};

  static FormulaSurface of(
      String name,
      String title,
      String note,
      Expr formula,
      Box box,
      Point start,
      List<Point> minima) {
    return new FormulaSurface(
        name,
        title,
        note,
        formula,
        Derivative.of(formula, 0),
        Derivative.of(formula, 1),
        box,
        start,
        minima);
  }

  @Override
  public String latex() {
    return Text.latex(formula);
  }

  @Override
  public double value(double x, double y) {
    return Evaluate.in(formula, x, y);
  }

  @Override
  public double[] gradient(double x, double y) {
    return new double[] {Evaluate.in(slopeX, x, y), Evaluate.in(slopeY, x, y)};
  }

  @Override
  public int mostSteps() {
    return 10_000;
  }

  @Override
  public int detail() {
    return 120;
  }

  @Override
  public List<Map<String, Object>> lines(double x, double y, int digits) {
    return List.of(
        line("f(x, y)", formula, x, y, digits),
        line("\\frac{\\partial f}{\\partial x}", slopeX, x, y, digits),
        line("\\frac{\\partial f}{\\partial y}", slopeY, x, y, digits));
  }

  private static Map<String, Object> line(
      String what, Expr formula, double x, double y, int digits) {
    double[] at = {x, y};
    return Map.of(
        "latex", what + " = " + Text.latex(formula),
        "latexNumbers", Text.latexWithNumbers(formula, at, NONE, digits),
        "value", Evaluate.in(formula, at));
  }
}
