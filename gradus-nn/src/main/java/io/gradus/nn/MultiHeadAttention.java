package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.op.Attention;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Every head asks and answers in its own part of the width: `y = concat(head_1, ..) W_out` with
/// `head_i = softmax(q_i k_i^T / sqrt(d)) v_i` (Vaswani et al. 2017, section 3.2.2).
///
/// x and y `[n, time, width]`; `query`, `key`, `value` and `out` are [Dense] layers. With fewer
/// `groups` than heads several heads share keys and values (Ainslie et al. 2023).
///
/// @param heads how many heads; they divide the width
/// @param groups how many different keys and values there are; they divide the heads
/// @param causal whether each step sees only itself and those before
/// @param bias whether the four dense layers have one
/// @param start how the weights of the first three start; biases start at zero
/// @param end how those of `out` start
/// @param rotary turns queries and keys by their place; null for no turning
public record MultiHeadAttention(
    int heads,
    int groups,
    boolean causal,
    boolean bias,
    Initializer start,
    Initializer end,
    @Nullable Rotary rotary)
    implements Layer {
  private static final Initializer GLOROT = new Initializer.GlorotUniform(1);

  /// Checks the numbers of heads.
  ///
  /// @throws IllegalArgumentException if there is no head, or the groups do not divide them
  public MultiHeadAttention {
    if (heads < 1 || groups < 1 || heads % groups != 0) {
      throw new IllegalArgumentException(
          "MultiHeadAttention takes 1 head or more in groups that divide them, got %d heads in %d groups"
              .formatted(heads, groups));
    }
  }

  /// So many heads that see the whole sequence; weights start Glorot-uniform.
  public MultiHeadAttention(int heads) {
    this(heads, heads, false, true, GLOROT, GLOROT, null);
  }

  /// The same, each step seeing only itself and those before.
  public MultiHeadAttention causally() {
    return new MultiHeadAttention(heads, groups, true, bias, start, end, rotary);
  }

  /// The same with so many different keys and values.
  public MultiHeadAttention groups(int count) {
    return new MultiHeadAttention(heads, count, causal, bias, start, end, rotary);
  }

  /// The same with queries and keys turned by their place.
  public MultiHeadAttention rotary(Rotary positions) {
    return new MultiHeadAttention(heads, groups, causal, bias, start, end, positions);
  }

  /// The same without biases.
  public MultiHeadAttention withoutBias() {
    return new MultiHeadAttention(heads, groups, causal, false, start, end, rotary);
  }

  /// The same whose weights start otherwise.
  public MultiHeadAttention starting(Initializer initializer) {
    return new MultiHeadAttention(heads, groups, causal, bias, initializer, initializer, rotary);
  }

  /// The same with an `out` that starts otherwise.
  public MultiHeadAttention ending(Initializer initializer) {
    return new MultiHeadAttention(heads, groups, causal, bias, start, initializer, rotary);
  }

  /// Each step asks all steps of its own sequence.
  @Override
  public Tensor forward(Scope s, Tensor x) {
    return forward(s, x, x, null);
  }

  /// Each step of `x` asks the steps of `memory` `[n, steps, width]`.
  ///
  /// @param keep 1 for the steps of memory that count and 0 for padding, `[n, steps]`; null if all
  ///   count
  /// @throws ShapeException if the heads do not divide the width, or the mask does not fit
  public Tensor forward(Scope s, Tensor x, Tensor memory, @Nullable Tensor keep) {
    check(x.shape(), memory.shape(), keep);
    int width = x.shape().length(-1);
    int size = width / heads;
    Tensor q = heads(s.call("query", dense(width, start), x), groups, heads / groups, size);
    Tensor k = heads(s.call("key", dense(groups * size, start), memory), groups, 1, size);
    Tensor v = heads(s.call("value", dense(groups * size, start), memory), groups, 1, size);
    if (rotary != null) {
      q = rotary.turn(s, q);
      k = rotary.turn(s, k);
    }
    Decoding decoding = s.decoding();
    Tensor mask =
        keep == null
            ? null
            : keep.reshape(memory.shape().length(0), 1, 1, 1, memory.shape().length(1));
    boolean cut = causal;
    if (decoding != null) {
      if (!causal || keep != null) {
        throw new ShapeException("sequences are continued by causal attention without a mask only");
      }
      k = decoding.append(s, "keys", k);
      v = decoding.append(s, "values", v);
      mask = decoding.seen().reshape(1, decoding.capacity());
      cut = false;
    }
    List<Tensor> operands = new ArrayList<>(List.of(q, k, v));
    if (mask != null) {
      operands.add(mask);
    }
    Tensor y = Tensor.apply(new Attention(cut), operands);
    Tensor joined = y.transpose(0, 3, 1, 2, 4).reshape(x.shape());
    return s.call("out", dense(width, end), joined);
  }

  private Dense dense(int units, Initializer weight) {
    return new Dense(units, bias, weight, new Initializer.Zeros());
  }

  /// `[n, time, groups * each * size]` as `[n, groups, each, time, size]`.
  private static Tensor heads(Tensor x, int groups, int each, int size) {
    int rows = x.shape().length(0);
    int steps = x.shape().length(1);
    return x.reshape(rows, steps, groups, each, size).transpose(0, 2, 3, 1, 4);
  }

  private void check(Shape x, Shape memory, @Nullable Tensor keep) {
    if (x.rank() != 3 || memory.rank() != 3 || x.length(0) != memory.length(0)) {
      throw new ShapeException(
          "MultiHeadAttention takes sequences [n, time, width], got " + x + " and " + memory);
    }
    if (x.length(2) % heads != 0) {
      throw new ShapeException(
          "%d heads do not divide the width %d of %s".formatted(heads, x.length(2), x));
    }
    if (keep != null && !keep.shape().equals(memory.slice(0, 2))) {
      throw new ShapeException(
          "the mask of sequences %s is %s, got %s"
              .formatted(memory, memory.slice(0, 2), keep.shape()));
    }
  }
}
