package io.gradus.explain;

import io.gradus.op.Elementwise;
import io.gradus.optim.Optimizer;
import java.util.ArrayList;
import java.util.List;

/// A small dense network with its numbers, one sample or several, and how it learns: what a
/// [Walkthrough] shows.
///
/// @param samples what is learned in one step; the error is the mean of theirs
/// @param layers from the first hidden layer to the outputs
/// @param loss how wrong the outputs are
/// @param descent the optimizer
/// @param rate its learning rate
/// @param learnBiases whether the update changes biases too
/// @param memory what the optimizer remembers
public record DenseExample(
    String name,
    String source,
    List<Sample> samples,
    List<Layer> layers,
    DenseLoss loss,
    Descent descent,
    double rate,
    boolean learnBiases,
    Memory memory) {
  /// Checks that there is a sample and a layer; keeps copies of the lists.
  ///
  /// @throws IllegalArgumentException if there is none
  public DenseExample {
    samples = List.copyOf(samples);
    layers = List.copyOf(layers);
    if (samples.isEmpty() || layers.isEmpty()) {
      throw new IllegalArgumentException("\"" + name + "\" needs a sample and a layer");
    }
    int width = samples.getFirst().inputs().size();
    for (Layer layer : layers) {
      if (layer.weights().isEmpty() || layer.weights().stream().anyMatch(row -> row.isEmpty())) {
        throw new IllegalArgumentException(
            "a layer of \"" + name + "\" has no neuron or no weight");
      }
      for (List<Double> row : layer.weights()) {
        if (row.size() != width) {
          throw new IllegalArgumentException(
              "a neuron of \"%s\" has %d weights for %d inputs".formatted(name, row.size(), width));
        }
      }
      width = layer.weights().size();
    }
    for (Sample sample : samples) {
      if (sample.inputs().size() != samples.getFirst().inputs().size()) {
        throw new IllegalArgumentException(
            "samples of \"" + name + "\" have different numbers of inputs");
      }
      if (sample.targets().size() != width) {
        throw new IllegalArgumentException(
            "\"%s\" has %d outputs and %d targets".formatted(name, width, sample.targets().size()));
      }
    }
  }

  /// One sample, half the squared error, gradient descent.
  public DenseExample(
      String name,
      String source,
      List<Double> inputs,
      List<Double> targets,
      List<Layer> layers,
      double rate,
      boolean learnBiases) {
    this(
        name,
        source,
        List.of(new Sample(inputs, targets)),
        layers,
        DenseLoss.HALF_SQUARES,
        Descent.SGD,
        rate,
        learnBiases,
        Memory.NONE);
  }

  /// The same network on other samples.
  public DenseExample with(List<Sample> other) {
    return new DenseExample(name, source, other, layers, loss, descent, rate, learnBiases, memory);
  }

  /// The same network with another loss.
  public DenseExample with(DenseLoss other) {
    return new DenseExample(
        name, source, samples, layers, other, descent, rate, learnBiases, memory);
  }

  /// The same network with another optimizer, which remembers nothing yet.
  public DenseExample with(Descent other, double otherRate) {
    Memory kept = other == descent ? memory : Memory.NONE;
    return new DenseExample(
        name, source, samples, layers, loss, other, otherRate, learnBiases, kept);
  }

  /// The same network with other weights.
  public DenseExample with(List<Layer> other, Memory remembered) {
    return new DenseExample(
        name, source, samples, other, loss, descent, rate, learnBiases, remembered);
  }

  /// How many numbers each sample has.
  public int inputs() {
    return samples.getFirst().inputs().size();
  }

  /// How many numbers are answered.
  public int outputs() {
    return layers.getLast().biases().size();
  }

  /// The optimizer at this example's rate.
  public Optimizer optimizer() {
    return descent.at(rate);
  }

  /// Inputs, then the neurons of each layer: `[2, 2, 2]`.
  public List<Integer> sizes() {
    List<Integer> sizes = new ArrayList<>(List.of(inputs()));
    layers.forEach(layer -> sizes.add(layer.biases().size()));
    return sizes;
  }

  /// One layer.
  ///
  /// @param weights for each neuron, the weights of its inputs
  /// @param biases one per neuron
  public record Layer(
      List<List<Double>> weights, List<Double> biases, Elementwise.Unary activation) {
    /// Checks that there are as many biases as neurons; keeps copies of the lists.
    ///
    /// @throws IllegalArgumentException if there are not
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
