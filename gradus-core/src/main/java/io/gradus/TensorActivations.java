package io.gradus;

import io.gradus.op.*;
import java.util.List;

/// The activations of the neurons of a network, as methods of a tensor.
abstract sealed class TensorActivations extends TensorArithmetic permits TensorReductions {
  /// `op(x)`: any activation or other elementwise op of one operand, one's own too.
  public Tensor map(Elementwise.Unary op) {
    return unary(
        Arguments.present(op, "map", "an elementwise op of one operand", "try new Relu()"));
  }

  /// `max(x, 0)`; slope 0 at 0.
  public Tensor relu() {
    return unary(new Relu());
  }

  /// `1 / (1 + e^-x)`, in (0, 1).
  public Tensor sigmoid() {
    return unary(new Sigmoid());
  }

  /// `(e^x - e^-x) / (e^x + e^-x)`, in (-1, 1).
  public Tensor tanh() {
    return unary(new Tanh());
  }

  /// `x * Phi(x)` with the normal distribution's Phi, by the error function (Hendrycks and Gimpel
  /// 2016).
  public Tensor gelu() {
    return unary(new Gelu());
  }

  /// `x * sigmoid(x)`, also called swish.
  public Tensor silu() {
    return unary(new Silu());
  }

  /// `ln(1 + e^x)`, a smooth ReLU.
  public Tensor softplus() {
    return unary(new Softplus());
  }

  /// `x` where positive, else `alpha * x`.
  public Tensor leakyRelu(double alpha) {
    return unary(new LeakyRelu(alpha));
  }

  /// `x` where positive, else `alpha * (e^x - 1)`.
  public Tensor elu(double alpha) {
    return unary(new Elu(alpha));
  }

  /// `x` where positive, else `slope * x` with a learned slope, which broadcasts.
  public Tensor prelu(Tensor slope) {
    return binary(new PRelu(), slope);
  }

  /// `e^x_i / sum_j e^x_j` along an axis: positive numbers that sum to 1, of the same shape.
  public Tensor softmax(int axis) {
    return Tensor.apply(new Softmax(shape().axis(axis)), List.of(self()));
  }

  /// `x_i - ln sum_j e^x_j` along an axis: the logarithm of softmax without its rounding to 0.
  public Tensor logSoftmax(int axis) {
    return Tensor.apply(new LogSoftmax(shape().axis(axis)), List.of(self()));
  }

  /// `softmax(q k^T / sqrt(d)) v`, this tensor being the queries `[.., t, d]`: for each query a
  /// mean of the `values` `[.., s, e]`, weighted by how well their `keys` `[.., s, d]` fit it
  /// (Vaswani et al. 2017, eq. 1); shape `[.., t, e]`, first axes broadcast.
  ///
  /// @throws ShapeException if the last axes of queries and keys differ, or keys and values in
  ///   number
  public Tensor attention(Tensor keys, Tensor values) {
    return attention(new Attention(false), keys, values);
  }

  /// Attention in which query i sees keys 0 to `i + s - t` only: none that comes later.
  ///
  /// @throws ShapeException as in [#attention], and if there are fewer keys than queries
  public Tensor causalAttention(Tensor keys, Tensor values) {
    return attention(new Attention(true), keys, values);
  }

  private Tensor attention(Attention op, Tensor keys, Tensor values) {
    return Tensor.apply(
        op,
        List.of(
            self(), Arguments.tensor(keys, "attention"), Arguments.tensor(values, "attention")));
  }
}
