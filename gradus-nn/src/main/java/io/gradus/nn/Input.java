package io.gradus.nn;

import io.gradus.Indices;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.graph.Kind;
import io.gradus.graph.Node;

/// One input of a network: what it is called, the shape of one sample of it, and whether it holds
/// numbers or indices.
///
/// @param name such as `tokens`; the only input of a model is called `x` unless told
/// @param sample the shape without the batch axis; `[]` for one number or index per sample
/// @param kind [Kind#FLOAT] for numbers, [Kind#INDEX] for indices
public record Input(String name, Shape sample, Kind kind) {
  /// What the only input of a model is called unless told.
  public static final String ONLY = "x";

  /// Checks the name.
  ///
  /// @throws IllegalArgumentException if the name is empty
  public Input {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("an input needs a name");
    }
  }

  /// An input of numbers.
  public static Input numbers(String name, int... sample) {
    return new Input(name, Shape.of(sample), Kind.FLOAT);
  }

  /// An input of indices: tokens, categories, rows of a table.
  public static Input indices(String name, int... sample) {
    return new Input(name, Shape.of(sample), Kind.INDEX);
  }

  /// Whether it holds indices.
  public boolean isIndices() {
    return kind == Kind.INDEX;
  }

  /// What a message calls it: `tokens [20] of indices`.
  public String described() {
    return name + " " + sample + (isIndices() ? " of indices" : " of numbers");
  }

  /// As a model's line shows it: the shape alone for the only input of numbers.
  String shown() {
    return name.equals(ONLY) && !isIndices() ? sample.toString() : described();
  }

  /// Adds a placeholder for a batch of this many samples to `inputs`.
  Inputs placeholder(Inputs inputs, int batch) {
    Shape shape = sample.prepend(batch);
    return isIndices()
        ? inputs.with(name, Indices.input(name, shape))
        : inputs.with(name, Tensor.input(name, shape));
  }

  /// Whether a node holds a batch of such samples.
  boolean fits(Node node) {
    Shape shape = node.shape();
    return node.kind() == kind
        && shape.rank() == sample.rank() + 1
        && shape.slice(1, shape.rank()).equals(sample);
  }
}
