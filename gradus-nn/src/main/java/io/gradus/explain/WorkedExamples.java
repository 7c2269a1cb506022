package io.gradus.explain;

import io.gradus.op.Relu;
import io.gradus.op.Sigmoid;
import io.gradus.op.Tanh;
import java.util.List;

/// Networks from lectures and tutorials, with their published numbers.
public final class WorkedExamples {
  private static final List<String> NAMES =
      List.of("mazur", "xor", "xor-batch", "goodfellow", "nielsen", "karpathy");

  private WorkedExamples() {}

  /// The names that [#named] knows.
  public static List<String> names() {
    return NAMES;
  }

  /// The example of that name.
  ///
  /// @throws IllegalArgumentException if there is none; the message lists the names
  public static DenseExample named(String name) {
    return switch (name) {
      case "mazur" -> mazur();
      case "xor" -> xor();
      case "xor-batch" -> xorBatch();
      case "goodfellow" -> goodfellow();
      case "nielsen" -> nielsen();
      case "karpathy" -> karpathy();
      default ->
          throw new IllegalArgumentException(
              "no worked example is called \""
                  + name
                  + "\"; there are "
                  + String.join(", ", NAMES));
    };
  }

  /// Two inputs, two hidden neurons, two outputs; biases do not learn.
  public static DenseExample mazur() {
    return new DenseExample(
        "mazur",
        "M. Mazur, A step by step backpropagation example, 2015",
        List.of(0.05, 0.10),
        List.of(0.01, 0.99),
        List.of(
            new DenseExample.Layer(
                List.of(List.of(0.15, 0.20), List.of(0.25, 0.30)),
                List.of(0.35, 0.35),
                new Sigmoid()),
            new DenseExample.Layer(
                List.of(List.of(0.40, 0.45), List.of(0.50, 0.55)),
                List.of(0.60, 0.60),
                new Sigmoid())),
        0.5,
        false);
  }

  /// One step on the way to XOR: the sample (1, 0) with target 1.
  public static DenseExample xor() {
    return new DenseExample(
        "xor",
        "one sample of XOR in a 2-2-1 network",
        List.of(1.0, 0.0),
        List.of(1.0),
        List.of(
            new DenseExample.Layer(
                List.of(List.of(0.1, 0.15), List.of(0.2, 0.25)), List.of(0.1, 0.1), new Sigmoid()),
            new DenseExample.Layer(List.of(List.of(0.3, 0.35)), List.of(0.2), new Sigmoid())),
        0.5,
        true);
  }

  /// All four samples of XOR in one step.
  public static DenseExample xorBatch() {
    return new DenseExample(
        "xor-batch",
        "the four samples of XOR in a 2-2-1 network; the error is their mean",
        allOfXor(),
        List.of(
            new DenseExample.Layer(
                List.of(List.of(0.5, 0.3), List.of(-0.5, 0.8)), List.of(0.1, -0.1), new Sigmoid()),
            new DenseExample.Layer(List.of(List.of(0.7, -0.4)), List.of(0.2), new Sigmoid())),
        DenseLoss.HALF_SQUARES,
        Descent.SGD,
        1,
        true,
        Memory.NONE);
  }

  /// XOR solved exactly by a ReLU network: all gradients are 0.
  public static DenseExample goodfellow() {
    return new DenseExample(
        "goodfellow",
        "I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 6.1: XOR solved exactly",
        allOfXor(),
        List.of(
            new DenseExample.Layer(
                List.of(List.of(1.0, 1.0), List.of(1.0, 1.0)), List.of(0.0, -1.0), new Relu()),
            new DenseExample.Layer(List.of(List.of(1.0, -2.0)), List.of(0.0), new Linear())),
        DenseLoss.HALF_SQUARES,
        Descent.SGD,
        1,
        true,
        Memory.NONE);
  }

  private static List<Sample> allOfXor() {
    return List.of(
        new Sample(List.of(0.0, 0.0), List.of(0.0)),
        new Sample(List.of(0.0, 1.0), List.of(1.0)),
        new Sample(List.of(1.0, 0.0), List.of(1.0)),
        new Sample(List.of(1.0, 1.0), List.of(0.0)));
  }

  /// One saturated sigmoid neuron that should say 0: learning is slow where the sigmoid is flat.
  public static DenseExample nielsen() {
    return new DenseExample(
        "nielsen",
        "M. Nielsen, Neural Networks and Deep Learning, chapter 3: the learning slowdown",
        List.of(1.0),
        List.of(0.0),
        List.of(new DenseExample.Layer(List.of(List.of(2.0)), List.of(2.0), new Sigmoid())),
        0.15,
        true);
  }

  /// One tanh neuron whose output is 1/sqrt(2) and whose slope is one half.
  public static DenseExample karpathy() {
    return new DenseExample(
        "karpathy",
        "A. Karpathy, the neuron of the micrograd lecture, 2022, with target 1",
        List.of(2.0, 0.0),
        List.of(1.0),
        List.of(
            new DenseExample.Layer(
                List.of(List.of(-3.0, 1.0)), List.of(6.8813735870195432), new Tanh())),
        0.05,
        true);
  }
}
