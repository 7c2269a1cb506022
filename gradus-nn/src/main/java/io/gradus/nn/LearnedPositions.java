package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;

/// `y[.., t, :] = x[.., t, :] + P[t]`: a learned vector for each place of a sequence.
///
/// x and y `[.., time, d]` with at most `count` steps, P `[count, d]`.
///
/// @param count the longest sequence
/// @param start how P starts; normal with deviation 0.02 in GPT-2
public record LearnedPositions(int count, Initializer start) implements Layer {
  /// Checks the count.
  ///
  /// @throws IllegalArgumentException if it is less than 1
  public LearnedPositions {
    if (count < 1) {
      throw new IllegalArgumentException("LearnedPositions needs 1 place or more, got " + count);
    }
  }

  /// Vectors that start normal with deviation 0.02.
  public LearnedPositions(int count) {
    this(count, new Initializer.Normal(0, 0.02));
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    int steps = x.shape().length(-2);
    Decoding decoding = s.decoding();
    if (steps > count || decoding != null && decoding.capacity() > count) {
      throw new ShapeException(
          "it knows %d places and was given %s: make more places, or sequences shorter"
              .formatted(count, x.shape()));
    }
    Tensor table = s.param("weight", Shape.of(count, x.shape().length(-1)), start);
    return x.add(Positions.rows(s, table, steps));
  }
}
