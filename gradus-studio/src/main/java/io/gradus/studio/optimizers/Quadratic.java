package io.gradus.studio.optimizers;

/// The theory of gradient descent and momentum on `(x^2 + kappa y^2) / 2`, whose eigenvalues are 1
/// and kappa.
///
/// With momentum each coordinate follows `x[k+1] = (1 + beta - rate lambda) x[k] - beta x[k-1]`, so
/// it shrinks by the larger root of `z^2 - (1 + beta - rate lambda) z + beta` (Polyak 1964; Goh
/// 2017, "Why momentum really works").
record Quadratic(double kappa) {
  /// `2 / (1 + kappa)`: both eigenvalues shrink alike.
  double bestDescentRate() {
    return 2 / (1 + kappa);
  }

  /// `(kappa - 1) / (kappa + 1)`.
  double descentContraction() {
    return (kappa - 1) / (kappa + 1);
  }

  /// `(2 / (1 + sqrt(kappa)))^2`.
  double bestMomentumRate() {
    double root = 2 / (1 + Math.sqrt(kappa));
    return root * root;
  }

  /// `((sqrt(kappa) - 1) / (sqrt(kappa) + 1))^2`.
  double bestBeta() {
    double contraction = momentumContraction();
    return contraction * contraction;
  }

  /// `(sqrt(kappa) - 1) / (sqrt(kappa) + 1)`, which is the square root of [#bestBeta].
  double momentumContraction() {
    double root = Math.sqrt(kappa);
    return (root - 1) / (root + 1);
  }

  /// The rate above which nothing converges, `(2 + 2 beta) / kappa`.
  double border(double beta) {
    return (2 + 2 * beta) / kappa;
  }

  /// The factor by which the slower coordinate shrinks a step, in the long run; above 1 it grows.
  double radius(double rate, double beta) {
    return Math.max(radius(rate, beta, 1), radius(rate, beta, kappa));
  }

  /// The factor of the coordinate with this eigenvalue.
  static double radius(double rate, double beta, double lambda) {
    return largestRoot(1 + beta - rate * lambda, beta);
  }

  /// As [#radius(double, double)], with Nesterov's look-ahead.
  double nesterovRadius(double rate, double beta) {
    return Math.max(nesterov(1 - rate, beta), nesterov(1 - rate * kappa, beta));
  }

  private static double nesterov(double shrink, double beta) {
    return largestRoot((1 + beta) * shrink, beta * shrink);
  }

  /// Whether the coordinate with this eigenvalue swings: its roots are complex, or negative.
  static boolean swings(double rate, double beta, double lambda) {
    double sum = 1 + beta - rate * lambda;
    return sum < 0 || sum * sum < 4 * beta;
  }

  /// The larger modulus of the roots of `z^2 - sum z + product`.
  static double largestRoot(double sum, double product) {
    double discriminant = sum * sum / 4 - product;
    // At a double root the discriminant is zero but for rounding, of which the root would make
    // much.
    if (discriminant <= 1e-10 * Math.abs(product)) {
      return Math.sqrt(Math.abs(product));
    }
    return Math.abs(sum) / 2 + Math.sqrt(discriminant);
  }
}
