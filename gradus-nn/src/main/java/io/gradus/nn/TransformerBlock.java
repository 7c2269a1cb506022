package io.gradus.nn;

import io.gradus.Tensor;
import io.gradus.op.Elementwise;
import io.gradus.op.Gelu;
import org.jspecify.annotations.Nullable;

/// Attention, then two dense layers for every step by itself, each added to what goes through: `x =
/// x + attention(norm1(x)); y = x + down(f(up(norm2(x))))`, or with the norms after the sums
/// (Vaswani et al. 2017, section 3.1; norms first as in Radford et al. 2019).
///
/// x and y `[n, time, width]`. With causal attention it is a block of a decoder such as GPT,
/// without one of an encoder. Given a memory it asks that too, between the two (`cross`, `norm3`).
///
/// @param attention how steps ask each other
/// @param inner width between the two dense layers
/// @param activation f
/// @param norm each norm
/// @param normFirst whether the norms come before their parts
/// @param dropout the share dropped of what each part adds
/// @param start how the weights of `up` start; biases start at zero
/// @param end how those of `down` start
public record TransformerBlock(
    MultiHeadAttention attention,
    int inner,
    Elementwise.Unary activation,
    Layer norm,
    boolean normFirst,
    double dropout,
    Initializer start,
    Initializer end)
    implements Layer {
  /// Checks width and dropout.
  ///
  /// @throws IllegalArgumentException if the inner width is less than 1, or dropout not in `[0, 1)`
  public TransformerBlock {
    if (inner < 1 || !(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "TransformerBlock takes an inner width of 1 or more and a dropout in [0, 1), got %d and %s"
              .formatted(inner, dropout));
    }
  }

  /// GELU, layer norms first, no dropout.
  public TransformerBlock(MultiHeadAttention attention, int inner) {
    this(
        attention,
        inner,
        new Gelu(),
        new LayerNorm(),
        true,
        0,
        attention.start(),
        attention.start());
  }

  /// The same with the norms after the sums, as in the paper.
  public TransformerBlock normLast() {
    return new TransformerBlock(attention, inner, activation, norm, false, dropout, start, end);
  }

  /// The same that drops a share of what each part adds, while training.
  public TransformerBlock dropping(double rate) {
    return new TransformerBlock(attention, inner, activation, norm, normFirst, rate, start, end);
  }

  /// The same with other norms.
  public TransformerBlock norm(Layer other) {
    return new TransformerBlock(
        attention, inner, activation, other, normFirst, dropout, start, end);
  }

  /// The same with another activation.
  public TransformerBlock activation(Elementwise.Unary other) {
    return new TransformerBlock(attention, inner, other, norm, normFirst, dropout, start, end);
  }

  /// The same with a `down` that starts otherwise.
  public TransformerBlock ending(Initializer initializer) {
    return new TransformerBlock(
        attention, inner, activation, norm, normFirst, dropout, start, initializer);
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    return forward(s, x, (Tensor) null);
  }

  /// The block for sequences with padding.
  ///
  /// @param keep 1 for steps that count and 0 for padding, `[n, time]`; null if all count
  public Tensor forward(Scope s, Tensor x, @Nullable Tensor keep) {
    return dense(s, own(s, x, keep));
  }

  /// The block of a decoder that also asks what an encoder made of another sequence.
  ///
  /// @param memory the encoder's output, `[n, steps, width]`
  /// @param keep 1 for the steps of memory that count and 0 for padding, `[n, steps]`; null if all
  ///   count
  public Tensor forward(Scope s, Tensor x, Tensor memory, @Nullable Tensor keep) {
    MultiHeadAttention open =
        new MultiHeadAttention(
            attention.heads(),
            attention.groups(),
            false,
            attention.bias(),
            attention.start(),
            attention.end(),
            null);
    Tensor y = own(s, x, null);
    return dense(s, part(s, "cross", "norm3", y, (t, z) -> open.forward(t, z, memory, keep)));
  }

  private Tensor own(Scope s, Tensor x, @Nullable Tensor keep) {
    Layer layer = keep == null ? attention : (t, z) -> attention.forward(t, z, z, keep);
    return part(s, "attention", "norm1", x, layer);
  }

  private Tensor dense(Scope s, Tensor x) {
    int width = x.shape().length(-1);
    Dense up = new Dense(inner, true, start, new Initializer.Zeros());
    Dense back = new Dense(width, true, end, new Initializer.Zeros());
    return part(
        s,
        "dense",
        "norm2",
        x,
        (t, z) -> t.call("down", back, t.call("up", up, z).map(activation)));
  }

  private Tensor part(Scope s, String name, String normed, Tensor x, Layer layer) {
    Tensor z = normFirst ? s.call(normed, norm, x) : x;
    Tensor change = s.call(name, layer, z);
    Tensor y =
        x.add(dropout == 0 ? change : s.call(name + "Dropout", new Dropout(dropout), change));
    return normFirst ? y : s.call(normed, norm, y);
  }
}
