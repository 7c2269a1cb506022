package io.gradus.exec;

import io.gradus.op.Movement;
import java.util.Arrays;
import java.util.List;

/// Copies boxes between strided arrays, over zeros where nothing is copied.
final class CopyStep implements Step {
  private static final int CHUNK = 16_384;

  private final Engine engine;
  private final List<Movement.Box> boxes;
  private final Slot[] inputs;
  private final Slot output;
  private final boolean clear;
  private final Workers.Task task = this::chunk;
  private Movement.Box box;
  private int rowsPerChunk = 1;

  CopyStep(Engine engine, List<Movement.Box> boxes, List<Slot> inputs, Slot output) {
    this.engine = engine;
    this.boxes = boxes.stream().map(CopyStep::padded).toList();
    this.inputs = inputs.toArray(Slot[]::new);
    this.output = output;
    int covered = this.boxes.stream().mapToInt(Movement.Box::size).sum();
    this.clear = covered != output.shape.size();
    this.box =
        this.boxes.isEmpty()
            ? padded(new Movement.Box(0, 0, new int[0], 0, new int[0], new int[0]))
            : this.boxes.get(0);
  }

  private static Movement.Box padded(Movement.Box box) {
    if (box.lengths().length > 0) {
      return box;
    }
    return new Movement.Box(
        box.input(), box.fromOffset(), new int[] {1}, box.toOffset(), new int[] {1}, new int[] {1});
  }

  @Override
  public void run(long step, long sample) {
    if (clear) {
      Arrays.fill(output.floats, output.offset, output.offset + output.shape.size(), 0f);
    }
    for (int i = 0; i < boxes.size(); i++) {
      box = boxes.get(i);
      int rows = box.lengths()[0];
      int size = box.size();
      if (size > 0) {
        rowsPerChunk = Math.max(1, CHUNK / Math.max(1, size / rows));
        engine.workers().run(Math.ceilDiv(rows, rowsPerChunk), task);
      }
    }
  }

  private void chunk(int chunk, int worker) {
    Movement.Box b = box;
    int end = Math.min(b.lengths()[0], (chunk + 1) * rowsPerChunk);
    for (int row = chunk * rowsPerChunk; row < end; row++) {
      copy(
          b,
          1,
          inputs[b.input()].offset + b.fromOffset() + row * b.fromStrides()[0],
          output.offset + b.toOffset() + row * b.toStrides()[0]);
    }
  }

  private void copy(Movement.Box b, int axis, int from, int to) {
    float[] source = inputs[b.input()].floats;
    float[] target = output.floats;
    if (axis == b.lengths().length) {
      target[to] = source[from];
      return;
    }
    int length = b.lengths()[axis];
    int fromStep = b.fromStrides()[axis];
    int toStep = b.toStrides()[axis];
    if (axis < b.lengths().length - 1) {
      for (int i = 0; i < length; i++) {
        copy(b, axis + 1, from + i * fromStep, to + i * toStep);
      }
    } else if (fromStep == 1 && toStep == 1) {
      System.arraycopy(source, from, target, to, length);
    } else {
      for (int i = 0; i < length; i++) {
        target[to + i * toStep] = source[from + i * fromStep];
      }
    }
  }
}
