package io.gradus.train;

import io.gradus.nn.Input;

/// One input of all samples of a data set, one sample after the other.
///
/// ```java
/// Dataset.of(
///     List.of(Feature.indices("text", tokens, 40), Feature.numbers("user", profiles, 8)),
///     labels,
///     Target.Classes.numbered(2));
/// ```
public sealed interface Feature {
  /// Its name, the shape of one sample of it, and its kind.
  Input input();

  /// How many numbers or indices there are in all.
  int length();

  /// Numbers for the input `name`, for samples of this shape; the array is copied.
  static Feature numbers(String name, float[] values, int... sample) {
    return new Numbers(Input.numbers(name, sample), values.clone());
  }

  /// Indices for the input `name`, for samples of this shape; the array is copied.
  static Feature indices(String name, int[] values, int... sample) {
    return new Places(Input.indices(name, sample), values.clone());
  }

  /// Numbers.
  ///
  /// @param values kept, not copied
  record Numbers(Input input, float... values) implements Feature {
    @Override
    public int length() {
      return values.length;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Numbers that
          && input.equals(that.input)
          && java.util.Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return 31 * input.hashCode() + java.util.Arrays.hashCode(values);
    }
  }

  /// Indices.
  ///
  /// @param values kept, not copied
  record Places(Input input, int... values) implements Feature {
    @Override
    public int length() {
      return values.length;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Places that
          && input.equals(that.input)
          && java.util.Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return 31 * input.hashCode() + java.util.Arrays.hashCode(values);
    }
  }
}
