package io.gradus.exec;

import io.gradus.op.Sampling;

/// Draws random numbers, each from its own counter.
final class SampleStep implements Step {
  private static final int CHUNK = 4_096;

  private final Engine engine;
  private final Sampling op;
  private final Slot output;
  private final int rows;
  private final int width;
  private final Workers.Task task = this::chunk;
  private long step;
  private long sample;

  SampleStep(Engine engine, Sampling op, Slot output) {
    this.engine = engine;
    this.op = op;
    this.output = output;
    this.rows = rows(output.shape);
    this.width = rows == 0 ? 0 : output.shape.size() / rows;
  }

  /// The first axis counts samples when there is more than one axis.
  static int rows(io.gradus.Shape shape) {
    return shape.rank() > 1 ? shape.length(0) : shape.size() == 0 ? 0 : 1;
  }

  @Override
  public void run(long step, long sample) {
    this.step = step;
    this.sample = sample;
    engine.workers().run(Math.ceilDiv(output.shape.size(), CHUNK), task);
  }

  private void chunk(int chunk, int worker) {
    int end = Math.min(output.shape.size(), (chunk + 1) * CHUNK);
    for (int i = chunk * CHUNK; i < end; i++) {
      output.floats[output.offset + i] = op.draw(step, sample + i / width, i % width);
    }
  }
}
