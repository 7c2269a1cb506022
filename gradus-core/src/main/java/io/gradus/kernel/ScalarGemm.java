package io.gradus.kernel;

import io.gradus.exec.Workers;
import org.jspecify.annotations.Nullable;

/// The matrix product in plain Java: the reference for bits, and the fallback where there is no
/// Vector API.
///
/// Small register tiles of independent chains keep the multiply-add units busy; strides make one
/// loop serve all four transpose cases. Segments of k double as cache blocks. One caller at a time
/// per instance: a second waits.
public final class ScalarGemm implements Gemm {
  private static final int TILE_ROWS = 3;
  private static final int TILE_COLUMNS = 4;
  private static final int BLOCK_ROWS = 8 * TILE_ROWS;
  private static final int BLOCK_COLUMNS = 64 * TILE_COLUMNS;
  private static final long CHUNK_OPERATIONS = 1 << 15;
  private static final float[] NO_FLOATS = {};
  private static final int[] NO_OFFSETS = {};

  private final GemmSpec spec;
  private final int rowBlocks;
  private final int columnBlocks;
  private final int blocks;
  private final int chunkBlocks;
  private final Workers.Task task = this::chunk;

  private float[] a = NO_FLOATS;
  private float[] b = NO_FLOATS;
  private float[] c = NO_FLOATS;
  private int[] aBatch = NO_OFFSETS;
  private int[] bBatch = NO_OFFSETS;
  private int ao;
  private int bo;
  private int co;
  private float[] scratch = NO_FLOATS;
  private int so;
  private @Nullable RowPass epilogue;

  private ScalarGemm(GemmSpec spec) {
    this.spec = spec;
    rowBlocks = Math.ceilDiv(spec.m(), BLOCK_ROWS);
    columnBlocks = Math.ceilDiv(spec.n(), BLOCK_COLUMNS);
    blocks = Math.multiplyExact(Math.multiplyExact(rowBlocks, columnBlocks), spec.batch());
    long each = Math.max(1, spec.operations() / Math.max(1, blocks));
    chunkBlocks = (int) Math.max(1, CHUNK_OPERATIONS / each);
  }

  /// The product for `spec`.
  public static Gemm of(GemmSpec spec) {
    return new ScalarGemm(spec);
  }

  @Override
  public int scratch(int workers) {
    return Math.multiplyExact(workers, patchFloats());
  }

  /// What a worker needs to copy a block of patches.
  private int patchFloats() {
    int across =
        spec.patchesA() != null
            ? Math.min(spec.m(), BLOCK_ROWS)
            : spec.patchesB() != null ? Math.min(spec.n(), BLOCK_COLUMNS) : 0;
    return across * spec.segmentLength();
  }

  @Override
  public synchronized void run(
      Workers workers,
      float[] a,
      int ao,
      int[] aBatch,
      float[] b,
      int bo,
      int[] bBatch,
      float[] c,
      int co,
      float[] scratch,
      int so,
      @Nullable RowPass epilogue) {
    this.a = a;
    this.ao = ao;
    this.aBatch = aBatch;
    this.b = b;
    this.bo = bo;
    this.bBatch = bBatch;
    this.c = c;
    this.co = co;
    this.scratch = scratch;
    this.so = so;
    this.epilogue = epilogue;
    try {
      workers.run(Math.ceilDiv(blocks, chunkBlocks), task);
    } finally {
      this.a = NO_FLOATS;
      this.b = NO_FLOATS;
      this.c = NO_FLOATS;
      this.scratch = NO_FLOATS;
      this.aBatch = NO_OFFSETS;
      this.bBatch = NO_OFFSETS;
      this.epilogue = null;
    }
  }

  private void chunk(int chunk, int worker) {
    int end = (int) Math.min(blocks, (chunk + 1L) * chunkBlocks);
    for (int block = chunk * chunkBlocks; block < end; block++) {
      int item = block / (rowBlocks * columnBlocks);
      int row = block / columnBlocks % rowBlocks * BLOCK_ROWS;
      int column = block % columnBlocks * BLOCK_COLUMNS;
      int rows = Math.min(BLOCK_ROWS, spec.m() - row);
      int columns = Math.min(BLOCK_COLUMNS, spec.n() - column);
      block(item, row, rows, column, columns, so + worker * patchFloats());
      RowPass pass = epilogue;
      if (pass != null) {
        for (int i = 0; i < rows; i++) {
          pass.apply(item * spec.m() + row + i, column, columns, worker);
        }
      }
    }
  }

  private void block(int item, int row, int rows, int column, int columns, int own) {
    int length = spec.segmentLength();
    int to = co + (item * spec.m() + row) * spec.n() + column;
    Patches patchesA = spec.patchesA();
    Patches patchesB = spec.patchesB();
    for (int segment = 0; segment < spec.segments(); segment++) {
      int step = segment * length;
      int steps = Math.min(length, spec.k() - step);
      boolean first = segment == 0;
      float[] left = a;
      int aRow = spec.transposeA() ? 1 : spec.k();
      int aStep = spec.transposeA() ? spec.m() : 1;
      int from = ao + aBatch[item] + row * aRow + step * aStep;
      if (patchesA != null) {
        patchesA.copy(a, ao + aBatch[item], row, rows, step, steps, scratch, own, steps);
        left = scratch;
        aRow = steps;
        from = own;
      }
      float[] right = b;
      int bStep = spec.transposeB() ? 1 : spec.n();
      int bColumn = spec.transposeB() ? spec.k() : 1;
      int with = bo + bBatch[item] + column * bColumn + step * bStep;
      if (patchesB != null) {
        patchesB.copy(b, bo + bBatch[item], step, steps, column, columns, scratch, own, columns);
        right = scratch;
        bStep = columns;
        with = own;
      }
      panel(left, from, aRow, aStep, rows, right, with, bStep, bColumn, columns, to, steps, first);
    }
  }

