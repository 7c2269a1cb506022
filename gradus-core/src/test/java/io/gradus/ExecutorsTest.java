package io.gradus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.exec.Engine;
import io.gradus.exec.Interpreter;
import io.gradus.exec.Plan;
import io.gradus.exec.Reference;
import io.gradus.exec.Workers;
import io.gradus.graph.Apply;
import io.gradus.graph.Kind;
import io.gradus.graph.Node;
import io.gradus.graph.Origin;
import io.gradus.graph.Value;
import io.gradus.kernel.Kernels;
import io.gradus.kernel.Philox;
import io.gradus.kernel.ScalarKernels;
import io.gradus.op.CustomOp;
import io.gradus.op.Example;
import io.gradus.op.View;
import io.gradus.op.Vjp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A two-layer network in every executor: the same bits from each, and the right numbers.
class ExecutorsTest {
  private static final int ROWS = 37;
  private static final int IN = 19;
  private static final int HIDDEN = 33;
  private static final int CLASSES = 5;

  private final Parameters parameters = new Parameters();
  private final Param weight1 = parameters.add("hidden.weight", Shape.of(IN, HIDDEN));
  private final Param bias1 = parameters.add("hidden.bias", Shape.of(HIDDEN));
  private final Param weight2 = parameters.add("logits.weight", Shape.of(HIDDEN, CLASSES));
  private final float[] inputs = numbers(ROWS * IN, 4);
  private final int[] labels = new int[ROWS];

  ExecutorsTest() {
    long key = 1;
    for (Param param : parameters.list()) {
      param.set(numbers(param.size(), key++));
    }
    for (int i = 0; i < ROWS; i++) {
      labels[i] = Philox.below(CLASSES, 9, 0, 0, i);
    }
  }

