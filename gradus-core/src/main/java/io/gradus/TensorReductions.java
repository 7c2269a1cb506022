package io.gradus;

import io.gradus.graph.Apply;
import io.gradus.op.*;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Many numbers folded into few, as methods of a tensor: sums, extremes, norms.
///
/// Axes may be any, in any order; negative ones count from the end. They keep length 1, and no axes
/// means all of them, with a result of shape `[]`.
abstract sealed class TensorReductions extends TensorActivations permits TensorMovements {
  private interface Range {
    Op over(int from, int to);
  }

  /// The sum of all elements, shape `[]`.
  public Tensor sum() {
    return sum(new int[0]);
  }

  /// The sum along these axes, which keep length 1; of all, shape `[]`, without axes.
  public Tensor sum(int... axes) {
    return fold("sum", axes, Sum::new);
  }

  /// The mean of all elements, shape `[]`; NaN of nothing.
  public Tensor mean() {
    return mean(new int[0]);
  }

  /// The mean along these axes, which keep length 1; of all, shape `[]`, without axes. NaN of
  /// nothing.
  public Tensor mean(int... axes) {
    return fold("mean", axes, Sum::new).multiply(1.0 / count("mean", axes));
  }

  /// The largest along these axes, which keep length 1; of all, shape `[]`, without axes.
  ///
  /// NaN wins, and the largest of nothing is -infinity. Equal winners share the gradient evenly.
  public Tensor max(int... axes) {
    return extreme("max", axes, ReduceMax::new);
  }

  /// The least along these axes, which keep length 1; of all, shape `[]`, without axes.
  ///
  /// NaN wins, and the least of nothing is infinity. Equal winners share the gradient evenly.
  public Tensor min(int... axes) {
    return extreme("min", axes, ReduceMin::new);
  }

  /// The product along these axes, which keep length 1; of all, shape `[]`, without axes.
  public Tensor product(int... axes) {
    return fold("product", axes, Product::new);
  }

  /// `sum (x - mean x)^2 / (n - correction)` along these axes, which keep length 1; of all, shape
  /// `[]`, without axes.
  ///
  /// Correction 0 is the variance of these n numbers, 1 the estimate from a sample of them; NaN or
  /// infinite when n is not above it.
  public Tensor variance(int correction, int... axes) {
    Tensor deviation = self().subtract(mean(axes));
    return deviation.square().sum(axes).divide((double) count("variance", axes) - correction);
  }

  /// `sum |x|` along these axes, which keep length 1; of all, shape `[]`, without axes.
  public Tensor norm1(int... axes) {
    return abs().sum(axes);
  }

  /// `sqrt(sum x^2)` along these axes, which keep length 1; of all, shape `[]`, without axes. The
  /// gradient at zero is zero. Squares of numbers beyond 1.8e19 overflow, those below 2.6e-23 are
  /// 0.
  public Tensor norm2(int... axes) {
    Tensor squares = square().sum(axes);
    Tensor zero = squares.equal(0);
    return zero.where(Tensor.full(0), zero.where(Tensor.full(1), squares).sqrt());
  }

  /// `max |x|` along these axes, which keep length 1; of all, shape `[]`, without axes.
  public Tensor normInfinity(int... axes) {
    return abs().max(axes);
  }

  /// `ln sum e^x` along these axes, which keep length 1; of all, shape `[]`, without axes.
  ///
  /// It does not overflow, and is -infinity of nothing. The gradient is the softmax over these
  /// axes.
  public Tensor logSumExp(int... axes) {
    Together together = together("logSumExp", axes);
    return together.reduced(new LogSumExp(together.axis()));
  }

  /// The place of the largest number along these axes, which go; of all, shape `[]`, without axes.
  ///
  /// Along several axes it is the place in the row-major order of these axes alone, whatever order
  /// they are given in: of axes of lengths 3 and 4, place `i * 4 + j`. The first of equals wins,
  /// and the first NaN before all.
  ///
  /// @throws ShapeException if there is nothing to choose from
  public Indices argMax(int... axes) {
    if (count("argMax", axes) == 0) {
      throw new ShapeException(
          "argMax along axes %s of %s: there is nothing to choose from"
              .formatted(java.util.Arrays.toString(axes), shape()));
    }
    Together together = together("argMax", axes);
    Tensor x = together.tensor();
    return Indices.of(
        Apply.op(new ArgMax(together.axis()), List.of(x.node()), x.origin()), x.origin());
  }

