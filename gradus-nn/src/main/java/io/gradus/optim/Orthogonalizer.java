package io.gradus.optim;

import io.gradus.Shape;
import io.gradus.exec.Engine;
import io.gradus.exec.Workers;
import io.gradus.kernel.Gemm;
import io.gradus.kernel.GemmSpec;

/// What [Assignment.Orthogonal] does, in float and with the engine's matrix products.
///
/// A matrix with more rows than columns is worked on from the right, `X <- a X + X (b A + c A^2)`
/// with `A = X^T X`, so nothing is transposed.
final class Orthogonalizer {
  private static final int[] FIRST = {0};

  private final Workers workers;
  private final boolean wide;
  private final int size;
  private final int small;
  private final Gemm gram;
  private final Gemm square;
  private final Gemm apply;

  Orthogonalizer(Shape shape, Engine engine) {
    workers = engine.workers();
    int columns = NewtonSchulz.columns(shape);
    size = shape.size();
    int rows = columns == 0 ? 0 : size / columns;
    wide = rows <= columns;
    small = Math.min(rows, columns);
    int large = Math.max(rows, columns);
    gram = engine.kernels().gemm(new GemmSpec(1, small, small, large, !wide, wide));
    square = engine.kernels().gemm(new GemmSpec(1, small, small, small, false, false));
    GemmSpec product =
        wide
            ? new GemmSpec(1, small, large, small, false, false)
            : new GemmSpec(1, large, small, small, false, false);
    apply = engine.kernels().gemm(product);
  }

  /// Floats of working memory that [#run] needs.
  int memory() {
    int count = workers.count();
    int scratch =
        Math.max(gram.scratch(count), Math.max(square.scratch(count), apply.scratch(count)));
    return Math.addExact(Math.addExact(2 * size, 2 * small * small), scratch);
  }

  /// Writes to `to` at `at` what the matrix in `from` at `at` becomes, its elements times `factor`
  /// and cut to `[-limit, limit]` first; `memory` may be shared, one call at a time.
  void run(float[] from, float[] to, int at, float factor, float limit, float[] memory) {
    double norm = Math.sqrt(SquareSum.of(from, at, size, factor, limit));
    float scale = (float) (1 / Math.max(norm, NewtonSchulz.LEAST_NORM));
    for (int i = 0; i < size; i++) {
      memory[i] = SquareSum.cut(from[at + i], factor, limit) * scale;
    }
    for (int i = 0; i < NewtonSchulz.STEPS; i++) {
      step(memory);
    }
    System.arraycopy(memory, 0, to, at, size);
  }

  /// `memory` holds X, the next X, A, A^2, and what the products need.
  private void step(float[] memory) {
    int next = size;
    int a = 2 * size;
    int aa = a + small * small;
    int scratch = aa + small * small;
    product(gram, memory, 0, 0, a, scratch);
    product(square, memory, a, a, aa, scratch);
    for (int i = 0; i < small * small; i++) {
      memory[a + i] =
          (float) NewtonSchulz.B * memory[a + i] + (float) NewtonSchulz.C * memory[aa + i];
    }
    product(apply, memory, wide ? a : 0, wide ? 0 : a, next, scratch);
    for (int i = 0; i < size; i++) {
      memory[i] = (float) NewtonSchulz.A * memory[i] + memory[next + i];
    }
  }

  private void product(Gemm gemm, float[] memory, int x, int y, int to, int scratch) {
    gemm.run(workers, memory, x, FIRST, memory, y, FIRST, memory, to, memory, scratch, null);
  }
}
