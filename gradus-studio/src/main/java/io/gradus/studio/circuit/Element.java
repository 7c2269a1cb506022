package io.gradus.studio.circuit;

import io.gradus.op.Elementwise;
import java.util.List;

/// An input or a gate of a circuit; it puts out one number.
///
/// Ids count from 0, operands before users.
sealed interface Element {
  int id();

  /// What texts call its output: `x`, `q`, `g3`.
  String symbol();

  /// A number that the user sets.
  ///
  /// @param start the value given in the text, or NaN
  record Source(int id, String symbol, double start) implements Element {}

  /// An op applied to the outputs of other elements.
  ///
  /// @param label what is written in the gate, such as `+`
  /// @param group the id of the group that it belongs to, or empty
  record Gate(
      int id, String symbol, String label, Elementwise op, List<Integer> operands, String group)
      implements Element {
    public Gate {
      operands = List.copyOf(operands);
    }
  }
}
