package io.gradus.nn;

import io.gradus.op.Elementwise;
import io.gradus.op.Tanh;
import java.util.List;

/// `h' = f(x W_ih + b_ih + h W_hh + b_hh)` (Elman 1990).
///
/// x `[n, channels]`, h `[n, units]`, W_ih `[channels, units]`, W_hh `[units, units]`.
public record RnnCell(int units, Elementwise.Unary function) implements Cell {
  /// Checks that there is a unit.
  ///
  /// @throws IllegalArgumentException if `units` is less than 1
  public RnnCell {
    if (units < 1) {
      throw new IllegalArgumentException("RnnCell needs at least 1 unit, got " + units);
    }
  }

  /// With tanh.
  public RnnCell(int units) {
    this(units, new Tanh());
  }

  @Override
  public int states() {
    return 1;
  }

  @Override
  public Step in(Scope s, int channels) {
    RecurrentWeights weights = RecurrentWeights.of(s, channels, units, 1);
    return weights.step(
        (input, states) -> List.of(input.add(weights.state(states.getFirst())).map(function)));
  }
}
