package io.gradus.exec;

import io.gradus.Shape;
import io.gradus.expr.Expr;
import io.gradus.kernel.Access;
import io.gradus.kernel.ElementwiseKernel;
import io.gradus.kernel.ElementwiseSpec;
import io.gradus.kernel.Fold;
import io.gradus.kernel.ReductionKernel;
import io.gradus.kernel.ReductionSpec;
import io.gradus.op.Reduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A reduction over `[outer, n, inner]` with a fused elementwise prologue.
///
/// Along the innermost axis (inner = 1) a row is folded in blocks of [#BLOCK] by sixteen lanes and
/// a tree; along an outer axis in ascending chains per [#BLOCK_ROWS] rows. The blocks' results are
/// folded in order. All of this depends on sizes only.
final class ReduceStep implements Step {
  private static final int BLOCK = 16_384;
  private static final int BLOCK_ROWS = 512;
  private static final int COLUMNS = 2_048;
  private static final int CHUNK = 16_384;
  private static final float[] NO_ARGUMENTS = {};
  private static final ReductionKernel NO_FOLD =
      (in, inOffset, inStride, arguments, n) -> {
        throw new IllegalStateException("not folded along the innermost axis");
      };
  private static final ElementwiseKernel NO_PASS =
      (in, inOffset, inStride, out, outOffset, arguments, n) -> {
        throw new IllegalStateException("not folded along an outer axis");
      };

  private final Engine engine;
  private final Fold fold;
  private final Slot[] inputs;
  private final Slot output;
  private final Slot scratch;
  private final int[][] strides;
  private final int outer;
  private final int n;
  private final int inner;
  private final int blocks;
  private final int columnBlocks;
  private final int rowsPerChunk;
  private final ReductionKernel along;
  private final ReductionKernel plain;
  private final ElementwiseKernel across;
  private final ElementwiseKernel join;
  private final float[][] in;
  private final float[][] acrossIn;
  private final float[][] target = new float[1][];
  private final float[][][] joinIn;
  private final int[] inStrides;
  private final int[][] offsets;
  private final int[][] outOffsets;
  private final Workers.Task task;
  private final Workers.Task joinTask;

  ReduceStep(
      Engine engine,
      Reduction op,
      Expr prologue,
      List<Slot> inputs,
      Shape shape,
      Slot output,
      Slot scratch) {
    this.engine = engine;
    this.fold = op.fold();
    this.inputs = inputs.toArray(Slot[]::new);
    this.output = output;
    this.scratch = scratch;
    this.outer = shape.slice(0, op.from()).size();
    this.n = shape.slice(op.from(), op.to()).size();
    this.inner = shape.slice(op.to(), shape.rank()).size();
    this.strides = this.inputs.length == 0 ? new int[0][] : strides(op, inputs, shape);
    this.blocks = blocks(n, inner);
    this.columnBlocks = Math.ceilDiv(inner, COLUMNS);
    int workers = engine.workers().count();
    List<Access> access = new ArrayList<>();
    int count = this.inputs.length;
    inStrides = new int[count + 1];
    for (int k = 0; k < count; k++) {
      inStrides[k] = inner == 1 ? strides[k][1] : strides[k][2];
      access.add(Access.of(inStrides[k]));
    }
    offsets = new int[workers][count + 1];
    outOffsets = new int[workers][1];
    in = new float[count][];
    acrossIn = new float[count + 1][];
    joinIn = new float[workers][2][];
    Expr x = Expr.input(0, "x");
    if (inner == 1) {
      along = engine.kernels().reduction(new ReductionSpec(fold, prologue, access, 0));
      plain =
          blocks > 1
              ? engine
                  .kernels()
                  .reduction(new ReductionSpec(fold, x, List.of(Access.CONTIGUOUS), 0))
              : NO_FOLD;
      across = NO_PASS;
      join = NO_PASS;
      rowsPerChunk = Math.max(1, CHUNK / Math.max(1, n));
      task = blocks > 1 ? this::alongBlock : this::alongRows;
      joinTask = this::joinAlong;
    } else {
      along = NO_FOLD;
      plain = NO_FOLD;
      access.add(Access.CONTIGUOUS);
      inStrides[count] = 1;
      Expr sum = combine(Expr.input(count, "acc"), prologue);
      across = engine.kernels().elementwise(new ElementwiseSpec(List.of(sum), access, 0));
      join =
          blocks > 1
              ? engine
                  .kernels()
                  .elementwise(
                      new ElementwiseSpec(
                          List.of(combine(x, Expr.input(1, "y"))),
                          List.of(Access.CONTIGUOUS, Access.CONTIGUOUS),
                          0))
              : NO_PASS;
      rowsPerChunk = Math.max(1, CHUNK / Math.max(1, n * inner));
      task = blocks > 1 ? this::acrossBlock : this::acrossRows;
      joinTask = this::joinAcross;
    }
  }

  private Expr combine(Expr a, Expr b) {
    return switch (fold) {
      case SUM -> a.plus(b);
      case PRODUCT -> a.times(b);
      case MAX -> a.max(b);
      case MIN -> a.min(b);
    };
  }

  private static int blocks(int n, int inner) {
    return Math.max(1, Math.ceilDiv(n, inner == 1 ? BLOCK : BLOCK_ROWS));
  }

  /// Floats of scratch memory for a reduction of this shape.
  static int scratch(Reduction op, Shape shape) {
    int n = shape.slice(op.from(), op.to()).size();
    int inner = shape.slice(op.to(), shape.rank()).size();
    int blocks = blocks(n, inner);
    return blocks == 1 ? 0 : shape.slice(0, op.from()).size() * blocks * inner;
  }

