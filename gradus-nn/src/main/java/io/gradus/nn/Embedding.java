package io.gradus.nn;

import io.gradus.Indices;
import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;

/// `y = W[i]`: a learned vector for each of `count` things, such as words.
///
/// Indices of any shape `[..]` with entries in `[0, count)`, W `[count, width]`, y `[.., width]`. W
/// starts normal with deviation 1, as in PyTorch. It is the first layer of a model of indices:
///
/// ```java
/// var model = Model.of(Sequential.of(new Embedding(1000, 64), new Flatten(), new Dense(2))).indices(20);
/// ```
///
/// @param count how many things
/// @param width numbers per thing
/// @param start how W starts
public record Embedding(int count, int width, Initializer start) implements Layer {
  /// Checks the settings.
  ///
  /// @throws IllegalArgumentException if `count` or `width` is less than 1
  public Embedding {
    if (count < 1 || width < 1) {
      throw new IllegalArgumentException(
          "Embedding needs at least 1 vector of at least 1 number, got "
              + count
              + " vectors of "
              + width);
    }
  }

  /// Vectors that start normal with deviation 1.
  public Embedding(int count, int width) {
    this(count, width, new Initializer.Normal(0, 1));
  }

  /// The vectors of these things.
  @Override
  public Tensor forward(Scope s, Indices things) {
    return s.param("weight", Shape.of(count, width), start).gather(0, things);
  }

  /// Refused: numbers name no things.
  ///
  /// @throws ShapeException always
  @Override
  public Tensor forward(Scope s, Tensor x) {
    throw new ShapeException(
        "it takes indices and was given numbers "
            + x.shape()
            + ": make it the first layer of a model with indices(..) instead of input(..)");
  }
}
