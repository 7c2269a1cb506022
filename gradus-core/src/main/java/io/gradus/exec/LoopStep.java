package io.gradus.exec;

import io.gradus.Shape;
import io.gradus.op.ArrayLoop;
import java.util.List;

/// An op given as one loop over arrays, whose chunks are shared out.
final class LoopStep implements Step {
  private final Engine engine;
  private final List<Slot> in;
  private final int chunks;
  private final Workers.Task task;

  LoopStep(Engine engine, ArrayLoop loop, List<Slot> in, Slot out) {
    this.engine = engine;
    this.in = List.copyOf(in);
    List<Shape> shapes = in.stream().map(slot -> slot.shape).toList();
    this.chunks = out.shape.size() == 0 ? 0 : loop.chunks(shapes, out.shape);
    this.task = (chunk, worker) -> loop.run(this.in, out, chunk);
  }

  @Override
  public void run(long step, long sample) {
    engine.workers().run(chunks, task);
  }
}
