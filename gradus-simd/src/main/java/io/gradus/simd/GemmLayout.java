package io.gradus.simd;

import io.gradus.kernel.GemmSpec;

/// How a matrix product is cut up: tiles, panels, blocks, rounds and scratch memory.
///
/// All of it follows from the spec and the vector width, nothing from the number of workers.
///
/// * A *tile* is a few rows by one panel. Rows are dealt out evenly, so that all tiles of a product
///   have one of two neighbouring heights and none is thin.
/// * A *panel* is a few vectors of columns of B, packed row after row, one segment of k deep.
/// * A *unit* is one block of rows by one block of panels of one batch item.
/// * A *round* is as much of B as fits the packing memory: whole items, or else some segments.
final class GemmLayout {
  private static final int PACKED_FLOATS = 1 << 20;
  private static final long CHUNK_OPERATIONS = 1 << 16;
  private static final int IN_PLACE_ROWS = 8;
  private static final int BLOCK_COLUMNS = 512;

  final GemmSpec spec;
  final int lanes;
  final int segments;
  final int length;
  final int vectors;
  final int panelColumns;
  final int panels;
  final int tiles;
  final int tileRows;
  final int rowBlocks;
  final int panelBlocks;

  /// B is read where it lies: a few rows of A do not pay for packing.
  final boolean inPlace;

  /// Blocks of A are copied to rows that are contiguous in k.
  final boolean packA;

  final int roundItems;
  final int roundSegments;
  final int chunkUnits;

  GemmLayout(GemmSpec spec, int lanes) {
    this.spec = spec;
    this.lanes = lanes;
    segments = spec.segments();
    length = spec.segmentLength();
    inPlace = spec.m() <= IN_PLACE_ROWS && !spec.transposeB() && spec.patchesB() == null;
    vectors = Math.min(vectors(spec.m()), Math.ceilDiv(spec.n(), lanes));
    panelColumns = vectors * lanes;
    panels = Math.ceilDiv(spec.n(), panelColumns);
    tiles = Math.ceilDiv(spec.m(), lanes == 16 ? 8 : 6);
    tileRows = spec.m() / tiles;
    int blocks = Math.ceilDiv(spec.m(), blockRows(spec.m()));
    rowBlocks = Math.min(tiles, spec.m() < 192 ? blocks : Math.ceilDiv(blocks, 4) * 4);
    long others = (long) spec.batch() * rowBlocks;
    int wide = Math.ceilDiv(spec.n(), 128);
    // A unit's part of C stays in the second cache from one segment to the next.
    long enough = Math.max(Math.ceilDiv(16L, others), spec.n() / BLOCK_COLUMNS);
    panelBlocks = Math.clamp(enough, 1, Math.min(wide, panels));
    // Rows a multiple of 2 KB apart fall into few sets of the caches.
    boolean clashing = spec.m() > 32 && spec.n() >= 128 && spec.k() % 512 == 0;
    packA = spec.patchesA() != null || (spec.transposeA() ? spec.m() > 1 : clashing);
    long item = (long) spec.k() * panels * panelColumns;
    boolean whole = inPlace || item <= PACKED_FLOATS;
    long step = Math.max(1, (long) length * panels * panelColumns);
    roundSegments = whole ? segments : (int) Math.max(1, PACKED_FLOATS / step);
    roundItems =
        inPlace
            ? spec.batch()
            : (int) Math.clamp(PACKED_FLOATS / Math.max(1, item), 1, spec.batch());
    long each =
        (long) spec.m() * spec.n() * length * roundSegments / ((long) rowBlocks * panelBlocks);
    chunkUnits = (int) Math.max(1, CHUNK_OPERATIONS / Math.max(1, each));
  }

  // Few rows must still make units for all workers; many make each panel of B serve more of them.
  private static int blockRows(int rows) {
    if (rows < 192) {
      return 32;
    }
    return rows < 1024 ? 48 : 96;
  }

  // Enough independent chains to hide the latency of a multiply-add, few enough to fit 16
  // registers.
  private static int vectors(int rows) {
    return switch (rows) {
      case 1 -> 8;
      case 2 -> 4;
      case 3 -> 3;
      default -> 2;
    };
  }

  int tileStart(int tile) {
    return (int) ((long) tile * spec.m() / tiles);
  }

  int firstTile(int rowBlock) {
    return (int) ((long) rowBlock * tiles / rowBlocks);
  }

  int firstPanel(int panelBlock) {
    return (int) ((long) panelBlock * panels / panelBlocks);
  }

  /// Columns of C in the last panel.
  int lastColumns() {
    return spec.n() - (panels - 1) * panelColumns;
  }

  int lastVectors() {
    return Math.ceilDiv(lastColumns(), lanes);
  }

  /// Whether the last panel would be read beyond its row.
  boolean ragged() {
    return lastColumns() % lanes != 0;
  }

  Tile tile(int rows, boolean last) {
    int count = last ? lastVectors() : vectors;
    int tail = last ? lastColumns() - (count - 1) * lanes : lanes;
    boolean packed = !inPlace || last && ragged();
    return TileCompiler.tile(new TileShape(lanes, rows, count, tail, packed));
  }

  int units(int items) {
    return Math.multiplyExact(items, rowBlocks * panelBlocks);
  }

  int chunks(int items) {
    return Math.ceilDiv(units(items), chunkUnits);
  }

  int panelFloats() {
    return length * panelColumns;
  }

  /// Floats of packed B.
  int packedFloats() {
    return inPlace ? 0 : Math.multiplyExact(roundItems * roundSegments * panels, panelFloats());
  }

  int rowFloats() {
    return packA ? Math.ceilDiv(tiles, rowBlocks) * (tileRows + 1) * length : 0;
  }

  /// Floats that each worker has to itself: a block of A, and a ragged panel of B.
  int workerFloats() {
    return rowFloats() + (inPlace && ragged() ? panelFloats() : 0);
  }

  int scratch(int workers) {
    return Math.addExact(packedFloats(), Math.multiplyExact(workers, workerFloats()));
  }
}
