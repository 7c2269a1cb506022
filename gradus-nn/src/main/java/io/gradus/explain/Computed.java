package io.gradus.explain;

import io.gradus.Gradients;
import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.exec.Reference;
import io.gradus.graph.Apply;
import io.gradus.graph.Node;
import io.gradus.graph.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A dense network's forward and backward pass, computed by the double-precision engine from its
/// graph.
///
/// Numbers of neurons are asked for by layer, neuron and sample.
final class Computed {
  private final DenseExample example;
  private final Parameters parameters = new Parameters();
  private final List<Param> weights = new ArrayList<>();
  private final List<Param> biases = new ArrayList<>();
  private final List<Tensor> nets = new ArrayList<>();
  private final List<Tensor> outs = new ArrayList<>();
  private final Tensor losses;
  private final Tensor error;
  private final Tensor probabilities;
  private final Gradients gradients;
  private final Reference reference;

  Computed(DenseExample example) {
    this.example = example;
    int samples = example.samples().size();
    Tensor x = Tensor.input("x", Shape.of(samples, example.inputs()));
    Tensor target = Tensor.input("t", Shape.of(samples, example.outputs()));
    Tensor signal = x;
    for (int k = 0; k < example.layers().size(); k++) {
      DenseExample.Layer layer = example.layers().get(k);
      int in = layer.weights().getFirst().size();
      Param weight = parameters.add(k + ".weight", Shape.of(in, layer.weights().size()));
      Param bias = parameters.add(k + ".bias", Shape.of(layer.weights().size()));
      weights.add(weight);
      biases.add(bias);
      Tensor net = signal.matmul(leaf(weight)).add(leaf(bias));
      signal = net.map(layer.activation());
      nets.add(net);
      outs.add(signal);
    }
    losses = example.loss().of(signal, target);
    error = losses.mean();
    probabilities = signal.softmax(1);
    gradients = error.gradients();
    reference = new Reference(outputs());
    reference.set(x.node(), flat(Sample::inputs)).set(target.node(), flat(Sample::targets));
    fill();
    run();
  }

  private List<Node> outputs() {
    List<Node> outputs = new ArrayList<>(List.of(error.node(), losses.node()));
    outputs.add(probabilities.node());
    for (int k = 0; k < outs.size(); k++) {
      outputs.addAll(List.of(nets.get(k).node(), outs.get(k).node()));
      outputs.addAll(List.of(gradients.of(nets.get(k)).node(), gradients.of(outs.get(k)).node()));
      outputs.addAll(
          List.of(gradients.of(weights.get(k)).node(), gradients.of(biases.get(k)).node()));
    }
    return outputs;
  }

  private static Tensor leaf(Param param) {
    return Tensor.of(Apply.parameter(param, "", false), Origin.NONE);
  }

  private double[] flat(Function<Sample, List<Double>> numbers) {
    return example.samples().stream()
        .flatMap(sample -> numbers.apply(sample).stream())
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private void fill() {
    for (int k = 0; k < weights.size(); k++) {
      DenseExample.Layer layer = example.layers().get(k);
      double[] matrix = weights(k);
      int units = layer.weights().size();
      for (int j = 0; j < units; j++) {
        for (int i = 0; i < layer.weights().get(j).size(); i++) {
          matrix[i * units + j] = layer.weights().get(j).get(i);
        }
        biases(k)[j] = layer.biases().get(j);
      }
    }
  }

  /// The weights of a layer, `[in, out]`; what is written there counts from the next [#run] on.
  double[] weights(int layer) {
    return reference.param(weights.get(layer));
  }

  double[] biases(int layer) {
    return reference.param(biases.get(layer));
  }

  void run() {
    reference.run(0, 0);
  }

  double error() {
    return reference.of(error.node())[0];
  }

  /// The error of one sample.
  double error(int sample) {
    return reference.of(losses.node())[sample];
  }

  private double at(Tensor tensor, int layer, int neuron, int sample) {
    int units = example.layers().get(layer).biases().size();
    return reference.of(tensor.node())[sample * units + neuron];
  }

  double net(int layer, int neuron, int sample) {
    return at(nets.get(layer), layer, neuron, sample);
  }

  double out(int layer, int neuron, int sample) {
    return layer < 0
        ? example.samples().get(sample).inputs().get(neuron)
        : at(outs.get(layer), layer, neuron, sample);
  }

  /// The softmax of the outputs.
  double probability(int neuron, int sample) {
    return at(probabilities, outs.size() - 1, neuron, sample);
  }

  double toNet(int layer, int neuron, int sample) {
    return at(gradients.of(nets.get(layer)), layer, neuron, sample);
  }

  double toOut(int layer, int neuron, int sample) {
    return at(gradients.of(outs.get(layer)), layer, neuron, sample);
  }

  /// The gradient of a layer's weights, `[in, out]`.
  double[] toWeights(int layer) {
    return reference.of(gradients.of(weights.get(layer)).node());
  }

  double[] toBiases(int layer) {
    return reference.of(gradients.of(biases.get(layer)).node());
  }

  double toWeight(int layer, int neuron, int input) {
    int units = example.layers().get(layer).weights().size();
    return toWeights(layer)[input * units + neuron];
  }

  double toBias(int layer, int neuron) {
    return toBiases(layer)[neuron];
  }
}
