package io.gradus.studio.optimizers;

import static io.gradus.expr.Expr.lit;
import static io.gradus.studio.optimizers.FormulaSurface.X;
import static io.gradus.studio.optimizers.FormulaSurface.Y;

import io.gradus.expr.Expr;
import java.util.List;

/// The surfaces that are given by a formula.
final class Surfaces {
  static final List<String> NAMES =
      List.of("bowl", "rosenbrock", "beale", "himmelblau", "saddle", "plateau");

  private Surfaces() {}

  /// The surface of that name, one of [#NAMES].
  ///
  /// @param kappa how much steeper the bowl is along `y` than along `x`
  static FormulaSurface named(String name, double kappa) {
    return switch (name) {
      case "bowl" -> bowl(kappa);
      case "rosenbrock" -> rosenbrock();
      case "beale" -> beale();
      case "himmelblau" -> himmelblau();
      case "saddle" -> saddle();
      case "plateau" -> plateau();
      default -> throw new IllegalArgumentException("no surface \"" + name + "\" in " + NAMES);
    };
  }

  /// `(x^2 + kappa y^2) / 2`: its Hessian has the eigenvalues 1 and kappa.
  static FormulaSurface bowl(double kappa) {
    Expr steep = lit(kappa).times(Y.square());
    return FormulaSurface.of(
        "bowl",
        "Bowl",
        "Curved κ times as much along y as along x. The rate must suit the steep side, and then"
            + " the flat side is slow: that is what momentum mends.",
        lit(0.5).times(X.square().plus(steep)),
        new Box(-10, 10, -5, 5),
        new Point(-8, 3),
        List.of(new Point(0, 0)));
  }

  /// `(1 - x)^2 + 100 (y - x^2)^2` (Rosenbrock 1960).
  static FormulaSurface rosenbrock() {
    return FormulaSurface.of(
        "rosenbrock",
        "Rosenbrock's valley",
        "A bent valley: finding it is easy, following its almost flat floor to (1, 1) is not.",
        lit(1).minus(X).square().plus(lit(100).times(Y.minus(X.square()).square())),
        new Box(-2, 2, -1, 3),
        new Point(-1.2, 1),
        List.of(new Point(1, 1)));
  }

  /// `(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2` (Beale 1958).
  static FormulaSurface beale() {
    Expr square = Y.square();
    Expr first = lit(1.5).minus(X).plus(X.times(Y));
    Expr second = lit(2.25).minus(X).plus(X.times(square));
    Expr third = lit(2.625).minus(X).plus(X.times(Y.pow(lit(3))));
    return FormulaSurface.of(
        "beale",
        "Beale's function",
        "Steep at the edges and almost flat around its minimum at (3, 0.5).",
        first.square().plus(second.square()).plus(third.square()),
        new Box(-4.5, 4.5, -4.5, 4.5),
        new Point(1, 1),
        List.of(new Point(3, 0.5)));
  }

  /// `(x^2 + y - 11)^2 + (x + y^2 - 7)^2` (Himmelblau 1972).
  static FormulaSurface himmelblau() {
    return FormulaSurface.of(
        "himmelblau",
        "Himmelblau's function",
        "Four minima, all of value 0: which one is found depends on the start and on the optimizer.",
        X.square().plus(Y).minus(11).square().plus(X.plus(Y.square()).minus(7).square()),
        new Box(-5, 5, -5, 5),
        new Point(0, 0),
        List.of(
            new Point(3, 2),
            new Point(-2.805118086952745, 3.131312518250573),
            new Point(-3.779310253377747, -3.283185991286170),
            new Point(3.584428340330492, -1.848126526964404)));
  }

  /// `x^2 / 2 - y^2 / 2 + y^4 / 4`: a saddle at the origin between two minima.
  static FormulaSurface saddle() {
    Expr ridge = lit(0.5).times(Y.square());
    Expr walls = lit(0.25).times(Y.pow(lit(4)));
    return FormulaSurface.of(
        "saddle",
        "Saddle",
        "At the origin the gradient is zero and yet it is no minimum: it falls off along y. How long"
            + " does each optimizer hesitate?",
        lit(0.5).times(X.square()).minus(ridge).plus(walls),
        new Box(-2, 2, -1.6, 1.6),
        new Point(-1.6, 0.001),
        List.of(new Point(0, 1), new Point(0, -1)));
  }

  /// `1 - e^(-(x^2 + y^2) / 4)`: flat far away from its minimum.
  static FormulaSurface plateau() {
    Expr square = X.square().plus(Y.square());
    return FormulaSurface.of(
        "plateau",
        "Plateau",
        "Far from the minimum the gradient is almost zero. Gradient descent hardly moves; methods that"
            + " divide by the size of past gradients walk at their usual speed.",
        lit(1).minus(square.over(4).negate().exp()),
        new Box(-5, 5, -4, 4),
        new Point(-4, 2),
        List.of(new Point(0, 0)));
  }
}
