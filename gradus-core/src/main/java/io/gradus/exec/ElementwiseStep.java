package io.gradus.exec;

import io.gradus.Shape;
import io.gradus.expr.Expr;
import io.gradus.kernel.Access;
import io.gradus.kernel.ElementwiseKernel;
import io.gradus.kernel.ElementwiseSpec;
import java.util.ArrayList;
import java.util.List;

/// A fused chain of elementwise ops: one kernel over the merged loops, in chunks of about [#CHUNK]
/// elements.
final class ElementwiseStep implements Step {
  private static final int CHUNK = 16_384;
  private static final float[] NO_ARGUMENTS = {};

  private final Engine engine;
  private final Slot[] inputs;
  private final Slot output;
  private final Nest nest;
  private final ElementwiseKernel kernel;
  private final int chunks;
  private final int rowsPerChunk;
  private final int columns;
  private final float[][] in;
  private final float[][] out = new float[1][];
  private final int[][] inOffsets;
  private final int[][] outOffsets;
  private final int[] inStrides;
  private final Workers.Task task = this::chunk;

  ElementwiseStep(Engine engine, Expr expr, List<Slot> inputs, Slot output) {
    this.engine = engine;
    this.inputs = inputs.toArray(Slot[]::new);
    this.output = output;
    Shape shape = output.shape;
    List<int[]> strides = new ArrayList<>();
    inputs.forEach(slot -> strides.add(slot.shape.stridesFor(shape)));
    strides.add(shape.strides());
    this.nest = Nest.of(shape, strides);
    List<Access> access = new ArrayList<>();
    inStrides = new int[this.inputs.length];
    for (int k = 0; k < this.inputs.length; k++) {
      access.add(nest.access(k));
      inStrides[k] = nest.innerStride(k);
    }
    this.kernel = engine.kernels().elementwise(new ElementwiseSpec(List.of(expr), access, 0));
    int outer = nest.outer();
    if (outer == 1) {
      columns = CHUNK;
      rowsPerChunk = 1;
      chunks = shape.size() == 0 ? 0 : Math.ceilDiv(nest.inner(), CHUNK);
    } else {
      columns = nest.inner();
      rowsPerChunk = Math.max(1, CHUNK / Math.max(1, nest.inner()));
      chunks = shape.size() == 0 ? 0 : Math.ceilDiv(outer, rowsPerChunk);
    }
    in = new float[this.inputs.length][];
    inOffsets = new int[engine.workers().count()][this.inputs.length];
    outOffsets = new int[engine.workers().count()][1];
  }

  @Override
  public void run(long step, long sample) {
    for (int k = 0; k < inputs.length; k++) {
      in[k] = inputs[k].floats;
    }
    out[0] = output.floats;
    engine.workers().run(chunks, task);
  }

  private void chunk(int chunk, int worker) {
    int[] offsets = inOffsets[worker];
    int[] to = outOffsets[worker];
    if (nest.rank() == 1) {
      int first = chunk * columns;
      for (int k = 0; k < offsets.length; k++) {
        offsets[k] = inputs[k].offset + first * inStrides[k];
      }
      to[0] = output.offset + first;
      kernel.run(
          in, offsets, inStrides, out, to, NO_ARGUMENTS, Math.min(columns, nest.inner() - first));
      return;
    }
    int end = Math.min(nest.outer(), (chunk + 1) * rowsPerChunk);
    for (int row = chunk * rowsPerChunk; row < end; row++) {
      for (int k = 0; k < offsets.length; k++) {
        offsets[k] = inputs[k].offset + nest.start(k, row);
      }
      to[0] = output.offset + nest.start(inputs.length, row);
      kernel.run(in, offsets, inStrides, out, to, NO_ARGUMENTS, columns);
    }
  }
}
