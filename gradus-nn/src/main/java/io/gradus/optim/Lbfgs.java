package io.gradus.optim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/// `x <- x - alpha H g`, where `H` is the inverse Hessian guessed from the last steps:
/// limited-memory BFGS (Nocedal and Wright 2006, alg. 7.4 and 7.5), with `alpha` by the strong
/// Wolfe conditions (alg. 3.5).
///
/// For objectives without noise: the loss over all of the data.
///
/// @param memory how many steps it guesses from
/// @param iterations how many steps it may do
/// @param gradientTolerance it ends when no element of the gradient is larger
/// @param valueTolerance it ends when a step lowers the value by no more than this part of it
public record Lbfgs(int memory, int iterations, double gradientTolerance, double valueTolerance) {
  /// Checks that both counts are 1 or more, and both tolerances 0 or more.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public Lbfgs {
    Require.count("Lbfgs", "memory", memory);
    Require.count("Lbfgs", "iterations", iterations);
    Require.notNegative("Lbfgs", "gradientTolerance", gradientTolerance);
    Require.notNegative("Lbfgs", "valueTolerance", valueTolerance);
  }

  /// With a memory of 10 steps, at most 200 steps, and tolerances of 1e-7 for the gradient and
  /// 1e-12 for the value.
  public Lbfgs() {
    this(10, 200, 1e-7, 1e-12);
  }

  /// A step, the change of the gradient over it, and `1 / (change . step)`.
  private record Pair(double[] step, double[] change, double weight) {}

  /// Goes downhill from `start`, which it leaves as it is.
  ///
  /// @throws IllegalArgumentException if the objective is not finite at the start
  public Minimum minimise(Objective objective, double... start) {
    WolfeSearch search = new WolfeSearch(objective, start.length);
    WolfeSearch.Point now = search.at(start.clone());
    if (!Double.isFinite(now.value()) || !Double.isFinite(largest(now.gradient()))) {
      throw new IllegalArgumentException(
          "the objective or its gradient is not finite at the start: " + now.value());
    }
    Deque<Pair> pairs = new ArrayDeque<>();
    for (int iteration = 0; iteration < iterations; iteration++) {
      if (largest(now.gradient()) <= gradientTolerance) {
        return end(now, iteration, search, Minimum.Reason.GRADIENT);
      }
      double[] direction = direction(pairs, now.gradient());
      double first = pairs.isEmpty() ? Math.min(1, 1 / total(now.gradient())) : 1;
      WolfeSearch.Point next = search.along(now, direction, first);
      if (next == now) {
        return end(now, iteration, search, Minimum.Reason.LINE_SEARCH);
      }
      remember(pairs, now, next);
      double fall = now.value() - next.value();
      now = next;
      if (fall <= valueTolerance * Math.abs(now.value())) {
        return end(now, iteration + 1, search, Minimum.Reason.VALUE);
      }
    }
    boolean flat = largest(now.gradient()) <= gradientTolerance;
    return end(now, iterations, search, flat ? Minimum.Reason.GRADIENT : Minimum.Reason.ITERATIONS);
  }

  private static Minimum end(
      WolfeSearch.Point at, int iterations, WolfeSearch search, Minimum.Reason reason) {
    return new Minimum(
        at.x(), at.value(), largest(at.gradient()), iterations, search.evaluations(), reason);
  }

  private void remember(Deque<Pair> pairs, WolfeSearch.Point from, WolfeSearch.Point to) {
    double[] step = difference(to.x(), from.x());
    double[] change = difference(to.gradient(), from.gradient());
    double curvature = dot(change, step);
    // The Wolfe conditions make it positive; rounding may not.
    if (curvature > 1e-16 * dot(change, change)) {
      pairs.addLast(new Pair(step, change, 1 / curvature));
      if (pairs.size() > memory) {
        pairs.removeFirst();
      }
    }
  }

  /// `-H g` by the two loops of algorithm 7.4, with the scale of equation 7.20.
  private static double[] direction(Deque<Pair> pairs, double[] gradient) {
    double[] q = gradient.clone();
    double[] alpha = new double[pairs.size()];
    int k = alpha.length;
    for (Iterator<Pair> latest = pairs.descendingIterator(); latest.hasNext(); ) {
      Pair pair = latest.next();
      alpha[--k] = pair.weight() * dot(pair.step(), q);
      add(q, -alpha[k], pair.change());
    }
    if (!pairs.isEmpty()) {
      Pair last = pairs.getLast();
      double scale = 1 / (last.weight() * dot(last.change(), last.change()));
      for (int i = 0; i < q.length; i++) {
        q[i] *= scale;
      }
    }
    for (Pair pair : pairs) {
      double beta = pair.weight() * dot(pair.change(), q);
      add(q, alpha[k++] - beta, pair.step());
    }
    for (int i = 0; i < q.length; i++) {
      q[i] = -q[i];
    }
    return q;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] to, double factor, double[] x) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * x[i];
    }
  }

  private static double[] difference(double[] a, double[] b) {
    double[] result = a.clone();
    add(result, -1, b);
    return result;
  }

  private static double largest(double[] x) {
    double most = 0;
    for (double value : x) {
      most = Math.max(most, Math.abs(value));
    }
    return most;
  }

  private static double total(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += Math.abs(value);
    }
    return sum;
  }

  /// One iteration, line by line: the two loops of algorithm 7.4 with the scale of equation 7.20,
  /// then the step and what is remembered of it.
  ///
  /// `s_i` and `y_i` are the remembered steps and changes of the gradient, `i` from `k-m` (the
  /// oldest) to `k-1`; a dot is the inner product.
  public List<FormulaLine> formulas() {
    return List.of(
        new FormulaLine("q", "g_k", "q \\leftarrow g_k"),
        new FormulaLine(
            "alpha_i",
            "rho_i (s_i . q)                  for i = k-1, ..., k-m",
            "\\alpha_i \\leftarrow \\rho_i \\, s_i^T q \\quad i = k-1, \\ldots, k-m"),
        new FormulaLine(
            "q",
            "q - alpha_i y_i                  in the same loop",
            "q \\leftarrow q - \\alpha_i \\, y_i"),
        new FormulaLine(
            "gamma",
            "(s_(k-1) . y_(k-1)) / (y_(k-1) . y_(k-1))",
            "\\gamma \\leftarrow \\frac{s_{k-1}^T y_{k-1}}{y_{k-1}^T y_{k-1}}"),
        new FormulaLine("r", "gamma q", "r \\leftarrow \\gamma \\, q"),
        new FormulaLine(
            "beta",
            "rho_i (y_i . r)                  for i = k-m, ..., k-1",
            "\\beta \\leftarrow \\rho_i \\, y_i^T r \\quad i = k-m, \\ldots, k-1"),
        new FormulaLine(
            "r",
            "r + (alpha_i - beta) s_i         in the same loop",
            "r \\leftarrow r + (\\alpha_i - \\beta) \\, s_i"),
        new FormulaLine("d", "-r", "d \\leftarrow -r"),
        new FormulaLine(
            "x_(k+1)",
            "x_k + a d                        a by the strong Wolfe conditions",
            "x_{k+1} \\leftarrow x_k + a \\, d"),
        new FormulaLine("s_k", "x_(k+1) - x_k", "s_k \\leftarrow x_{k+1} - x_k"),
        new FormulaLine("y_k", "g_(k+1) - g_k", "y_k \\leftarrow g_{k+1} - g_k"),
        new FormulaLine("rho_k", "1 / (y_k . s_k)", "\\rho_k \\leftarrow \\frac{1}{y_k^T s_k}"));
  }

  /// The paper and the equation.
  public String citation() {
    return "Nocedal and Wright 2006, Numerical optimization, algorithms 7.4, 7.5 and 3.5";
  }
}
