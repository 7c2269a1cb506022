package io.gradus.explain;

import io.gradus.op.Elementwise;
import java.util.List;

/// A small dense network with its numbers, one sample, and how it learns: what a [Walkthrough]
/// shows.
///
/// The error is `E = sum 1/2 (t - o)^2`; the update is `w <- w - rate dE/dw`.
///
/// @param inputs one sample
/// @param targets what its outputs should be
/// @param layers from the first hidden layer to the outputs
/// @param rate the learning rate
/// @param learnBiases whether the update changes biases too
public record DenseExample(
    String name,
    String source,
    List<Double> inputs,
    List<Double> targets,
    List<Layer> layers,
    double rate,
    boolean learnBiases) {
  public DenseExample {
    inputs = List.copyOf(inputs);
    targets = List.copyOf(targets);
    layers = List.copyOf(layers);
    int width = inputs.size();
    for (Layer layer : layers) {
      if (layer.weights().isEmpty() || layer.weights().stream().anyMatch(row -> row.isEmpty())) {
        throw new IllegalArgumentException(
            "a layer of \"" + name + "\" has no neuron or no weight");
      }
      for (List<Double> row : layer.weights()) {
        if (row.size() != width) {
          throw new IllegalArgumentException(
              "a neuron of \""
                  + name
                  + "\" has "
                  + row.size()
                  + " weights for "
                  + width
                  + " inputs");
        }
      }
      width = layer.weights().size();
    }
    if (targets.size() != width) {
      throw new IllegalArgumentException(
          "\"" + name + "\" has " + width + " outputs and " + targets.size() + " targets");
    }
  }

  /// One layer.
  ///
  /// @param weights for each neuron, the weights of its inputs
  /// @param biases one per neuron
  public record Layer(
      List<List<Double>> weights, List<Double> biases, Elementwise.Unary activation) {
    public Layer {
      weights = weights.stream().map(List::copyOf).toList();
      biases = List.copyOf(biases);
      if (biases.size() != weights.size()) {
        throw new IllegalArgumentException(
            "a layer of " + weights.size() + " neurons needs as many biases, got " + biases.size());
      }
    }
  }
}
