package io.gradus.nn;

import io.gradus.ShapeException;
import io.gradus.Tensor;
import java.util.ArrayList;
import java.util.List;

/// More pixels around an image, or more steps around a sequence, made from what is there.
///
/// x `[n, height, width, channels]` or `[n, time, channels]`; y with `before + after` more on each
/// axis between the first and the last. A convolution after it needs no padding of its own:
///
/// ```java
/// Sequential.of(new Padding(Padding.Mode.REFLECT, 1), new Conv2d(16, 3))
/// ```
///
/// @param mode what the new places hold
/// @param before how many before the first
/// @param after how many after the last
public record Padding(Mode mode, int before, int after) implements Layer {
  /// What the places around `a b c d` hold; PyTorch's `padding_mode` of the same name.
  public enum Mode {
    /// `0 0 | a b c d | 0 0`.
    ZEROS,
    /// `c b | a b c d | c b`: a mirror on the last pixel, so there must be more pixels than new
    /// ones.
    REFLECT,
    /// `a a | a b c d | d d`.
    REPLICATE,
    /// `c d | a b c d | a b`: as if the image were tiled, so there must be as many pixels as new
    /// ones.
    CIRCULAR
  }

  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if one is below 0
  public Padding {
    if (before < 0 || after < 0) {
      throw new IllegalArgumentException(
          "Padding adds 0 or more, got " + before + " before and " + after + " after");
    }
  }

  /// As many on both ends.
  public Padding(Mode mode, int size) {
    this(mode, size, size);
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    int rank = x.shape().rank();
    if (rank != 3 && rank != 4) {
      throw new ShapeException(
          "Padding takes images [n, height, width, channels] or sequences [n, time, channels], got "
              + x.shape());
    }
    Tensor y = x;
    for (int axis = 1; axis < rank - 1; axis++) {
      y = padded(y, axis);
    }
    return y;
  }

  private Tensor padded(Tensor x, int axis) {
    int length = x.shape().length(axis);
    int least =
        switch (mode) {
          case REFLECT -> Math.max(before, after) + 1;
          case CIRCULAR -> Math.max(before, after);
          case REPLICATE -> 1;
          case ZEROS -> 0;
        };
    if (length < least) {
      throw new ShapeException(
          "Padding %s by %d and %d needs %d or more along axis %d, got %s: pad less, or with ZEROS"
              .formatted(mode, before, after, least, axis, x.shape()));
    }
    List<Tensor> parts = new ArrayList<>(List.of(x));
    if (before > 0) {
      parts.addFirst(added(x, axis, before, true));
    }
    if (after > 0) {
      parts.addLast(added(x, axis, after, false));
    }
    return parts.size() == 1 ? x : Tensor.concat(axis, parts.toArray(Tensor[]::new));
  }

  /// What comes before the first or after the last.
  private Tensor added(Tensor x, int axis, int count, boolean front) {
    int length = x.shape().length(axis);
    return switch (mode) {
      case REFLECT ->
          (front ? x.slice(axis, 1, count + 1) : x.slice(axis, length - 1 - count, length - 1))
              .flip(axis);
      case CIRCULAR -> front ? x.slice(axis, length - count, length) : x.slice(axis, 0, count);
      case REPLICATE ->
          (front ? x.slice(axis, 0, 1) : x.slice(axis, length - 1, length))
              .expand(x.shape().with(axis, count));
      case ZEROS -> Tensor.zeros(x.shape().with(axis, count));
    };
  }
}
