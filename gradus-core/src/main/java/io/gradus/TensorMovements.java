package io.gradus;

import io.gradus.op.*;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Numbers put elsewhere, as methods of a tensor: reshaped, transposed, cut, joined, repeated,
/// picked. Nothing is computed. Negative axes count from the end.
abstract sealed class TensorMovements extends TensorReductions permits Tensor {
  /// The same numbers in the same order under another shape; nothing is copied.
  ///
  /// @throws ShapeException if it has another number of elements
  public Tensor reshape(Shape to) {
    return shape().equals(Arguments.shape(to, "reshape"))
        ? self()
        : Tensor.apply(new Reshape(to), List.of(self()));
  }

  /// The same numbers under these lengths; one of them may be -1 and is inferred.
  ///
  /// @throws ShapeException if the lengths do not fit the number of elements
  public Tensor reshape(int... lengths) {
    Arguments.present(lengths, "reshape", "lengths", "name them one by one, such as (2, -1)");
    long rest = 1;
    int open = -1;
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] < -1) {
        throw reshaping(lengths, "a length is at least 0, or -1 to infer it");
      }
      if (lengths[i] != -1) {
        rest = Math.min(rest * lengths[i], Integer.MAX_VALUE);
      } else if (open < 0) {
        open = i;
      } else {
        throw reshaping(lengths, "at most one length can be inferred: write -1 once");
      }
    }
    int[] result = lengths.clone();
    if (open >= 0) {
      if (rest == 0 || shape().size() % rest != 0) {
        throw reshaping(
            lengths,
            "-1 cannot be inferred, since %d elements do not divide into groups of %d"
                .formatted(shape().size(), rest));
      }
      result[open] = (int) (shape().size() / rest);
    }
    return reshape(Shape.of(result));
  }

  private ShapeException reshaping(int[] lengths, String reason) {
    return new ShapeException(
        "reshape %s to %s: %s".formatted(shape(), Arrays.toString(lengths), reason));
  }

  /// Without the axes given, which must have length 1; without axes, this.
  ///
  /// @throws ShapeException if one of them is longer
  public Tensor squeeze(int... axes) {
    boolean[] gone = new boolean[shape().rank()];
    for (int axis : Arguments.axes(axes, "squeeze")) {
      if (shape().length(axis) != 1) {
        throw new ShapeException(
            "squeeze of axis %d of %s: its length is %d, not 1; select an element with slice first"
                .formatted(axis, shape(), shape().length(axis)));
      }
      gone[shape().axis(axis)] = true;
    }
    int[] lengths =
        IntStream.range(0, gone.length).filter(i -> !gone[i]).map(shape()::length).toArray();
    return reshape(Shape.of(lengths));
  }

  /// The last two axes exchanged.
  ///
  /// @throws ShapeException if there are fewer than two
  public Tensor transpose() {
    int rank = shape().rank();
    if (rank < 2) {
      throw new ShapeException(
          "transpose() exchanges the last two axes, and %s has %d; reshape it to a matrix first"
              .formatted(shape(), rank));
    }
    int[] order = IntStream.range(0, rank).toArray();
    order[rank - 1] = rank - 2;
    order[rank - 2] = rank - 1;
    return transpose(order);
  }

  /// Axis `i` of the result is axis `order[i]` of this.
  ///
  /// @throws ShapeException if the order does not name each axis once
  public Tensor transpose(int... order) {
    Arguments.axes(order, "transpose");
    int[] axes = Arrays.stream(order).map(shape()::axis).toArray();
    if (Arrays.stream(axes).distinct().count() != shape().rank() || axes.length != shape().rank()) {
      throw new ShapeException(
          "transpose of %s needs each of its %d axes once, got %s"
              .formatted(shape(), shape().rank(), Arrays.toString(order)));
    }
    return Tensor.apply(new Transpose(Arrays.stream(axes).boxed().toList()), List.of(self()));
  }

  /// Elements `[from, to)` along an axis.
  ///
  /// @throws ShapeException unless `0 <= from <= to <= length`
  public Tensor slice(int axis, int from, int to) {
    return slice(axis, from, to, 1);
  }

  /// Elements `from, from + step, ...` below `to` along an axis.
  ///
  /// @throws ShapeException unless `0 <= from <= to <= length` and `step >= 1`
  public Tensor slice(int axis, int from, int to, int step) {
    int at = shape().axis(axis);
    if (from < 0 || to > shape().length(at) || from > to || step < 1) {
      throw new ShapeException(
          "slice [%d, %d) step %d along axis %d of %s: it takes 0 <= from <= to <= %d and a step of 1 or more; flip turns an axis round"
              .formatted(from, to, step, axis, shape(), shape().length(at)));
    }
    Integer[] start = new Integer[shape().rank()];
    Integer[] steps = new Integer[shape().rank()];
    Arrays.fill(start, 0);
    Arrays.fill(steps, 1);
    start[at] = from;
    steps[at] = step;
    Shape part = shape().with(at, Math.ceilDiv(to - from, step));
    return Tensor.apply(new Slice(List.of(start), List.of(steps), part), List.of(self()));
  }

  /// Zeros around: `before[i]` and `after[i]` of them along axis i.
  ///
  /// @throws ShapeException unless there is a number for each axis, none below 0
  public Tensor pad(int[] before, int[] after) {
    String remedy = "give one for each axis, 0 where nothing is added";
    Arguments.present(before, "pad", "numbers before", remedy);
    Arguments.present(after, "pad", "numbers after", remedy);
    int[] lengths = shape().lengths();
    if (before.length != lengths.length || after.length != lengths.length) {
      throw new ShapeException(
          "pad of %s takes %d numbers before and after, got %d and %d; %s"
              .formatted(shape(), lengths.length, before.length, after.length, remedy));
    }
    List<Integer> start = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      if (before[i] < 0 || after[i] < 0) {
        throw new ShapeException(
            "pad of axis %d of %s by %d before and %d after: it only adds; cut with slice"
                .formatted(i, shape(), before[i], after[i]));
      }
      long padded = (long) lengths[i] + before[i] + after[i];
      if (padded > Integer.MAX_VALUE) {
        throw new ShapeException(
            "pad of axis %d of %s by %d before and %d after: no array is that long; pad less"
                .formatted(i, shape(), before[i], after[i]));
      }
      lengths[i] = (int) padded;
      start.add(before[i]);
      steps.add(1);
    }
    return Tensor.apply(new Embed(start, steps, Shape.of(lengths)), List.of(self()));
  }

  /// This tensor backwards along an axis.
  public Tensor flip(int axis) {
    return Tensor.apply(new Flip(shape().axis(axis)), List.of(self()));
  }

  /// Repeated along the axes where its length is 1, and along new axes in front.
  ///
  /// @throws ShapeException if it does not broadcast to this shape
  public Tensor expand(Shape to) {
    return shape().equals(Arguments.shape(to, "expand"))
        ? self()
        : Tensor.apply(new Expand(to), List.of(self()));
  }

  /// The whole tensor repeated `times` along an axis; 0 times leaves nothing of it.
  ///
  /// @throws ShapeException if `times` is below 0
  public Tensor tile(int axis, int times) {
    int at = shape().axis(axis);
    if (times < 0) {
      throw new ShapeException(
          "tile of axis %d of %s by %d: it is repeated 0 times or more"
              .formatted(axis, shape(), times));
    }
    Shape open = opened(shape(), at);
    return reshape(open)
        .expand(open.with(at, times))
        .reshape(shape().with(at, shape().length(at) * times));
  }

  static Shape opened(Shape shape, int at) {
    return shape.slice(0, at).concat(Shape.of(1)).concat(shape.slice(at, shape.rank()));
  }

  /// Pieces of these lengths along an axis.
  ///
  /// @throws ShapeException unless the lengths add up to that of the axis
  public List<Tensor> split(int axis, int... lengths) {
    int whole = shape().length(axis);
    Arguments.present(lengths, "split", "lengths", "name them one by one");
    long total = Arrays.stream(lengths).asLongStream().sum();
    if (total != whole || Arrays.stream(lengths).anyMatch(length -> length < 0)) {
      throw new ShapeException(
          "split of axis %d of %s into %s: the pieces are 0 or longer and add up to %d, these to %d"
              .formatted(axis, shape(), Arrays.toString(lengths), whole, total));
    }
    List<Tensor> parts = new ArrayList<>();
    int at = 0;
    for (int length : lengths) {
      parts.add(slice(axis, at, at + length));
      at += length;
    }
    return parts;
  }

  /// The slices at these indices along an axis: rows of a table, for axis 0.
  ///
  /// x `[outer.., n, inner..]`, indices of any shape with entries in `[0, n)`, the result
  /// `[outer.., indices.., inner..]`.
  ///
  /// @throws IndexOutOfBoundsException where it is computed, if an index is not in `[0, n)`
  public Tensor gather(int axis, Indices indices) {
    Arguments.indices(indices, "gather");
    return Tensor.apply(new Gather(shape().axis(axis)), self(), indices);
  }

  /// Adds the slices of this tensor along an axis into zeros of `length` there, in ascending order.
  ///
  /// @throws ShapeException if the indices do not have the lengths of this tensor from `axis` on
  /// @throws IndexOutOfBoundsException where it is computed, if an index is not in `[0, length)`
  public Tensor scatterAdd(int axis, int length, Indices indices) {
    Arguments.indices(indices, "scatterAdd");
    int at = shape().axis(axis);
    if (length < 0) {
      throw new ShapeException(
          "scatterAdd along axis %d of %s into length %d: it is 0 or more, and above every index"
              .formatted(axis, shape(), length));
    }
    return Tensor.apply(new ScatterAdd(at, length, indices.shape().rank()), self(), indices);
  }
}