  /// Sums the axes along which `target` would broadcast to this shape: the gradient of
  /// broadcasting.
  ///
  /// @throws ShapeException if `target` does not broadcast to this shape
  public Tensor sumTo(Shape target) {
    if (shape().equals(Arguments.shape(target, "sumTo"))) {
      return self();
    }
    if (!target.broadcastsTo(shape())) {
      throw new ShapeException(
          "sumTo: %s does not broadcast to %s; its lengths must be the same or 1, from the last axis on"
              .formatted(target, shape()));
    }
    int shift = shape().rank() - target.rank();
    int[] axes =
        IntStream.range(0, shape().rank())
            .filter(i -> i < shift || (target.length(i - shift) == 1 && shape().length(i) != 1))
            .toArray();
    return sum(axes).reshape(target);
  }

  private int count(String method, int[] axes) {
    boolean[] chosen = Arguments.chosen(shape(), axes, method);
    return IntStream.range(0, chosen.length)
        .filter(i -> chosen[i])
        .map(shape()::length)
        .reduce(1, (a, b) -> a * b);
  }

  /// Innermost runs of neighbouring axes first.
  private Tensor fold(String method, int[] axes, Range range) {
    boolean[] chosen = Arguments.chosen(shape(), axes, method);
    Tensor result = self();
    for (int to = chosen.length; to > 0; to--) {
      if (!chosen[to - 1]) {
        continue;
      }
      int from = to - 1;
      while (from > 0 && chosen[from - 1]) {
        from--;
      }
      result = Tensor.apply(range.over(from, to), List.of(result));
      to = from + 1;
    }
    return axes.length == 0 ? result.reshape(Shape.scalar()) : result;
  }

  /// In one go even where the axes are apart: in two, the winners of the second would share evenly
  /// and not all winners.
  private Tensor extreme(String method, int[] axes, Range range) {
    Together together = together(method, axes);
    return together.moved()
        ? together.reduced(range.over(together.axis(), together.axis() + 1))
        : fold(method, axes, range);
  }

  /// A tensor in which the axes to reduce have become one.
  ///
  /// @param moved whether they were apart, and so had to move behind the others
  /// @param result the shape of the reduced tensor
  private record Together(Tensor tensor, int axis, boolean moved, Shape result) {
    Tensor reduced(Op op) {
      return Tensor.apply(op, List.of(tensor)).reshape(result);
    }
  }

  private Together together(String method, int[] axes) {
    boolean[] chosen = Arguments.chosen(shape(), axes, method);
    List<Integer> kept = new ArrayList<>();
    List<Integer> gone = new ArrayList<>();
    Shape result = shape();
    for (int i = 0; i < chosen.length; i++) {
      (chosen[i] ? gone : kept).add(i);
      result = chosen[i] ? result.with(i, 1) : result;
    }
    boolean moved = !gone.isEmpty() && gone.getLast() - gone.getFirst() >= gone.size();
    int at = moved ? kept.size() : gone.isEmpty() ? 0 : gone.getFirst();
    List<Integer> order = new ArrayList<>(kept);
    order.addAll(at, gone);
    Tensor ordered = self();
    if (moved) {
      ordered = ordered.transpose(order.stream().mapToInt(Integer::intValue).toArray());
    }
    Shape whole = ordered.shape();
    Shape joined =
        whole
            .slice(0, at)
            .concat(Shape.of(whole.slice(at, at + gone.size()).size()))
            .concat(whole.slice(at + gone.size(), whole.rank()));
    Shape reduced = axes.length == 0 ? Shape.scalar() : result;
    return new Together(ordered.reshape(joined), at, moved, reduced);
  }
}
