package io.gradus.exec;

import io.gradus.Shape;
import io.gradus.op.View;
import java.util.Arrays;
import java.util.List;

/// An op given as one plain loop over views: indexing, and a user's own.
final class ViewStep implements Step {
  /// The loop.
  interface Loop {
    void forward(List<View> in, List<Shape> shapes, View out, Shape shape);
  }

  private final Loop loop;
  private final List<View> in;
  private final List<Shape> shapes;
  private final Slot output;
  private final View out;

  ViewStep(Loop loop, List<Slot> inputs, Slot output) {
    this.loop = loop;
    this.in = inputs.stream().map(Slot::view).toList();
    this.shapes = inputs.stream().map(slot -> slot.shape).toList();
    this.output = output;
    this.out = output.view();
  }

  @Override
  public void run(long step, long sample) {
    if (output.floats.length > 0) {
      Arrays.fill(output.floats, output.offset, output.offset + output.shape.size(), 0f);
    }
    if (output.ints.length > 0) {
      Arrays.fill(output.ints, output.offset, output.offset + output.shape.size(), 0);
    }
    loop.forward(in, shapes, out, output.shape);
  }
}
