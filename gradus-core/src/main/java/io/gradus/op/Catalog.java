package io.gradus.op;

import io.gradus.Shape;
import io.gradus.expr.Expr.Comparison;
import java.util.ArrayList;
import java.util.List;

/// One instance or more of every op there is, to drive the tests and the documentation.
public final class Catalog {
  private Catalog() {}

  /// All ops; those with settings appear with several.
  public static List<Op> ops() {
    List<Op> ops = new ArrayList<>(arithmetic());
    ops.addAll(activations());
    ops.addAll(contractionsAndReductions());
    ops.addAll(movements());
    ops.addAll(
        List.of(
            new Gather(0),
            new Gather(1),
            new ScatterAdd(0, 4, 1),
            new ScatterAdd(1, 3, 1),
            new OneHot(4),
            new ArgMaxPool(Window.of(2, 3)),
            new ArgMaxPool(
                new Window(new Window.Axis(3, 2, 1, 2, 1), new Window.Axis(2, 1, 1, 0, 2))),
            new Pick(),
            new Scatter(Shape.of(2, 3)),
            new ArgMax(0),
            new ArgMax(1),
            new ArgMax(2),
            new LogSumExp(0),
            new LogSumExp(1),
            new Softmax(0),
            new Softmax(1),
            new LogSoftmax(0),
            new LogSoftmax(2),
            new SoftmaxCrossEntropy(),
            new Attention(false),
            new Attention(true),
            new Attention(false, 2),
            new Attention(true, 3),
            new OnlyUpTo(),
            new Ramp(-1, 4),
            new Ramp(2, 1),
            new Ramp(0, 0),
            new UniformSample(Shape.of(5, 3), 7),
            new UniformSample(Shape.of(1, 0), 7),
            new NormalSample(Shape.of(4, 5), 7),
            new NormalSample(Shape.of(1, 0), 7),
            new BernoulliSample(Shape.of(6, 3), 7, 0.25),
            new BernoulliSample(Shape.of(1, 0), 7, 0.25)));
    return List.copyOf(ops);
  }

  private static List<Op> arithmetic() {
    List<Op> ops =
        new ArrayList<>(
            List.of(
                new Add(),
                new Subtract(),
                new Multiply(),
                new Divide(),
                new Power(),
                new Minimum(),
                new Maximum(),
                new Absolute(),
                new Negate(),
                new Sign(),
                new SquareRoot(),
                new ReciprocalSquareRoot(),
                new Reciprocal(),
                new Square(),
                new Exp(),
                new Expm1(),
                new Log(),
                new Log1p(),
                new Sin(),
                new Cos(),
                new Erf(),
                new Floor(),
                new Ceil(),
                new Round(),
                new Clamp(-0.5, 1.1),
                new Scale(-0.7),
                new Where(),
                new StopGradient()));
    for (Comparison comparison : Comparison.values()) {
      ops.add(new Compare(comparison));
    }
    return ops;
  }

  private static List<Op> activations() {
    return List.of(
        new Sigmoid(),
        new Tanh(),
        new Relu(),
        new LeakyRelu(0.01),
        new PRelu(),
        new Relu6(),
        new Elu(1.3),
        new Selu(),
        new Celu(0.7),
        new Gelu(),
        new GeluTanh(),
        new Silu(),
        new Mish(),
        new Softplus(),
        new Softsign(),
        new HardSigmoid(),
        new HardSwish(),
        new HardTanh());
  }

  private static List<Op> contractionsAndReductions() {
    List<Op> ops = new ArrayList<>();
    for (boolean a : new boolean[] {false, true}) {
      ops.add(new MatMul(a, false));
      ops.add(new MatMul(a, true));
    }
    for (Window window : windows()) {
      ops.add(new Convolution(window));
      ops.add(new ConvolutionData(window, window.y().reach() + 2, window.x().reach() + 3));
      ops.add(new ConvolutionFilter(window));
      ops.add(new Depthwise(window));
      ops.add(new DepthwiseData(window, window.y().reach() + 2, window.x().reach() + 3));
      ops.add(new DepthwiseFilter(window));
    }
    for (int[] axes : new int[][] {{0, 1}, {1, 2}, {2, 3}, {0, 2}, {1, 3}, {0, 3}}) {
      ops.add(new Sum(axes[0], axes[1]));
      ops.add(new Product(axes[0], axes[1]));
      ops.add(new ReduceMax(axes[0], axes[1]));
      ops.add(new ReduceMin(axes[0], axes[1]));
    }
    return ops;
  }

  private static List<Window> windows() {
    return List.of(
        Window.of(1, 1),
        Window.of(3, 2),
        new Window(new Window.Axis(3, 1, 1, 1, 1), new Window.Axis(3, 1, 1, 1, 1)),
        new Window(new Window.Axis(3, 2, 1, 0, 1), new Window.Axis(2, 3, 0, 2, 1)),
        new Window(new Window.Axis(2, 1, 2, 2, 3), new Window.Axis(3, 2, 1, 1, 2)));
  }

  private static List<Op> movements() {
    return List.of(
        new Reshape(Shape.of(3, 4)),
        new Reshape(Shape.of(1, 0, 4)),
        new Transpose(List.of(1, 0)),
        new Transpose(List.of(2, 0, 1)),
        new Transpose(List.of(0, 2, 1)),
        new Slice(List.of(0, 1), List.of(1, 2), Shape.of(3, 2)),
        new Slice(List.of(2, 0, 1), List.of(3, 1, 1), Shape.of(2, 2, 0)),
        new Embed(List.of(1, 0), List.of(1, 1), Shape.of(6, 4)),
        new Embed(List.of(1, 2), List.of(2, 3), Shape.of(9, 12)),
        new Concat(0),
        new Concat(1),
        new Concat(2),
        new After(),
        new Flip(0),
        new Flip(1),
        new Expand(Shape.of(3, 4)),
        new Expand(Shape.of(1, 0, 4)),
        new Expand(Shape.of(2, 3, 2)));
  }
}