  private static float[] numbers(int count, long key) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = Philox.normal(key, 0, 0, i) * 0.5f;
    }
    return numbers;
  }

  private record Net(Tensor x, Indices y, Tensor hidden, Tensor loss) {}

  private Net net(boolean eager) {
    Tensor x =
        eager ? Tensor.of(Shape.of(ROWS, IN), inputs) : Tensor.input("x", Shape.of(ROWS, IN));
    Indices y = eager ? Indices.of(labels) : Indices.input("y", Shape.of(ROWS));
    Tensor hidden = x.matmul(leaf(weight1, eager)).add(leaf(bias1, eager)).gelu();
    Tensor logits = hidden.matmul(leaf(weight2, eager));
    Tensor loss = logits.logSoftmax(-1).multiply(y.oneHot(CLASSES)).sum().divide(-ROWS);
    return new Net(x, y, hidden, loss);
  }

  private static Tensor leaf(Param param, boolean eager) {
    return Tensor.of(Apply.parameter(param, "", eager), Origin.NONE);
  }

  private List<Node> outputs(Net net) {
    Gradients gradients = net.loss().gradients();
    List<Node> nodes = new ArrayList<>(List.of(net.loss().node(), net.hidden().node()));
    parameters.list().forEach(param -> nodes.add(gradients.of(param).node()));
    nodes.add(gradients.of(net.hidden()).node());
    return nodes;
  }

  private List<float[]> planned(Engine engine) {
    Net net = net(false);
    List<Node> nodes = outputs(net);
    Plan plan = Plan.of(engine, nodes.stream().map(Plan.Output::of).toList());
    plan.bind(net.x().node(), Value.of(inputs)).bind(net.y().node(), Value.of(labels));
    plan.run(0, 0);
    plan.run(1, 0);
    List<float[]> results = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      results.add(plan.output(i).copyFloats());
    }
    return results;
  }

  private List<float[]> eager() {
    return outputs(net(true)).stream()
        .map(node ->
            node.value() != null
                ? node.value().copyFloats()
                : Interpreter.shared().evaluate(node).copyFloats())
        .toList();
  }

  private static void assertSameBits(List<float[]> expected, List<float[]> actual) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i)).as("output %d", i).containsExactly(expected.get(i));
    }
  }

  @Test
  void eagerInterpreterAndPlanGiveTheSameBits() {
    Net net = net(false);
    List<Node> nodes = outputs(net);
    Map<Node, Value> feeds =
        Map.of(net.x().node(), Value.of(inputs), net.y().node(), Value.of(labels));
    Map<Node, Value> results = new Interpreter(Engine.shared()).run(nodes, feeds, 0, 0);
    List<float[]> interpreted = nodes.stream().map(node -> results.get(node).copyFloats()).toList();
    assertSameBits(interpreted, planned(Engine.shared()));
    assertSameBits(interpreted, eager());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void threadsAndKernelsDoNotChangeABit(int threads) {
    List<float[]> expected = planned(Engine.shared());
    try (Workers workers = new Workers(threads)) {
      assertSameBits(expected, planned(new Engine(new ScalarKernels(), workers)));
      assertSameBits(expected, planned(new Engine(Kernels.best(), workers)));
    }
  }

  @Test
  void floatsAgreeWithTheDoubleReference() {
    Net net = net(false);
    List<Node> nodes = outputs(net);
    Reference reference =
        new Reference(nodes).set(net.x().node(), doubles(inputs)).set(net.y().node(), labels);
    reference.run(0, 0);
    List<float[]> floats = planned(Engine.shared());
    for (int i = 0; i < nodes.size(); i++) {
      double[] exact = reference.of(nodes.get(i));
      for (int j = 0; j < exact.length; j++) {
        assertThat((double) floats.get(i)[j])
            .as("output %d, element %d", i, j)
            .isCloseTo(exact[j], within(2e-6));
      }
    }
  }

  private static double[] doubles(float[] floats) {
    double[] doubles = new double[floats.length];
    java.util.Arrays.setAll(doubles, i -> floats[i]);
    return doubles;
  }

  @Test
  void gradientsAgreeWithCentredDifferences() {
    Net net = net(false);
    List<Node> nodes = outputs(net);
    Reference reference =
        new Reference(nodes).set(net.x().node(), doubles(inputs)).set(net.y().node(), labels);
    reference.run(0, 0);
    int at = 2;
    for (Param param : parameters.list()) {
      reference.run(0, 0);
      double[] analytic = reference.of(nodes.get(at++)).clone();
      double[] values = reference.param(param);
      double best = Double.POSITIVE_INFINITY;
      for (double step : new double[] {1e-3, 1e-4, 1e-5}) {
        best = Math.min(best, worst(reference, net.loss().node(), analytic, values, step));
      }
      assertThat(best).as(param.path()).isLessThan(1e-7);
    }
  }

  private static double worst(
      Reference reference, Node loss, double[] analytic, double[] values, double step) {
    double worst = 0;
    double largest = 0;
    for (int i = 0; i < values.length; i++) {
      double kept = values[i];
      values[i] = kept + step;
      reference.run(0, 0);
      double above = reference.of(loss)[0];
      values[i] = kept - step;
      reference.run(0, 0);
      double below = reference.of(loss)[0];
      values[i] = kept;
      worst = Math.max(worst, Math.abs(analytic[i] - (above - below) / (2 * step)));
      largest =
          Math.max(largest, Math.max(Math.abs(analytic[i]), Math.abs(above - below) / (2 * step)));
    }
    return worst / largest;
  }

  @Test
  void aChainTooLongForOneKernelIsCut() {
    Tensor x = Tensor.input("x", Shape.of(40));
    Tensor y = x;
    for (int i = 0; i < 40; i++) {
      y = y.gelu().multiply(1.5).add(x);
    }
    Plan plan = Plan.of(Engine.shared(), List.of(Plan.Output.of(y.node())));
    float[] numbers = numbers(40, 6);
    plan.bind(x.node(), Value.of(numbers)).run(0, 0);
    Map<Node, Value> results =
        new Interpreter(Engine.shared())
            .run(List.of(y.node()), Map.of(x.node(), Value.of(numbers)), 0, 0);
    assertThat(plan.size()).isBetween(10, 60);
    assertThat(plan.output(0).copyFloats()).containsExactly(results.get(y.node()).copyFloats());
  }

  /// Adds to places that must be empty at first, as counts of labels do.
  private record Tally(int places) implements CustomOp {
    @Override
    public Kind kind() {
      return Kind.INDEX;
    }

    @Override
    public Kind inputKind(int index) {
      return Kind.INDEX;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return Shape.of(places);
    }

    @Override
    public void forward(List<View> in, List<Shape> shapes, View out, Shape shape) {
      for (int i = 0; i < in.get(0).size(); i++) {
        int at = in.get(0).index(i);
        out.setIndex(at, out.index(at) + 1);
      }
    }

    @Override
    public List<@Nullable Tensor> vjp(Vjp call) {
      return Vjp.none(1);
    }

    @Override
    public String formula(List<String> operands) {
      return "tally(" + operands.get(0) + ")";
    }

    @Override
    public List<Example> examples() {
      return List.of(new Example(List.of()).with(Shape.of(3), 0, 1, 1));
    }
  }

  @Test
  void aLoopOverIndicesStartsFromZerosInEveryRun() {
    Indices labels = Indices.input("labels", Shape.of(3));
    Node counts = Apply.op(new Tally(2), List.of(labels.node()), Origin.NONE);
    Plan plan = Plan.of(Engine.shared(), List.of(Plan.Output.of(counts)));
    plan.bind(labels.node(), Value.of(new int[] {0, 1, 1}));
    plan.run(0, 0);
    plan.run(1, 0);
    assertThat(plan.output(0).copyInts()).containsExactly(1, 2);
  }

  @Test
  void anInputThatWasGivenNothingIsNamed() {
    Tensor x = Tensor.input("pixels", Shape.of(2));
    Tensor scale = Tensor.input("scale", Shape.of(1));
    Indices labels = Indices.input("labels", Shape.of(3));
    Node picked = x.multiply(scale).gather(0, labels).node();
    Plan plan = Plan.of(Engine.shared(), List.of(Plan.Output.of(picked)));
    plan.bind(scale.node(), Value.of(new float[] {2}));
    assertThatThrownBy(() -> plan.run(0, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("\"pixels\" [2]")
        .hasMessageContaining("\"labels\" [3]")
        .hasMessageContaining("bind");
    assertThatThrownBy(() -> plan.bind(x.node(), Value.of(new int[2])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("numbers");
    plan.bind(x.node(), Value.of(new float[] {1, 2}));
    plan.bind(labels.node(), Value.of(new int[] {1, 0, 1})).run(0, 0);
    assertThat(plan.output(0).copyFloats()).containsExactly(4, 2, 4);
  }

  @Test
  void secondDerivativesAreGraphToo() {
    Tensor x = Tensor.of(0.5f, -1.25f, 2f).tracked();
    Tensor first = x.square().multiply(x).sum().gradients().of(x);
    assertThat(first.values()).containsExactly(0.75f, 4.6875f, 12f);
    Tensor second = first.sum().gradients().of(x);
    assertThat(second.values()).containsExactly(3f, -7.5f, 12f);
  }

  @Test
  void aDeepGraphIsPlanned() {
    Tensor x = Tensor.input("x", Shape.of(2, 2));
    Tensor w = Tensor.of(Shape.of(2, 2), 0.5f, 0.5f, 0.5f, 0.5f);
    Tensor y = x;
    for (int i = 0; i < 20_000; i++) {
      y = i % 2 == 0 ? y.matmul(w) : y.add(0);
    }
    Plan plan = Plan.of(Engine.shared(), List.of(Plan.Output.of(y.node())));
    plan.bind(x.node(), Value.of(new float[] {1, 3, 5, 7})).run(0, 0);
    assertThat(plan.output(0).copyFloats()).containsExactly(2, 2, 6, 6);
  }

  @Test
  void gradientsAskedForAfterAnUpdateAreRefused() {
    Tensor loss = net(true).loss();
    Gradients gradients = loss.gradients();
    float[] first = gradients.of(weight2).values();
    assertThat(first).hasSize(weight2.size());
    weight2.set(new float[weight2.size()]);
    assertThat(gradients.of(weight2).values()).containsExactly(first);
    assertThatThrownBy(() -> gradients.of(weight1))
        .isInstanceOf(StaleGradientException.class)
        .hasMessageContaining("ask for all gradients first");
  }

  @Test
  void everyUseOfAParameterCounts() {
    Tensor once =
        Tensor.of(Shape.of(1, IN), java.util.Arrays.copyOf(inputs, IN)).matmul(leaf(weight1, true));
    Tensor again = Tensor.ones(Shape.of(1, IN)).matmul(leaf(weight1, true));
    float[] gradient = once.add(again).sum().gradients().of(weight1).values();
    for (int i = 0; i < IN; i++) {
      assertThat(gradient[i * HIDDEN]).isEqualTo(inputs[i] + 1);
    }
  }

  /// Constants meet in the backward pass: whoever simplifies it once more must find nothing to do.
  @Test
  void simplifyingTwiceChangesNothing() {
    float[] numbers = numbers(600, 12);
    Tensor x = Tensor.of(numbers).tracked();
    Tensor h = x.max(x.product(0));
    float[] eager = h.add(h).sum().add(h.mean()).gradients().of(x).values();
    Tensor traced = Tensor.input("x", Shape.of(600)).tracked();
    Tensor g = traced.max(traced.product(0));
    Tensor loss = g.add(g).sum().add(g.mean());
    Node gradient = loss.gradients().of(traced).node();
    Plan plan = Plan.of(Engine.shared(), List.of(Plan.Output.of(gradient)));
    plan.bind(traced.node(), Value.of(numbers)).run(0, 0);
    assertThat(plan.output(0).copyFloats()).containsExactly(eager);
  }

  @Test
  void staleParametersAreRefused() {
    Tensor loss = net(true).loss();
    weight1.set(weight1.values());
    assertThatThrownBy(loss::gradients)
        .isInstanceOf(StaleGradientException.class)
        .hasMessageContaining("hidden.weight");
  }

  @Test
  void shapesThatDoNotFitAreNamed() {
    assertThatThrownBy(
            () -> Tensor.input("x", Shape.of(64, 783)).matmul(Tensor.zeros(Shape.of(784, 128))))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("783")
        .hasMessageContaining("784");
  }
}
