package io.gradus.nn;

import io.gradus.Indices;
import io.gradus.Shape;
import io.gradus.Tensor;

/// `y = W[i]`: a learned vector for each of `count` things, such as words.
///
/// Indices of any shape `[..]` with entries in `[0, count)`, W `[count, width]`, y `[.., width]`. W
/// starts normal with deviation 1, as in PyTorch. It takes indices, so it is called with its scope:
/// `new Embedding(1000, 64).forward(s.in("tokens"), ids)`.
///
/// @param count how many things
/// @param width numbers per thing
/// @param start how W starts
public record Embedding(int count, int width, Initializer start) {
  public Embedding {
    if (count < 1 || width < 1) {
      throw new IllegalArgumentException(
          "Embedding needs at least 1 vector of at least 1 number, got "
              + count
              + " vectors of "
              + width);
    }
  }

  public Embedding(int count, int width) {
    this(count, width, new Initializer.Normal(0, 1));
  }

  /// The vectors of these things.
  public Tensor forward(Scope s, Indices things) {
    return s.param("weight", Shape.of(count, width), start).gather(0, things);
  }
}
