package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.Tensor;
import java.util.List;

/// `c' = f c + i g`, `h' = o tanh(c')` with the gates `i, f, o = sigmoid(x W + b + h U + b')` and
/// `g = tanh(..)` (Hochreiter and Schmidhuber 1997; the forget gate: Gers et al. 2000).
///
/// x `[n, channels]`, h and c `[n, units]`; the weights hold the gates i, f, g, o side by side, as
/// in PyTorch: W_ih `[channels, 4*units]`, W_hh `[units, 4*units]`.
///
/// @param peephole whether the gates see the cell, too: i and f its state before, o the one after,
///   each by a weight per unit (Gers et al. 2002, eq. 1-5)
public record LstmCell(int units, boolean peephole) implements Cell {
  /// Checks that there is a unit.
  ///
  /// @throws IllegalArgumentException if `units` is less than 1
  public LstmCell {
    if (units < 1) {
      throw new IllegalArgumentException("LstmCell needs at least 1 unit, got " + units);
    }
  }

  /// Without peepholes.
  public LstmCell(int units) {
    this(units, false);
  }

  @Override
  public int states() {
    return 2;
  }

  @Override
  public Step in(Scope s, int channels) {
    RecurrentWeights weights = RecurrentWeights.of(s, channels, units, 4);
    Initializer start = Initializer.FanInUniform.ofFan(units);
    List<Tensor> seen =
        peephole
            ? List.of(
                s.param("peephole_i", Shape.of(units), start),
                s.param("peephole_f", Shape.of(units), start),
                s.param("peephole_o", Shape.of(units), start))
            : List.of();
    return weights.step((input, states) -> {
      Tensor sums = input.add(weights.state(states.get(0)));
      Tensor before = states.get(1);
      Tensor in = seeing(seen, gate(sums, 0), 0, before).sigmoid();
      Tensor forget = seeing(seen, gate(sums, 1), 1, before).sigmoid();
      Tensor cell = forget.multiply(before).add(in.multiply(gate(sums, 2).tanh()));
      Tensor out = seeing(seen, gate(sums, 3), 2, cell).sigmoid();
      return List.of(out.multiply(cell.tanh()), cell);
    });
  }

  private static Tensor seeing(List<Tensor> peepholes, Tensor sum, int index, Tensor cell) {
    return peepholes.isEmpty() ? sum : sum.add(cell.multiply(peepholes.get(index)));
  }

  private Tensor gate(Tensor all, int index) {
    return RecurrentWeights.gate(all, index, units);
  }
}
