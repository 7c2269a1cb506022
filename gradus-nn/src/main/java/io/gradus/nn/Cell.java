package io.gradus.nn;

import io.gradus.Tensor;
import java.util.List;

/// What a [Recurrent] layer does at each step of a sequence: from the input and the state before to
/// the state after.
public interface Cell {
  /// How many numbers a state has.
  int units();

  /// How many states there are: the first is what the cell gives, others it keeps to itself.
  int states();

  /// The cell with its parameters, for inputs of `channels` numbers.
  Step in(Scope s, int channels);

  /// A cell at work.
  interface Step {
    /// What the inputs contribute, for all steps at once: x `[n, time, channels]`, result `[n,
    /// time, any]`.
    Tensor inputs(Tensor x);

    /// The states after a step.
    ///
    /// @param input the step's part of what [#inputs] gave, `[n, any]`
    /// @param states each `[n, units]`
    List<Tensor> next(Tensor input, List<Tensor> states);
  }
}
