package io.gradus.nn;

import io.gradus.Tensor;

/// A network of one or several named inputs: what a [Model] is made of.
///
/// A [Layer] is one with a single input. One with several takes each by its name:
///
/// ```java
/// record Review(int words) implements Network {
///   public Tensor forward(Scope s, Inputs in) {
///     Tensor text = s.call("words", new Embedding(words, 16), in.indices("text")).mean(1);
///     Tensor user = s.call("user", new Dense(16), in.numbers("user"));
///     return s.call("rating", new Dense(1), text.squeeze(1).add(user));
///   }
/// }
/// var model = Model.of(new Review(5000)).inputs(Input.indices("text", 40), Input.numbers("user", 8));
/// ```
@FunctionalInterface
public interface Network {
  /// The network's output for a batch, shape `[batch, ..]`.
  Tensor forward(Scope s, Inputs inputs);
}
