package io.gradus.nn;

import io.gradus.Tensor;
import java.util.List;

/// `h' = (1 - z) n + z h` with the gates `r = sigmoid(x W_ir + b_ir + h W_hr + b_hr)`, `z`
/// likewise, and `n = tanh(x W_in + b_in + r (h W_hn + b_hn))` (Cho et al. 2014, with the reset
/// after the product as in PyTorch).
///
/// x `[n, channels]`, h `[n, units]`; the weights hold the gates r, z, n side by side: W_ih
/// `[channels, 3*units]`, W_hh `[units, 3*units]`.
public record GruCell(int units) implements Cell {
  /// Checks that there is a unit.
  ///
  /// @throws IllegalArgumentException if `units` is less than 1
  public GruCell {
    if (units < 1) {
      throw new IllegalArgumentException("GruCell needs at least 1 unit, got " + units);
    }
  }

  @Override
  public int states() {
    return 1;
  }

  @Override
  public Step in(Scope s, int channels) {
    RecurrentWeights weights = RecurrentWeights.of(s, channels, units, 3);
    return weights.step((input, states) -> {
      Tensor h = states.getFirst();
      Tensor own = weights.state(h);
      Tensor reset = gate(input, 0).add(gate(own, 0)).sigmoid();
      Tensor update = gate(input, 1).add(gate(own, 1)).sigmoid();
      Tensor fresh = gate(input, 2).add(reset.multiply(gate(own, 2))).tanh();
      return List.of(fresh.add(update.multiply(h.subtract(fresh))));
    });
  }

  private Tensor gate(Tensor all, int index) {
    return RecurrentWeights.gate(all, index, units);
  }
}
