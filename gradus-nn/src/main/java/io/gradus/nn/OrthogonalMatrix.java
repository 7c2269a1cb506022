package io.gradus.nn;

import io.gradus.kernel.Philox;

/// `A = Q R` by Householder reflections, in double; Q with the signs that make R's diagonal
/// positive.
///
/// Golub and Van Loan, "Matrix computations", algorithms 5.1.1 and 5.2.1. Vectors lie contiguous in
/// memory: the matrix is held as its columns.
final class OrthogonalMatrix {
  private OrthogonalMatrix() {}

  /// Writes `gain` times a random `[rows, columns]` matrix with orthonormal columns (or rows, if it
  /// is wider than high) to `into`, row by row.
  static void fill(float[] into, int offset, int rows, int columns, double gain, long key) {
    int length = Math.max(rows, columns);
    int vectors = Math.min(rows, columns);
    double[][] q = columns(length, vectors, key);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double value = rows >= columns ? q[column][row] : q[row][column];
        into[offset + row * columns + column] = (float) (gain * value);
      }
    }
  }

  /// Orthonormal vectors, each of the given length: the columns of Q.
  private static double[][] columns(int length, int vectors, long key) {
    double[][] a = new double[vectors][length];
    for (int j = 0; j < vectors; j++) {
      for (int i = 0; i < length; i++) {
        a[j][i] = Philox.normalDouble(key, 0, 0, i * vectors + j);
      }
    }
    double[] signs = new double[vectors];
    for (int j = 0; j < vectors; j++) {
      signs[j] = reflect(a, j);
    }
    double[][] q = new double[vectors][length];
    for (int j = vectors - 1; j >= 0; j--) {
      q[j][j] = 1;
      for (int k = j; k < vectors; k++) {
        apply(a[j], q[k], j);
      }
    }
    for (int j = 0; j < vectors; j++) {
      for (int i = 0; i < length; i++) {
        q[j][i] *= signs[j];
      }
    }
    return q;
  }

  /// Makes column `j` its own reflector `v` (scaled so that `H = I - v vT`), applies it to the
  /// columns after it, and returns the sign of R's diagonal entry.
  private static double reflect(double[][] a, int j) {
    double[] v = a[j];
    double norm = StrictMath.sqrt(dot(v, v, j));
    double sign = v[j] > 0 ? -1 : 1; // the entry becomes -sign(v_j) norm: no cancellation
    if (norm == 0) {
      return 1;
    }
    v[j] -= sign * norm;
    double scale = StrictMath.sqrt(2 / dot(v, v, j));
    for (int i = j; i < v.length; i++) {
      v[i] *= scale;
    }
    for (int k = j + 1; k < a.length; k++) {
      apply(v, a[k], j);
    }
    return sign;
  }

  /// `x <- x - v (vT x)`, entries from `from` on.
  private static void apply(double[] v, double[] x, int from) {
    double factor = dot(v, x, from);
    for (int i = from; i < x.length; i++) {
      x[i] -= factor * v[i];
    }
  }

  /// Four sums in turn, as one chain of additions would wait for itself.
  private static double dot(double[] x, double[] y, int from) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    for (; i + 3 < x.length; i += 4) {
      s0 += x[i] * y[i];
      s1 += x[i + 1] * y[i + 1];
      s2 += x[i + 2] * y[i + 2];
      s3 += x[i + 3] * y[i + 3];
    }
    for (; i < x.length; i++) {
      s0 += x[i] * y[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
