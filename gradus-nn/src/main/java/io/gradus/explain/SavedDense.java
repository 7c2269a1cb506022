package io.gradus.explain;

import io.gradus.Param;
import io.gradus.graph.Node;
import io.gradus.op.Add;
import io.gradus.op.Elementwise;
import io.gradus.op.Leaf;
import io.gradus.op.MatMul;
import io.gradus.op.Reshape;
import io.gradus.op.Softmax;
import io.gradus.train.Outputs;
import io.gradus.train.SavedModel;
import io.gradus.train.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A saved model of dense layers as a [DenseExample]: the same weights, in double.
///
/// The network is read from the saved graph, `x W + b` and an activation at a time. The sample is
/// made up, in the network's own scale; the loss is the usual one for what the model predicts.
public final class SavedDense {
  private final String name;
  private final SavedModel model;
  private final List<DenseExample.Layer> layers = new ArrayList<>();
  private int biases;

  private SavedDense(String name, SavedModel model) {
    this.name = name;
    this.model = model;
  }

  /// The network of a saved model as an example, with a sample that is made up.
  ///
  /// @throws IllegalArgumentException if the model is more than a chain of dense layers with
  ///   activations; says what it is
  public static DenseExample example(String name, SavedModel model) {
    return new SavedDense(name, model).read();
  }

  /// A raw row as a sample of a model's network: numbers scaled as the model scales them, a class
  /// as 1 among zeros, or as 0 or 1 for one output.
  ///
  /// @param network what [#example] gave for the model
  /// @throws io.gradus.train.DataException if the row does not fit the model's columns
  public static Sample sample(DenseExample network, SavedModel model, RawRow row) {
    Encoding encoding = new Encoding(model.preprocessing(), row);
    double[] targets = encoding.targets();
    if (model.target() instanceof Target.Classes) {
      targets = new double[network.layers().getLast().biases().size()];
      if (targets.length == 1) {
        targets[0] = encoding.label();
      } else {
        targets[encoding.label()] = 1;
      }
    }
    return new Sample(listed(encoding.inputs()), listed(targets));
  }

  private static List<Double> listed(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  private DenseExample read() {
    Node at = model.graph().outputs().getFirst();
    boolean softmax = at.op() instanceof Softmax;
    if (softmax) {
      at = at.input(0);
    }
    while (!(at.op() instanceof Leaf.Input)) {
      at = layer(at);
    }
    Collections.reverse(layers);
    if (layers.isEmpty()) {
      throw unfit("no layer at all");
    }
    if (biases != 0 && biases != layers.size()) {
      throw unfit("layers with and without biases");
    }
    return new DenseExample(
        name,
        "saved model" + data(),
        List.of(sample()),
        layers,
        loss(softmax),
        Descent.SGD,
        0.1,
        biases > 0,
        Memory.NONE);
  }

  private String data() {
    String data = model.provenance().data();
    return data.isEmpty() ? "" : ", trained on " + data;
  }

  /// Reads the last layer up to this node; returns the node before it.
  private Node layer(Node last) {
    Node at = last;
    Elementwise.Unary activation = new Linear();
    if (at.op() instanceof Elementwise.Unary unary) {
      activation = unary;
      at = at.input(0);
    }
    Param bias = null;
    if (at.op() instanceof Add) {
      bias = param(at.input(1));
      at = at.input(0);
    }
    if (at.op() instanceof Reshape) {
      return at.input(0);
    }
    if (!(at.op() instanceof MatMul product)
        || product.transposeA()
        || product.transposeB()
        || param(at.input(1)) == null) {
      throw unfit(at.op().name());
    }
    layers.add(layerOf(java.util.Objects.requireNonNull(param(at.input(1))), bias, activation));
    return at.input(0);
  }

  private static @Nullable Param param(Node node) {
    return node.op() instanceof Leaf.Parameter leaf ? leaf.param() : null;
  }

  private DenseExample.Layer layerOf(
      Param weight, @Nullable Param bias, Elementwise.Unary activation) {
    float[] matrix = weight.values();
    int units = weight.shape().length(-1);
    List<List<Double>> rows = new ArrayList<>();
    List<Double> offsets = new ArrayList<>();
    float[] added = bias == null ? new float[units] : bias.values();
    biases += bias == null ? 0 : 1;
    for (int j = 0; j < units; j++) {
      List<Double> row = new ArrayList<>();
      for (int i = j; i < matrix.length; i += units) {
        row.add((double) matrix[i]);
      }
      rows.add(row);
      offsets.add((double) added[j]);
    }
    return new DenseExample.Layer(rows, offsets, activation);
  }

  private Sample sample() {
    List<Double> inputs = new ArrayList<>();
    for (int i = 0; i < layers.getFirst().weights().getFirst().size(); i++) {
      inputs.add(i % 2 == 0 ? 0.5 : -0.25);
    }
    List<Double> targets =
        new ArrayList<>(Collections.nCopies(layers.getLast().biases().size(), 0.0));
    if (model.target() instanceof Target.Classes) {
      targets.set(0, 1.0);
    }
    return new Sample(inputs, targets);
  }

  private DenseLoss loss(boolean softmax) {
    if (!(model.target() instanceof Target.Classes)) {
      return DenseLoss.MEAN_SQUARES;
    }
    if (layers.getLast().biases().size() > 1) {
      return softmax || model.outputs() == Outputs.LOGITS
          ? DenseLoss.CROSS_ENTROPY
          : DenseLoss.LOG_LOSS;
    }
    return model.outputs() == Outputs.LOGITS ? DenseLoss.BINARY_CROSS_ENTROPY : DenseLoss.LOG_LOSS;
  }

  private IllegalArgumentException unfit(String found) {
    return new IllegalArgumentException(
        "\"%s\" has %s; shown number by number are chains of dense layers with activations"
            .formatted(name, found));
  }
}
