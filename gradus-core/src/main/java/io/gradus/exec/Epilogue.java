package io.gradus.exec;

import io.gradus.Shape;
import io.gradus.expr.Expr;
import io.gradus.kernel.Access;
import io.gradus.kernel.ElementwiseKernel;
import io.gradus.kernel.ElementwiseSpec;
import io.gradus.kernel.Gemm;
import java.util.ArrayList;
import java.util.List;

/// A fused elementwise chain applied to each stretch of a product's row while it is still in cache.
final class Epilogue implements Gemm.RowPass {
  private static final float[] NO_ARGUMENTS = {};

  private final Slot[] inputs;
  private final Slot output;
  private final int[] columnStrides;
  private final int[][] rowStarts;
  private final int width;
  private final ElementwiseKernel kernel;
  private final float[][] in;
  private final float[][] out = new float[1][];
  private final int[][] inOffsets;
  private final int[][] outOffsets;

  /// @param inputs the operands of `expr`; the product itself is among them as the output slot
  Epilogue(Engine engine, Expr expr, List<Slot> inputs, Slot output) {
    this.inputs = inputs.toArray(Slot[]::new);
    this.output = output;
    Shape shape = output.shape;
    this.width = shape.length(-1);
    int rows = width == 0 ? 0 : shape.size() / width;
    columnStrides = new int[this.inputs.length];
    rowStarts = new int[this.inputs.length][];
    List<Access> access = new ArrayList<>();
    for (int k = 0; k < this.inputs.length; k++) {
      int[] strides = this.inputs[k].shape.stridesFor(shape);
      columnStrides[k] = strides[strides.length - 1];
      access.add(Access.of(columnStrides[k]));
      rowStarts[k] = starts(shape, strides, rows);
    }
    kernel = engine.kernels().elementwise(new ElementwiseSpec(List.of(expr), access, 0));
    in = new float[this.inputs.length][];
    inOffsets = new int[engine.workers().count()][this.inputs.length];
    outOffsets = new int[engine.workers().count()][1];
  }

  private static int[] starts(Shape shape, int[] strides, int rows) {
    int[] starts = new int[rows];
    for (int row = 0; row < rows; row++) {
      int rest = row;
      for (int axis = shape.rank() - 2; axis >= 0; axis--) {
        starts[row] += rest % shape.length(axis) * strides[axis];
        rest /= shape.length(axis);
      }
    }
    return starts;
  }

  void begin() {
    for (int k = 0; k < inputs.length; k++) {
      in[k] = inputs[k].floats;
    }
    out[0] = output.floats;
  }

  @Override
  public void apply(int row, int column, int count, int worker) {
    int[] offsets = inOffsets[worker];
    for (int k = 0; k < offsets.length; k++) {
      offsets[k] = inputs[k].offset + rowStarts[k][row] + column * columnStrides[k];
    }
    outOffsets[worker][0] = output.offset + row * width + column;
    kernel.run(in, offsets, columnStrides, out, outOffsets[worker], NO_ARGUMENTS, count);
  }
}
