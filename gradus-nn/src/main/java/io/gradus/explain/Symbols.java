package io.gradus.explain;

import java.util.ArrayList;
import java.util.List;

/// What the numbers of a dense network are called: `i1`, `w5`, `b_h1`, `net_h1`, `out_h1`, `o2`,
/// `t1`; of several samples, those of the second are `i1@2`, `net_h1@2`.
public final class Symbols {
  private final DenseExample example;
  private final List<Integer> firstWeight = new ArrayList<>();

  /// The names of an example's numbers: weights are counted through all layers, from `w1` on.
  public Symbols(DenseExample example) {
    this.example = example;
    int next = 1;
    for (DenseExample.Layer layer : example.layers()) {
      firstWeight.add(next);
      next += layer.weights().size() * layer.weights().get(0).size();
    }
  }

  /// The name of a sample's own number: `net_h1@2`, or as it is where there is one sample.
  public String of(String symbol, int sample) {
    return example.samples().size() == 1 ? symbol : symbol + "@" + (sample + 1);
  }

  private boolean last(int layer) {
    return layer == example.layers().size() - 1;
  }

  /// `h1`, `h1_2` in deeper networks, or `o1`.
  public String neuron(int layer, int index) {
    if (last(layer)) {
      return "o" + (index + 1);
    }
    String hidden = example.layers().size() > 2 ? "h" + (layer + 1) + "_" : "h";
    return hidden + (index + 1);
  }

  /// `w5`; counted layer by layer, neuron by neuron.
  public String weight(int layer, int neuron, int input) {
    return "w"
        + (firstWeight.get(layer)
            + neuron * example.layers().get(layer).weights().get(0).size()
            + input);
  }

  /// `b_h1`.
  public String bias(int layer, int neuron) {
    return "b_" + neuron(layer, neuron);
  }

  /// `net_h1`, the weighted sum.
  public String net(int layer, int neuron) {
    return "net_" + neuron(layer, neuron);
  }

  /// `out_h1`, or `i1` for layer -1.
  public String out(int layer, int neuron) {
    return layer < 0 ? "i" + (neuron + 1) : "out_" + neuron(layer, neuron);
  }

  /// `p_o1`, the softmax of the outputs.
  public String probability(int index) {
    return "p_o" + (index + 1);
  }

  /// `t1`.
  public String target(int index) {
    return "t" + (index + 1);
  }

  /// `hidden layer`, `output layer`.
  public String layer(int layer) {
    return last(layer)
        ? "output layer"
        : example.layers().size() > 2 ? "hidden layer " + (layer + 1) : "hidden layer";
  }
}
