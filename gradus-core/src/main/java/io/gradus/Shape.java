package io.gradus;

import java.util.Arrays;
import java.util.stream.Collectors;

/// The lengths of a tensor's axes, outermost first; `[]` is a scalar.
public final class Shape {
  private static final Shape SCALAR = new Shape(new int[0]);

  private final int[] lengths;
  private final int size;

  private Shape(int[] lengths) {
    this.lengths = lengths;
    long product = 1;
    for (int length : lengths) {
      if (length < 0) {
        throw new ShapeException(
            "a shape cannot have a negative length: " + Arrays.toString(lengths));
      }
      product = length == 0 ? 0 : Math.multiplyExact(product, length);
      if (product > Integer.MAX_VALUE - 64) {
        throw new ShapeException(
            "shape "
                + Arrays.toString(lengths)
                + " has more than "
                + (Integer.MAX_VALUE - 64)
                + " elements, the most that one Java array holds");
      }
    }
    this.size = (int) product;
  }

  /// A shape of these axis lengths.
  public static Shape of(int... lengths) {
    Arguments.present(lengths, "Shape.of", "lengths", "name them one by one");
    return lengths.length == 0 ? SCALAR : new Shape(lengths.clone());
  }

  /// The shape of a single number.
  public static Shape scalar() {
    return SCALAR;
  }

  /// How many axes.
  public int rank() {
    return lengths.length;
  }

  /// The length of an axis; negative axes count from the end.
  public int length(int axis) {
    return lengths[axis(axis)];
  }

  /// The number of elements; 1 for a scalar.
  public int size() {
    return size;
  }

  /// A copy of the lengths.
  public int[] lengths() {
    return lengths.clone();
  }

  /// An axis counted from the front, whichever end it was counted from.
  public int axis(int axis) {
    int result = axis < 0 ? axis + lengths.length : axis;
    int rank = lengths.length;
    if (result < 0 || result >= rank) {
      String choice =
          rank == 0 ? "it is a single number" : "take one from %d to %d".formatted(-rank, rank - 1);
      throw new ShapeException(
          "axis %d does not exist in %s, which has %d axes: %s"
              .formatted(axis, this, rank, choice));
    }
    return result;
  }

  /// Steps between neighbours along each axis of a dense row-major array.
  public int[] strides() {
    int[] strides = new int[lengths.length];
    int step = 1;
    for (int i = lengths.length - 1; i >= 0; i--) {
      strides[i] = step;
      step *= Math.max(1, lengths[i]);
    }
    return strides;
  }

  /// The strides with which an array of this shape is read as `target`: 0 along stretched axes.
  public int[] stridesFor(Shape target) {
    int[] own = strides();
    int[] result = new int[target.rank()];
    int shift = target.rank() - rank();
    for (int i = 0; i < rank(); i++) {
      result[i + shift] = lengths[i] == 1 ? 0 : own[i];
    }
    return result;
  }

  /// The shape both broadcast to, as in NumPy: axes align at the end, and a length of 1 stretches.
  ///
  /// @throws ShapeException if two lengths differ and neither is 1
  public Shape broadcast(Shape other) {
    int rank = Math.max(rank(), other.rank());
    int[] result = new int[rank];
    for (int i = 0; i < rank; i++) {
      int a = fromEnd(rank - 1 - i);
      int b = other.fromEnd(rank - 1 - i);
      if (a != b && a != 1 && b != 1) {
        throw new ShapeException(
            this
                + " and "
                + other
                + " do not broadcast: lengths "
                + a
                + " and "
                + b
                + " at axis "
                + (i - rank)
                + " differ and neither is 1; reshape or transpose one of them first");
      }
      result[i] = a == 1 ? b : a;
    }
    return of(result);
  }

  /// Whether this shape broadcasts to exactly `target`: its lengths are those of `target` or 1,
  /// from the last axis on.
  public boolean broadcastsTo(Shape target) {
    if (rank() > target.rank()) {
      return false;
    }
    for (int i = 0; i < rank(); i++) {
      int own = fromEnd(i);
      if (own != 1 && own != target.fromEnd(i)) {
        return false;
      }
    }
    return true;
  }

  private int fromEnd(int distance) {
    int index = lengths.length - 1 - distance;
    return index < 0 ? 1 : lengths[index];
  }

  /// This shape with one axis set to another length.
  public Shape with(int axis, int length) {
    int[] result = lengths.clone();
    result[axis(axis)] = length;
    return of(result);
  }

  /// This shape with an axis of the given length put in front.
  public Shape prepend(int length) {
    int[] result = new int[lengths.length + 1];
    result[0] = length;
    System.arraycopy(lengths, 0, result, 1, lengths.length);
    return of(result);
  }

  /// The axes `[from, to)` as a shape.
  ///
  /// @throws ShapeException unless `0 <= from <= to <= rank`
  public Shape slice(int from, int to) {
    if (from < 0 || from > to || to > rank()) {
      throw new ShapeException(
          "axes [%d, %d) of %s: they are counted from the front, 0 <= from <= to <= %d"
              .formatted(from, to, this, rank()));
    }
    return of(Arrays.copyOfRange(lengths, from, to));
  }

  /// The axes of this shape followed by those of `other`.
  public Shape concat(Shape other) {
    int[] result = Arrays.copyOf(lengths, rank() + other.rank());
    System.arraycopy(other.lengths, 0, result, rank(), other.rank());
    return of(result);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(lengths, shape.lengths);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(lengths);
  }

  @Override
  public String toString() {
    return Arrays.stream(lengths)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
