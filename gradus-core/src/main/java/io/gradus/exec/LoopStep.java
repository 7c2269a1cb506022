package io.gradus.exec;

import io.gradus.op.ArrayLoop;
import java.util.List;

/// An op given as one loop over arrays, whose chunks are shared out.
final class LoopStep implements Step {
  private final Engine engine;
  private final int chunks;
  private final Workers.Task task;

  LoopStep(Engine engine, ArrayLoop op, List<Slot> in, Slot out) {
    this.engine = engine;
    List<Slot> operands = List.copyOf(in);
    ArrayLoop.Loop loop = op.loop(operands.stream().map(slot -> slot.shape).toList(), out.shape);
    chunks = out.shape.size() == 0 ? 0 : loop.chunks();
    ArrayLoop.Body body = loop.body();
    task = (chunk, worker) -> body.run(operands, out, chunk);
  }

  @Override
  public void run(long step, long sample) {
    engine.workers().run(chunks, task);
  }
}