  /// Whether every operand walks `[outer, n, inner]` with one step per axis, so that it can be read
  /// in place.
  static boolean fits(Reduction op, List<Shape> operands, Shape shape) {
    for (Shape operand : operands) {
      int[] own = operand.stridesFor(shape);
      if (!single(own, shape, 0, op.from())
          || !single(own, shape, op.from(), op.to())
          || !single(own, shape, op.to(), shape.rank())) {
        return false;
      }
    }
    return true;
  }

  private static boolean single(int[] strides, Shape shape, int from, int to) {
    return step(strides, shape, from, to) != Integer.MIN_VALUE;
  }

  /// The one step with which axes `[from, to)` are walked, or `MIN_VALUE`.
  private static int step(int[] strides, Shape shape, int from, int to) {
    int step = 0;
    int expected = 0;
    boolean first = true;
    for (int axis = to - 1; axis >= from; axis--) {
      if (shape.length(axis) == 1) {
        continue;
      }
      if (first) {
        step = strides[axis];
        first = false;
      } else if (strides[axis] != expected) {
        return Integer.MIN_VALUE;
      }
      expected = strides[axis] * shape.length(axis);
    }
    return step;
  }

  private static int[][] strides(Reduction op, List<Slot> inputs, Shape shape) {
    int[][] result = new int[inputs.size()][];
    for (int k = 0; k < result.length; k++) {
      int[] own = inputs.get(k).shape.stridesFor(shape);
      result[k] =
          new int[] {
            step(own, shape, 0, op.from()),
            step(own, shape, op.from(), op.to()),
            step(own, shape, op.to(), shape.rank())
          };
    }
    return result;
  }

  @Override
  public void run(long step, long sample) {
    for (int k = 0; k < inputs.length; k++) {
      in[k] = inputs[k].floats;
      acrossIn[k] = inputs[k].floats;
    }
    if (blocks == 1) {
      acrossIn[inputs.length] = output.floats;
      target[0] = output.floats;
      int tasks =
          inner == 1
              ? Math.ceilDiv(outer, rowsPerChunk)
              : Math.ceilDiv(outer, rowsPerChunk) * columnBlocks;
      engine.workers().run(tasks, task);
    } else {
      acrossIn[inputs.length] = scratch.floats;
      target[0] = scratch.floats;
      engine.workers().run(outer * blocks * columnBlocks, task);
      engine.workers().run(outer * columnBlocks, joinTask);
    }
  }

  private void locate(int[] at, int o, int row, int column) {
    for (int k = 0; k < inputs.length; k++) {
      at[k] = inputs[k].offset + o * strides[k][0] + row * strides[k][1] + column * strides[k][2];
    }
  }

  private void alongRows(int chunk, int worker) {
    int end = Math.min(outer, (chunk + 1) * rowsPerChunk);
    for (int o = chunk * rowsPerChunk; o < end; o++) {
      locate(offsets[worker], o, 0, 0);
      output.floats[output.offset + o] = along.run(in, offsets[worker], inStrides, NO_ARGUMENTS, n);
    }
  }

  private void alongBlock(int chunk, int worker) {
    int o = chunk / blocks;
    int first = chunk % blocks * BLOCK;
    locate(offsets[worker], o, first, 0);
    scratch.floats[scratch.offset + chunk] =
        along.run(in, offsets[worker], inStrides, NO_ARGUMENTS, Math.min(BLOCK, n - first));
  }

  private void joinAlong(int o, int worker) {
    offsets[worker][0] = scratch.offset + o * blocks;
    joinIn[worker][0] = scratch.floats;
    output.floats[output.offset + o] =
        plain.run(joinIn[worker], offsets[worker], inStrides, NO_ARGUMENTS, blocks);
  }

  private void acrossRows(int chunk, int worker) {
    int rows = chunk / columnBlocks;
    int column = chunk % columnBlocks * COLUMNS;
    int end = Math.min(outer, (rows + 1) * rowsPerChunk);
    for (int o = rows * rowsPerChunk; o < end; o++) {
      accumulate(o, 0, n, column, output.offset + o * inner + column, worker);
    }
  }

  private void acrossBlock(int chunk, int worker) {
    int column = chunk % columnBlocks * COLUMNS;
    int part = chunk / columnBlocks;
    int first = part % blocks * BLOCK_ROWS;
    accumulate(
        part / blocks,
        first,
        Math.min(n, first + BLOCK_ROWS),
        column,
        scratch.offset + part * inner + column,
        worker);
  }

  private void accumulate(int o, int from, int to, int column, int at, int worker) {
    int width = Math.min(COLUMNS, inner - column);
    Arrays.fill(target[0], at, at + width, fold.identity());
    int[] reading = offsets[worker];
    int[] writing = outOffsets[worker];
    for (int row = from; row < to; row++) {
      locate(reading, o, row, column);
      reading[inputs.length] = at;
      writing[0] = at;
      across.run(acrossIn, reading, inStrides, target, writing, NO_ARGUMENTS, width);
    }
  }

  private void joinAcross(int chunk, int worker) {
    int o = chunk / columnBlocks;
    int column = chunk % columnBlocks * COLUMNS;
    int width = Math.min(COLUMNS, inner - column);
    int first = scratch.offset + o * blocks * inner + column;
    int[] reading = offsets[worker];
    for (int block = 1; block < blocks; block++) {
      joinIn[worker][0] = scratch.floats;
      joinIn[worker][1] = scratch.floats;
      int[] two = reading.length >= 2 ? reading : new int[2];
      two[0] = first;
      two[1] = first + block * inner;
      outOffsets[worker][0] = first;
      join.run(joinIn[worker], two, inStrides, target, outOffsets[worker], NO_ARGUMENTS, width);
    }
    System.arraycopy(
        scratch.floats, first, output.floats, output.offset + o * inner + column, width);
  }
}
