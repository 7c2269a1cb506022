package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.Tensor;
import java.util.List;

/// `x W_ih + b_ih` and `h W_hh + b_hh` of a cell with so many gates; all start uniform in
/// `+-1/sqrt(units)`, as in PyTorch.
record RecurrentWeights(
    Tensor fromInput, Tensor biasOfInput, Tensor fromState, Tensor biasOfState) {
  static RecurrentWeights of(Scope s, int channels, int units, int gates) {
    Initializer start = Initializer.FanInUniform.ofFan(units);
    Shape bias = Shape.of(gates * units);
    return new RecurrentWeights(
        s.param("weight_ih", Shape.of(channels, gates * units), start),
        s.param("bias_ih", bias, start),
        s.param("weight_hh", Shape.of(units, gates * units), start),
        s.param("bias_hh", bias, start));
  }

  /// What a cell makes of a step's input and the states before.
  interface Next {
    List<Tensor> states(Tensor input, List<Tensor> before);
  }

  /// A cell at work with these weights.
  Cell.Step step(Next next) {
    return new Cell.Step() {
      @Override
      public Tensor inputs(Tensor x) {
        return x.matmul(fromInput).add(biasOfInput);
      }

      @Override
      public List<Tensor> next(Tensor input, List<Tensor> states) {
        return next.states(input, states);
      }
    };
  }

  Tensor state(Tensor h) {
    return h.matmul(fromState).add(biasOfState);
  }

  /// Gate number `index` of `[n, gates*units]`.
  static Tensor gate(Tensor all, int index, int units) {
    return all.slice(1, index * units, (index + 1) * units);
  }
}
