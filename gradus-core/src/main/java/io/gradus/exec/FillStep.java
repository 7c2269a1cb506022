package io.gradus.exec;

import java.util.Arrays;

/// The same number everywhere.
record FillStep(Slot output, float number) implements Step {
  @Override
  public void run(long step, long sample) {
    Arrays.fill(output.floats, output.offset, output.offset + output.shape.size(), number);
  }
}
