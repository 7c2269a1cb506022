package io.gradus.optim;

import io.gradus.Shape;

/// `X <- a X + (b A + c A^2) X` with `A = X X^T`: what [Assignment.Orthogonal] does, in double and
/// with plain loops (Jordan et al. 2024, Muon, function `zeropower`).
final class NewtonSchulz {
  static final int STEPS = 5;
  static final double A = 3.4445;
  static final double B = -4.7750;
  static final double C = 2.0315;

  /// What a norm is at least, so that a matrix of zeros stays one.
  static final double LEAST_NORM = 1e-7;

  private NewtonSchulz() {}

  /// The columns of a tensor seen as a matrix: its last axis.
  static int columns(Shape shape) {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException(
          "only a matrix can be made orthogonal, got a tensor of shape "
              + shape
              + "; give tensors of fewer than two axes another rule");
    }
    return shape.length(shape.rank() - 1);
  }

  /// The matrix `x`, stored by rows, with its singular values near 1.
  static double[] orthogonal(double[] x, int columns) {
    double norm = 0;
    for (double value : x) {
      norm += value * value;
    }
    norm = Math.max(Math.sqrt(norm), LEAST_NORM);
    int rows = columns == 0 ? 0 : x.length / columns;
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] / norm;
    }
    boolean wide = rows <= columns;
    double[] matrix = wide ? y : transposed(y, rows, columns);
    for (int i = 0; i < STEPS; i++) {
      matrix = step(matrix, Math.min(rows, columns), Math.max(rows, columns));
    }
    return wide ? matrix : transposed(matrix, columns, rows);
  }

  private static double[] step(double[] x, int rows, int columns) {
    double[] square = product(x, transposed(x, rows, columns), rows, columns, rows);
    double[] mixed = product(square, square, rows, rows, rows);
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = B * square[i] + C * mixed[i];
    }
    double[] next = product(mixed, x, rows, rows, columns);
    for (int i = 0; i < next.length; i++) {
      next[i] += A * x[i];
    }
    return next;
  }

  private static double[] product(double[] a, double[] b, int m, int k, int n) {
    double[] c = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        for (int j = 0; j < n; j++) {
          c[i * n + j] += a[i * k + p] * b[p * n + j];
        }
      }
    }
    return c;
  }

  private static double[] transposed(double[] x, int rows, int columns) {
    double[] y = new double[x.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        y[j * rows + i] = x[i * columns + j];
      }
    }
    return y;
  }
}
