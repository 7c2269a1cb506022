package io.gradus.studio.activations;

import io.gradus.Gradients;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.exec.Reference;
import io.gradus.graph.Node;
import io.gradus.kernel.Philox;
import io.gradus.kernel.RandomKey;
import java.util.ArrayList;
import java.util.List;

/// A signal on its way through many layers of one activation, and a gradient on its way back.
///
/// Inputs are N(0, 1); every layer is `a = f(x W)` with weights as they start and no bias; and the
/// gradient that enters at the last outputs is N(0, 1). All in double.
///
/// @param outputs the inputs, then the outputs `a` of each layer
/// @param gradients `dL/da` at the same places
/// @param slopes `f'(z)` of each layer
record Depth(List<double[]> outputs, List<double[]> gradients, List<double[]> slopes) {
  private static final int BATCH = 64;

  static Depth of(FormulaCurve curve, int layers, int width, Start start, long seed) {
    Shape shape = Shape.of(BATCH, width);
    Tensor x = Tensor.input("x", shape);
    List<Tensor> weights = new ArrayList<>();
    List<Tensor> sums = new ArrayList<>();
    List<Tensor> outputs = new ArrayList<>(List.of(x));
    for (int layer = 1; layer <= layers; layer++) {
      Tensor weight = Tensor.input("W" + layer, Shape.of(width, width));
      Tensor sum = outputs.getLast().matmul(weight);
      weights.add(weight);
      sums.add(sum);
      outputs.add(curve.apply(sum));
    }
    Tensor entering = Tensor.input("g", shape);
    Tensor loss = outputs.getLast().multiply(entering).sum();
    Gradients gradients = loss.gradients(outputs.toArray(Tensor[]::new));
    List<Tensor> back = outputs.stream().map(gradients::of).toList();
    List<Node> wanted = new ArrayList<>();
    outputs.forEach(tensor -> wanted.add(tensor.node()));
    sums.forEach(tensor -> wanted.add(tensor.node()));
    back.forEach(tensor -> wanted.add(tensor.node()));
    Reference reference = new Reference(wanted);
    reference.set(x.node(), normal(seed, "x", shape.size()));
    reference.set(entering.node(), normal(seed, "g", shape.size()));
    for (int layer = 0; layer < layers; layer++) {
      reference.set(weights.get(layer).node(), weight(start, width, seed, layer));
    }
    reference.run(0, 0);
    return new Depth(
        numbers(reference, outputs), numbers(reference, back), slopes(curve, reference, sums));
  }

  private static List<double[]> numbers(Reference reference, List<Tensor> tensors) {
    return tensors.stream().map(tensor -> reference.of(tensor.node())).toList();
  }

  private static List<double[]> slopes(FormulaCurve curve, Reference reference, List<Tensor> sums) {
    return numbers(reference, sums).stream().map(z -> curve.sample(z).slope()).toList();
  }

  private static double[] normal(long seed, String name, int size) {
    long key = RandomKey.of(seed, name, 0);
    double[] numbers = new double[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = Philox.normalDouble(key, 0, 0, i);
    }
    return numbers;
  }

  private static double[] weight(Start start, int width, long seed, int layer) {
    float[] floats = new float[width * width];
    start.initializer().fill(floats, 0, new int[] {width, width}, RandomKey.of(seed, "W", layer));
    double[] numbers = new double[floats.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = floats[i];
    }
    return numbers;
  }

  int layers() {
    return slopes.size();
  }

  /// The root mean square of `dL/dx` over that of what entered: how much of the gradient is left.
  double left() {
    return Histogram.rootMeanSquare(gradients.getFirst())
        / Histogram.rootMeanSquare(gradients.getLast());
  }

  /// The product, over the layers, of the root mean square of the slopes.
  double slopeProduct() {
    double product = 1;
    for (double[] slope : slopes) {
      product *= Histogram.rootMeanSquare(slope);
    }
    return product;
  }
}
