package io.gradus.exec;

import io.gradus.Shape;
import io.gradus.kernel.Gemm;
import io.gradus.kernel.GemmSpec;
import org.jspecify.annotations.Nullable;

/// A matrix product, batched or not, with an optional epilogue on each finished stretch of a row.
final class GemmStep implements Step {
  private final Engine engine;
  private final Gemm gemm;
  private final Slot a;
  private final Slot b;
  private final Slot c;
  private final Slot scratch;
  private final int[] aBatch;
  private final int[] bBatch;
  private final @Nullable Epilogue epilogue;

  GemmStep(
      Engine engine,
      GemmSpec spec,
      Gemm gemm,
      Slot a,
      Slot b,
      Slot c,
      Slot scratch,
      @Nullable Epilogue epilogue) {
    this.engine = engine;
    this.gemm = gemm;
    this.a = a;
    this.b = b;
    this.c = c;
    this.scratch = scratch;
    this.epilogue = epilogue;
    Shape batch = c.shape.slice(0, c.shape.rank() - 2);
    this.aBatch = offsets(a.shape, batch, spec.batch());
    this.bBatch = offsets(b.shape, batch, spec.batch());
  }

  /// Where each batch item of an operand begins.
  static int[] offsets(Shape operand, Shape batch, int count) {
    if (count == 1) {
      return new int[1];
    }
    Shape own = operand.slice(0, operand.rank() - 2);
    int matrix = operand.length(-1) * operand.length(-2);
    int[] strides = own.stridesFor(batch);
    int[] offsets = new int[count];
    for (int i = 0; i < count; i++) {
      int rest = i;
      for (int axis = batch.rank() - 1; axis >= 0; axis--) {
        offsets[i] += rest % batch.length(axis) * strides[axis] * matrix;
        rest /= batch.length(axis);
      }
    }
    return offsets;
  }

  @Override
  public void run(long step, long sample) {
    if (epilogue != null) {
      epilogue.begin();
    }
    gemm.run(
        engine.workers(),
        a.floats,
        a.offset,
        aBatch,
        b.floats,
        b.offset,
        bBatch,
        c.floats,
        c.offset,
        scratch.floats,
        scratch.offset,
        epilogue);
  }
}
