package io.gradus.graph;

import io.gradus.Param;
import io.gradus.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Numbers in memory: a stretch of a `float[]` or of an `int[]`, or a parameter's place in its
/// model.
public final class Value {
  private final float @Nullable [] floats;
  private final int @Nullable [] ints;
  private final @Nullable Param param;
  private final int offset;
  private final int size;

  private Value(
      float @Nullable [] floats,
      int @Nullable [] ints,
      @Nullable Param param,
      int offset,
      int size) {
    this.floats = floats;
    this.ints = ints;
    this.param = param;
    this.offset = offset;
    this.size = size;
  }

  /// All numbers of this array, which is not copied.
  public static Value of(float[] array) {
    return new Value(array, null, null, 0, array.length);
  }

  /// `size` numbers of this array from `offset` on; it is not copied.
  public static Value of(float[] array, int offset, int size) {
    return new Value(array, null, null, offset, size);
  }

  /// All indices of this array, which is not copied.
  public static Value of(int[] array) {
    return new Value(null, array, null, 0, array.length);
  }

  /// The parameter's numbers as they are whenever they are read.
  public static Value of(Param param) {
    return new Value(null, null, param, param.offset(), param.size());
  }

  /// Whether these are numbers, not indices.
  public boolean isFloat() {
    return ints == null;
  }

  /// The array that holds the numbers, from [#offset] on.
  public float[] floats() {
    if (param != null) {
      return param.owner().values();
    }
    if (floats == null) {
      throw new IllegalStateException("these are indices, not numbers");
    }
    return floats;
  }

  /// The array that holds the indices, from [#offset] on.
  public int[] ints() {
    if (ints == null) {
      throw new IllegalStateException("these are numbers, not indices");
    }
    return ints;
  }

  /// Where the first one lies in the array.
  public int offset() {
    return offset;
  }

  /// How many there are.
  public int size() {
    return size;
  }

  /// A copy of the numbers.
  public float[] copyFloats() {
    return Arrays.copyOfRange(floats(), offset, offset + size);
  }

  /// A copy of the indices.
  public int[] copyInts() {
    return Arrays.copyOfRange(ints(), offset, offset + size);
  }

  /// Whether numbers or indices, how many, and the first of them.
  @Override
  public String toString() {
    Shape shape = Shape.of(size);
    return isFloat()
        ? "Value of %d numbers %s".formatted(size, Listing.numbers(copyFloats(), shape))
        : "Value of %d indices %s".formatted(size, Listing.numbers(copyInts(), shape));
  }
}
