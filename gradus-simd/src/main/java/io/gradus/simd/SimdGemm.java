package io.gradus.simd;

import io.gradus.exec.Workers;
import io.gradus.kernel.Gemm;
import io.gradus.kernel.GemmSpec;
import io.gradus.kernel.Patches;
import io.gradus.kernel.ScalarGemm;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The matrix product of register tiles over packed panels of B, with the bits of [ScalarGemm].
///
/// Each round packs panels of B, shared by all workers, then computes units of C; a unit keeps its
/// rows of A and its part of C in the caches and goes through all segments of the round. One caller
/// at a time per instance: a second waits. After Goto & van de Geijn, "Anatomy of High-Performance
/// Matrix Multiplication" (2008).
final class SimdGemm implements Gemm {
  private static final int PACK_CHUNK_FLOATS = 1 << 14;
  private static final float[] NO_FLOATS = {};
  private static final int[] NO_OFFSETS = {};

  private final GemmSpec spec;
  private final GemmLayout layout;
  private final Tile[] tiles;
  private final int packPanels;
  private final Workers.Task packing = (chunk, worker) -> pack(chunk);
  private final Workers.Task computing = this::compute;

  private float[] a = NO_FLOATS;
  private float[] b = NO_FLOATS;
  private float[] c = NO_FLOATS;
  private float[] scratch = NO_FLOATS;
  private int[] aBatch = NO_OFFSETS;
  private int[] bBatch = NO_OFFSETS;
  private int ao;
  private int bo;
  private int co;
  private int so;
  private @Nullable RowPass epilogue;

  // The round: items and segments [first, end).
  private int firstItem;
  private int endItem;
  private int firstSegment;
  private int endSegment;

  private SimdGemm(GemmSpec spec, int lanes) {
    this.spec = spec;
    layout = new GemmLayout(spec, lanes);
    int rows = layout.tileRows;
    boolean even = spec.m() % layout.tiles == 0;
    Tile full = layout.tile(rows, false);
    Tile last = layout.tile(rows, true);
    tiles =
        new Tile[] {
          full,
          last,
          even ? full : layout.tile(rows + 1, false),
          even ? last : layout.tile(rows + 1, true)
        };
    packPanels = Math.max(1, PACK_CHUNK_FLOATS / Math.max(1, layout.panelFloats()));
  }

  /// The product for `spec` with vectors of `lanes` floats: 4, 8 or 16.
  static Gemm of(GemmSpec spec, int lanes) {
    // Chains along contiguous memory for a single row or column have nothing to put side by side in
    // a vector without a transposition that costs more than the product.
    boolean vector = spec.m() == 1 && spec.transposeB() || spec.n() == 1;
    boolean empty = spec.batch() == 0 || spec.m() == 0 || spec.n() == 0;
    return vector || empty ? ScalarGemm.of(spec) : new SimdGemm(spec, lanes);
  }

