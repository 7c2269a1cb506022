package io.gradus.nn;

import io.gradus.exec.Engine;

/// What the initialisers share: how many inputs and outputs a weight's shape connects.
final class Fans {
  private static final int PIECE = 1 << 16;

  private Fans() {}

  /// The product of all lengths but the last; the length itself where there is one axis only.
  static double in(int... shape) {
    int axes = shape.length == 1 ? 1 : shape.length - 1;
    return Math.max(1, product(shape, 0, axes));
  }

  /// The last length times all but the last two: one input reaches so many outputs.
  static double out(int... shape) {
    double last = shape.length == 0 ? 1 : shape[shape.length - 1];
    return Math.max(1, last * product(shape, 0, shape.length - 2));
  }

  /// The number of elements; 1 for a scalar.
  static int size(int... shape) {
    int size = 1;
    for (int length : shape) {
      size = Math.multiplyExact(size, length);
    }
    return size;
  }

  private static double product(int[] shape, int from, int to) {
    double product = 1; // of ints, so exact far beyond any array
    for (int axis = from; axis < to; axis++) {
      product *= shape[axis];
    }
    return product;
  }

  /// The deviation of He et al. 2015 for a rectifier with this slope below zero.
  static double he(Initializer.Fan fan, double slope, int[] shape) {
    return StrictMath.sqrt(2 / ((1 + slope * slope) * fan.of(shape)));
  }

  /// `N(0, deviation^2)`.
  static void normal(double deviation, float[] into, int offset, int[] shape, long key) {
    new Initializer.Normal(0, deviation).fill(into, offset, shape, key);
  }

  /// The uniform distribution around 0 with this deviation: its bound is sqrt(3) times that.
  static void uniform(double deviation, float[] into, int offset, int[] shape, long key) {
    double bound = StrictMath.sqrt(3) * deviation;
    new Initializer.Uniform(-bound, bound).fill(into, offset, shape, key);
  }

  static void check(String name, double value, boolean good) {
    if (!good) {
      throw new IllegalArgumentException(
          "an initialiser needs finite numbers, deviations and gains of 0 or more and low <= high, but "
              + name
              + " is "
              + value);
    }
  }

  /// Elements `[from, to)` of a tensor to be filled.
  interface Piece {
    void fill(int from, int to);
  }

  /// Fills so many elements, many of them on all processors: each number depends on its place only.
  static void pieces(int size, Piece filling) {
    if (size <= PIECE) {
      filling.fill(0, size);
      return;
    }
    Engine.shared()
        .workers()
        .run(
            Math.ceilDiv(size, PIECE),
            (piece, worker) ->
                filling.fill(piece * PIECE, (int) Math.min(size, (piece + 1L) * PIECE)));
  }
}
