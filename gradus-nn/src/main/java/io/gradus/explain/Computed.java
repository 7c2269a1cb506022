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

/// A dense network's forward and backward pass, computed by the double-precision engine from its
/// graph.
final class Computed {
  private final DenseExample example;
  private final Parameters parameters = new Parameters();
  private final List<Param> weights = new ArrayList<>();
  private final List<Param> biases = new ArrayList<>();
  private final List<Tensor> nets = new ArrayList<>();
  private final List<Tensor> outs = new ArrayList<>();
  private final Tensor error;
  private final Gradients gradients;
  private final Reference reference;

  Computed(DenseExample example) {
    this.example = example;
    Tensor x = Tensor.input("x", Shape.of(1, example.inputs().size()));
    Tensor target = Tensor.input("t", Shape.of(1, example.targets().size()));
    Tensor signal = x;
    for (int k = 0; k < example.layers().size(); k++) {
      DenseExample.Layer layer = example.layers().get(k);
      int in = layer.weights().get(0).size();
      Param weight = parameters.add(k + ".weight", Shape.of(in, layer.weights().size()));
      Param bias = parameters.add(k + ".bias", Shape.of(layer.weights().size()));
      weights.add(weight);
      biases.add(bias);
      Tensor net = signal.matmul(leaf(weight)).add(leaf(bias));
      signal = net.map(layer.activation());
      nets.add(net);
      outs.add(signal);
    }
    error = target.subtract(signal).square().multiply(0.5).sum();
    gradients = error.gradients();
    List<Node> outputs = new ArrayList<>(List.of(error.node()));
    for (int k = 0; k < outs.size(); k++) {
      outputs.addAll(List.of(nets.get(k).node(), outs.get(k).node()));
      outputs.addAll(List.of(gradients.of(nets.get(k)).node(), gradients.of(outs.get(k)).node()));
      outputs.addAll(
          List.of(gradients.of(weights.get(k)).node(), gradients.of(biases.get(k)).node()));
    }
    reference = new Reference(outputs);
    reference.set(x.node(), array(example.inputs())).set(target.node(), array(example.targets()));
    fill();
    run();
  }

  private static Tensor leaf(Param param) {
    return Tensor.of(Apply.parameter(param, "", false), Origin.NONE);
  }

  private static double[] array(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
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

  double net(int layer, int neuron) {
    return reference.of(nets.get(layer).node())[neuron];
  }

  double out(int layer, int neuron) {
    return layer < 0 ? example.inputs().get(neuron) : reference.of(outs.get(layer).node())[neuron];
  }

  double toNet(int layer, int neuron) {
    return reference.of(gradients.of(nets.get(layer)).node())[neuron];
  }

  double toOut(int layer, int neuron) {
    return reference.of(gradients.of(outs.get(layer)).node())[neuron];
  }

  double toWeight(int layer, int neuron, int input) {
    int units = example.layers().get(layer).weights().size();
    return reference.of(gradients.of(weights.get(layer)).node())[input * units + neuron];
  }

  double toBias(int layer, int neuron) {
    return reference.of(gradients.of(biases.get(layer)).node())[neuron];
  }
}
