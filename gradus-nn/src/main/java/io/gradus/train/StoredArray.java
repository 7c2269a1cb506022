package io.gradus.train;

import io.gradus.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Numbers with a shape, as they lie in a [Safetensors] file. The arrays are not copied.
public sealed interface StoredArray {
  /// How many numbers there are along each axis.
  Shape shape();

  /// What the file calls the type: `F32`, `F64`, `I32` or `I64`.
  String type();

  /// Bytes of one number.
  int width();

  /// Puts number `index` into a little-endian buffer.
  void put(ByteBuffer buffer, int index);

  /// `F32`; also what `F16` and `BF16` are read as, exactly.
  record Floats(Shape shape, float... values) implements StoredArray {
    /// Checks that there are as many numbers as the shape says.
    ///
    /// @throws IllegalArgumentException if there are not; says how many of each
    public Floats {
      check(shape, values.length);
    }

    @Override
    public String type() {
      return "F32";
    }

    @Override
    public int width() {
      return Float.BYTES;
    }

    @Override
    public void put(ByteBuffer buffer, int index) {
      buffer.putInt(Float.floatToRawIntBits(values[index]));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Floats that
          && shape.equals(that.shape)
          && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }
  }

  /// `F64`.
  record Doubles(Shape shape, double... values) implements StoredArray {
    /// Checks that there are as many numbers as the shape says.
    ///
    /// @throws IllegalArgumentException if there are not; says how many of each
    public Doubles {
      check(shape, values.length);
    }

    @Override
    public String type() {
      return "F64";
    }

    @Override
    public int width() {
      return Double.BYTES;
    }

    @Override
    public void put(ByteBuffer buffer, int index) {
      buffer.putLong(Double.doubleToRawLongBits(values[index]));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Doubles that
          && shape.equals(that.shape)
          && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }
  }

  /// `I32`.
  record Ints(Shape shape, int... values) implements StoredArray {
    /// Checks that there are as many numbers as the shape says.
    ///
    /// @throws IllegalArgumentException if there are not; says how many of each
    public Ints {
      check(shape, values.length);
    }

    @Override
    public String type() {
      return "I32";
    }

    @Override
    public int width() {
      return Integer.BYTES;
    }

    @Override
    public void put(ByteBuffer buffer, int index) {
      buffer.putInt(values[index]);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Ints that
          && shape.equals(that.shape)
          && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }
  }

  /// `I64`.
  record Longs(Shape shape, long... values) implements StoredArray {
    /// Checks that there are as many numbers as the shape says.
    ///
    /// @throws IllegalArgumentException if there are not; says how many of each
    public Longs {
      check(shape, values.length);
    }

    @Override
    public String type() {
      return "I64";
    }

    @Override
    public int width() {
      return Long.BYTES;
    }

    @Override
    public void put(ByteBuffer buffer, int index) {
      buffer.putLong(values[index]);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Longs that
          && shape.equals(that.shape)
          && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }
  }

  private static void check(Shape shape, int length) {
    if (shape.size() != length) {
      throw new IllegalArgumentException(
          "shape " + shape + " takes " + shape.size() + " numbers, but got " + length);
    }
  }
}
