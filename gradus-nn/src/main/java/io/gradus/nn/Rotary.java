package io.gradus.nn;

import io.gradus.ShapeException;
import io.gradus.Tensor;

/// Turns queries and keys by angles that grow with their place, so that their products depend on
/// how far apart they are (Su et al. 2021, eq. 34).
///
/// The numbers i and i + d/2 of a head are a point in a plane and turn by `place * base^(-2i/d)`.
///
/// @param base how slowly the last pair turns, 10,000 in the paper
public record Rotary(double base) {
  /// Checks the base.
  ///
  /// @throws IllegalArgumentException unless it is above 1
  public Rotary {
    if (!(base > 1 && base <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("Rotary takes a base above 1, got " + base);
    }
  }

  /// The base of the paper.
  public Rotary() {
    this(10_000);
  }

  /// The heads `[.., t, d]` turned.
  ///
  /// @throws ShapeException if d is odd
  Tensor turn(Scope s, Tensor heads) {
    int size = heads.shape().length(-1);
    if (size % 2 != 0) {
      throw new ShapeException(
          "rotary positions take heads of an even number of numbers, got " + heads.shape());
    }
    int half = size / 2;
    Tensor flipped =
        Tensor.concat(
            heads.shape().rank() - 1,
            heads.slice(-1, half, size).negate(),
            heads.slice(-1, 0, half));
    int steps = heads.shape().length(-2);
    Tensor cosines = Positions.of(s, steps, size, (t, i) -> StrictMath.cos(angle(t, i, half)));
    Tensor sines = Positions.of(s, steps, size, (t, i) -> StrictMath.sin(angle(t, i, half)));
    return heads.multiply(cosines).add(flipped.multiply(sines));
  }

  private double angle(int place, int number, int half) {
    return place * StrictMath.pow(base, -(double) (number % half) / half);
  }
}