  @Override
  public int scratch(int workers) {
    return layout.scratch(workers);
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
      rounds(workers);
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

  private void rounds(Workers workers) {
    for (firstItem = 0; firstItem < spec.batch(); firstItem = endItem) {
      endItem = Math.min(spec.batch(), firstItem + layout.roundItems);
      for (firstSegment = 0; firstSegment < layout.segments; firstSegment = endSegment) {
        endSegment = Math.min(layout.segments, firstSegment + layout.roundSegments);
        if (!layout.inPlace) {
          workers.run(Math.ceilDiv(packedPanels(), packPanels), packing);
        }
        workers.run(layout.chunks(endItem - firstItem), computing);
      }
    }
  }

  private int packedPanels() {
    return (endItem - firstItem) * (endSegment - firstSegment) * layout.panels;
  }

  private void pack(int chunk) {
    int end = Math.min(packedPanels(), (chunk + 1) * packPanels);
    for (int index = chunk * packPanels; index < end; index++) {
      int panel = index % layout.panels;
      int segment = firstSegment + index / layout.panels % (endSegment - firstSegment);
      int item = firstItem + index / layout.panels / (endSegment - firstSegment);
      pack(item, segment, panel, so + index * layout.panelFloats());
    }
  }

  private void pack(int item, int segment, int panel, int at) {
    int step = segment * layout.length;
    int steps = Math.min(layout.length, spec.k() - step);
    int column = panel * layout.panelColumns;
    int from = bo + bBatch[item];
    int columns = Math.min(layout.panelColumns, spec.n() - column);
    boolean last = panel == layout.panels - 1;
    int width = last ? layout.lastVectors() * layout.lanes : layout.panelColumns;
    Patches patches = spec.patchesB();
    if (patches != null) {
      patches.copy(b, from, step, steps, column, columns, scratch, at, width);
      for (int p = 0; columns < width && p < steps; p++) {
        Arrays.fill(scratch, at + p * width + columns, at + (p + 1) * width, 0f);
      }
    } else if (spec.transposeB()) {
      from += column * spec.k() + step;
      Transposition.columns(b, from, spec.k(), columns, steps, scratch, at, width);
    } else {
      tileOf(0, panel).pack(steps, b, from + step * spec.n() + column, spec.n(), scratch, at);
    }
  }

  private Tile tileOf(int taller, int panel) {
    return tiles[2 * taller + (panel == layout.panels - 1 ? 1 : 0)];
  }

  private void compute(int chunk, int worker) {
    int end = Math.min(layout.units(endItem - firstItem), (chunk + 1) * layout.chunkUnits);
    int own = so + layout.packedFloats() + worker * layout.workerFloats();
    for (int unit = chunk * layout.chunkUnits; unit < end; unit++) {
      int item = firstItem + unit / (layout.rowBlocks * layout.panelBlocks);
      int rowBlock = unit / layout.panelBlocks % layout.rowBlocks;
      int panelBlock = unit % layout.panelBlocks;
      for (int segment = firstSegment; segment < endSegment; segment++) {
        unit(item, rowBlock, panelBlock, segment, own);
      }
      RowPass pass = epilogue;
      if (pass != null && endSegment == layout.segments) {
        finish(pass, item, rowBlock, panelBlock, worker);
      }
    }
  }

  private void finish(RowPass pass, int item, int rowBlock, int panelBlock, int worker) {
    int column = layout.firstPanel(panelBlock) * layout.panelColumns;
    int end = Math.min(spec.n(), layout.firstPanel(panelBlock + 1) * layout.panelColumns);
    int rows = layout.tileStart(layout.firstTile(rowBlock + 1));
    for (int row = layout.tileStart(layout.firstTile(rowBlock)); row < rows; row++) {
      pass.apply(item * spec.m() + row, column, end - column, worker);
    }
  }

  /// One segment of a unit: all its tiles, panel by panel, so that a panel stays in the first
  /// cache.
  private void unit(int item, int rowBlock, int panelBlock, int segment, int own) {
    int step = segment * layout.length;
    int steps = Math.min(layout.length, spec.k() - step);
    int row = layout.tileStart(layout.firstTile(rowBlock));
    int endRow = layout.tileStart(layout.firstTile(rowBlock + 1));
    float[] rows = layout.packA ? scratch : a;
    int lda = layout.packA ? layout.length : spec.k();
    int from = layout.packA ? own : ao + aBatch[item] + row * spec.k() + step;
    if (layout.packA) {
      packRows(ao + aBatch[item], row, endRow - row, step, steps, own);
    }
    int end = layout.firstPanel(panelBlock + 1);
    for (int panel = layout.firstPanel(panelBlock); panel < end; panel++) {
      float[] columns = scratch;
      int with;
      if (!layout.inPlace) {
        int segments = endSegment - firstSegment;
        int index = (item - firstItem) * segments + segment - firstSegment;
        with = so + (index * layout.panels + panel) * layout.panelFloats();
      } else if (layout.ragged() && panel == layout.panels - 1) {
        with = own + layout.rowFloats();
        pack(item, segment, panel, with);
      } else {
        columns = b;
        with = bo + bBatch[item] + step * spec.n() + panel * layout.panelColumns;
      }
      panel(item, rowBlock, panel, segment, steps, rows, from, lda, columns, with);
    }
  }

  private void panel(
      int item,
      int rowBlock,
      int panel,
      int segment,
      int steps,
      float[] rows,
      int from,
      int lda,
      float[] columns,
      int with) {
    int n = spec.n();
    int first = layout.tileStart(layout.firstTile(rowBlock));
    int to = co + item * spec.m() * n + panel * layout.panelColumns;
    int endTile = layout.firstTile(rowBlock + 1);
    int row = first;
    for (int t = layout.firstTile(rowBlock); t < endTile; t++) {
      int next = layout.tileStart(t + 1);
      Tile tile = tileOf(next - row - layout.tileRows, panel);
      int at = from + (row - first) * lda;
      if (segment == 0) {
        tile.set(steps, rows, at, lda, columns, with, n, c, to + row * n, n);
      } else {
        tile.add(steps, rows, at, lda, columns, with, n, c, to + row * n, n);
      }
      row = next;
    }
  }

  private void packRows(int from, int row, int rows, int step, int steps, int at) {
    Patches patches = spec.patchesA();
    if (patches != null) {
      patches.copy(a, from, row, rows, step, steps, scratch, at, layout.length);
    } else if (spec.transposeA()) {
      int source = from + step * spec.m() + row;
      Transposition.rows(a, source, spec.m(), steps, rows, scratch, at, layout.length);
    } else {
      for (int i = 0; i < rows; i++) {
        int source = from + (row + i) * spec.k() + step;
        System.arraycopy(a, source, scratch, at + i * layout.length, steps);
      }
    }
  }
}