  /// Covers a block with tiles, its edges with strips along rows and columns.
  private void panel(
      float[] a,
      int from,
      int aRow,
      int aStep,
      int rows,
      float[] b,
      int with,
      int bStep,
      int bColumn,
      int columns,
      int to,
      int steps,
      boolean first) {
    int n = spec.n();
    int evenRows = rows - rows % TILE_ROWS;
    int evenColumns = columns - columns % TILE_COLUMNS;
    // Rows inside, so that the few columns of B stay in the first-level cache.
    for (int j = 0; j < evenColumns; j += TILE_COLUMNS) {
      int bj = with + j * bColumn;
      for (int i = 0; i < evenRows; i += TILE_ROWS) {
        int ai = from + i * aRow;
        tile(a, ai, aRow, aStep, b, bj, bStep, bColumn, to + i * n + j, steps, first);
      }
      for (int i = evenRows; i < rows; i++) {
        strip(a, from + i * aRow, aStep, b, bj, bStep, bColumn, to + i * n + j, 1, steps, first);
      }
    }
    for (int j = evenColumns; j < columns; j++) {
      int bj = with + j * bColumn;
      int i = 0;
      for (; i + 4 <= rows; i += 4) {
        strip(b, bj, bStep, a, from + i * aRow, aStep, aRow, to + i * n + j, n, steps, first);
      }
      for (; i < rows; i++) {
        single(a, from + i * aRow, aStep, b, bj, bStep, to + i * n + j, steps, first);
      }
    }
  }

  /// A 3 x 4 tile of C: twelve chains, as many as 16 registers allow.
  private void tile(
      float[] a,
      int ai,
      int aRow,
      int aStep,
      float[] b,
      int bj,
      int bStep,
      int bColumn,
      int to,
      int steps,
      boolean first) {
    float[] c = this.c;
    float c00 = 0, c01 = 0, c02 = 0, c03 = 0;
    float c10 = 0, c11 = 0, c12 = 0, c13 = 0;
    float c20 = 0, c21 = 0, c22 = 0, c23 = 0;
    for (int p = 0; p < steps; p++) {
      float b0 = b[bj], b1 = b[bj + bColumn], b2 = b[bj + 2 * bColumn], b3 = b[bj + 3 * bColumn];
      float a0 = a[ai];
      c00 = Math.fma(a0, b0, c00);
      c01 = Math.fma(a0, b1, c01);
      c02 = Math.fma(a0, b2, c02);
      c03 = Math.fma(a0, b3, c03);
      float a1 = a[ai + aRow];
      c10 = Math.fma(a1, b0, c10);
      c11 = Math.fma(a1, b1, c11);
      c12 = Math.fma(a1, b2, c12);
      c13 = Math.fma(a1, b3, c13);
      float a2 = a[ai + 2 * aRow];
      c20 = Math.fma(a2, b0, c20);
      c21 = Math.fma(a2, b1, c21);
      c22 = Math.fma(a2, b2, c22);
      c23 = Math.fma(a2, b3, c23);
      ai += aStep;
      bj += bStep;
    }
    int n = spec.n();
    put(c, to, 1, c00, c01, c02, c03, first);
    put(c, to + n, 1, c10, c11, c12, c13, first);
    put(c, to + 2 * n, 1, c20, c21, c22, c23, first);
  }

  /// Four chains that share the factor `x`; `y` moves by `across` from one to the next.
  private void strip(
      float[] x,
      int xi,
      int xStep,
      float[] y,
      int yi,
      int yStep,
      int across,
      int to,
      int apart,
      int steps,
      boolean first) {
    float c0 = 0, c1 = 0, c2 = 0, c3 = 0;
    for (int p = 0; p < steps; p++) {
      float factor = x[xi];
      c0 = Math.fma(factor, y[yi], c0);
      c1 = Math.fma(factor, y[yi + across], c1);
      c2 = Math.fma(factor, y[yi + 2 * across], c2);
      c3 = Math.fma(factor, y[yi + 3 * across], c3);
      xi += xStep;
      yi += yStep;
    }
    put(c, to, apart, c0, c1, c2, c3, first);
  }

  private void single(
      float[] a,
      int ai,
      int aStep,
      float[] b,
      int bj,
      int bStep,
      int to,
      int steps,
      boolean first) {
    float sum = 0;
    for (int p = 0; p < steps; p++) {
      sum = Math.fma(a[ai], b[bj], sum);
      ai += aStep;
      bj += bStep;
    }
    c[to] = first ? sum : c[to] + sum;
  }

  private static void put(
      float[] c, int to, int apart, float c0, float c1, float c2, float c3, boolean first) {
    c[to] = first ? c0 : c[to] + c0;
    c[to + apart] = first ? c1 : c[to + apart] + c1;
    c[to + 2 * apart] = first ? c2 : c[to + 2 * apart] + c2;
    c[to + 3 * apart] = first ? c3 : c[to + 3 * apart] + c3;
  }
}
