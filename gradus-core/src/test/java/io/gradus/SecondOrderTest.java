package io.gradus;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.exec.Engine;
import io.gradus.exec.Interpreter;
import io.gradus.exec.Plan;
import io.gradus.exec.Stepper;
import io.gradus.graph.Node;
import io.gradus.graph.Origin;
import io.gradus.graph.Value;
import io.gradus.op.SoftmaxCrossEntropy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random graphs, their gradients and the gradients of those: every float executor has the same
/// bits.
class SecondOrderTest {
  private static final int OPS = 6;
  private static final Shape[] SHAPES = {
    Shape.scalar(), Shape.of(3), Shape.of(1, 3), Shape.of(2, 1), Shape.of(2, 3), Shape.of(0, 3)
  };

  private record Case(List<Node> leaves, List<float[]> numbers, List<Node> outputs) {}

  @ParameterizedTest
  @ValueSource(ints = {0, 50, 100, 150, 200, 250})
  void everyExecutorHasTheSameBits(int first) {
    for (int seed = first; seed < first + 50; seed++) {
      List<float[]> eager =
          make(seed, true).outputs().stream().map(SecondOrderTest::floats).toList();
      Case traced = make(seed, false);
      sameBits(seed, "plan", planned(traced), eager);
      sameBits(seed, "interpreter", interpreted(traced), eager);
      sameBits(seed, "stepper", stepped(traced), eager);
    }
  }

  private static void sameBits(
      int seed, String executor, List<float[]> actual, List<float[]> eager) {
    assertThat(actual).hasSameSizeAs(eager);
    for (int i = 0; i < eager.size(); i++) {
      assertThat(bits(actual.get(i)))
          .as("seed %d, %s, output %d", seed, executor, i)
          .isEqualTo(bits(eager.get(i)));
    }
  }

  private static List<String> bits(float[] floats) {
    List<String> bits = new ArrayList<>();
    for (float number : floats) {
      bits.add(Float.toHexString(number));
    }
    return bits;
  }

  private static float[] floats(Node node) {
    return Tensor.of(node, Origin.NONE).values();
  }

  private static List<float[]> planned(Case made) {
    Plan plan = Plan.of(Engine.shared(), made.outputs().stream().map(Plan.Output::of).toList());
    feeds(made).forEach(plan::bind);
    plan.run(0, 0);
    List<float[]> results = new ArrayList<>();
    for (int i = 0; i < made.outputs().size(); i++) {
      results.add(plan.output(i).copyFloats());
    }
    return results;
  }

  private static List<float[]> interpreted(Case made) {
    Map<Node, Value> results =
        new Interpreter(Engine.shared()).run(made.outputs(), feeds(made), 0, 0);
    return made.outputs().stream().map(node -> results.get(node).copyFloats()).toList();
  }

  private static List<float[]> stepped(Case made) {
    Stepper stepper = new Stepper(Engine.shared(), made.outputs(), feeds(made), 0, 0);
    while (stepper.next()) {
      assertThat(stepper.value().size()).isEqualTo(stepper.node().shape().size());
    }
    return made.outputs().stream().map(node -> stepper.valueOf(node).copyFloats()).toList();
  }

  private static Map<Node, Value> feeds(Case made) {
    Map<Node, Value> feeds = new LinkedHashMap<>();
    for (int i = 0; i < made.leaves().size(); i++) {
      feeds.put(made.leaves().get(i), Value.of(made.numbers().get(i)));
    }
    return feeds;
  }

  private static Case make(int seed, boolean eager) {
    Random random = new Random(seed);
    List<float[]> numbers = new ArrayList<>();
    List<Tensor> leaves = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Shape shape = SHAPES[random.nextInt(SHAPES.length)];
      float[] given = new float[shape.size()];
      for (int j = 0; j < given.length; j++) {
        given[j] = (float) random.nextGaussian();
      }
      numbers.add(given);
      Tensor leaf = eager ? Tensor.of(shape, given) : Tensor.input("x" + i, shape);
      leaves.add(i < 2 ? leaf.tracked() : leaf);
    }
    List<Tensor> tracked = leaves.subList(0, 2);
    List<Tensor> known = new ArrayList<>(leaves);
    for (int i = 0; i < OPS; i++) {
      known.add(grown(random, known));
    }
    Tensor loss = known.getLast().sum().add(known.get(known.size() - 2).sin().sum());
    List<Tensor> results = new ArrayList<>(List.of(loss));
    Gradients first = loss.gradients();
    Tensor ofFirst = Tensor.full(0);
    for (Tensor leaf : tracked) {
      Tensor gradient = first.of(leaf);
      results.add(gradient);
      // A sum with a product: what a simplification could round another way.
      Tensor mixed = gradient.square().add(gradient.multiply(0.3)).add(leaf.multiply(0));
      ofFirst = ofFirst.add(mixed.sum());
    }
    results.add(ofFirst);
    Gradients second = ofFirst.gradients();
    tracked.forEach(leaf -> results.add(second.of(leaf)));
    return new Case(
        leaves.stream().map(Tensor::node).toList(),
        numbers,
        results.stream().map(Tensor::node).toList());
  }

  private static Tensor grown(Random random, List<Tensor> known) {
    Tensor x = known.get(random.nextInt(known.size()));
    Tensor y = known.get(random.nextInt(known.size()));
    boolean fit = fit(x.shape(), y.shape());
    int rank = x.shape().rank();
    return switch (random.nextInt(16)) {
      case 0 -> x.tanh();
      case 1 -> x.sigmoid().multiply(0.1);
      case 2 -> x.square().add(1).sqrt();
      case 3 -> x.gelu();
      case 4 -> rank == 0 ? x.sin() : x.sum(random.nextInt(rank));
      case 5 -> x.sum().add(x);
      case 6 -> rank == 0 ? x.cos() : x.softmax(rank - 1);
      case 7 -> fit ? x.add(y) : x.negate();
      case 8 -> fit ? x.multiply(y) : x.softplus();
      case 9 -> rank == 0 ? x.silu() : x.logSoftmax(random.nextInt(rank));
      case 10 -> rank == 0 ? x.abs() : x.logSumExp(random.nextInt(rank));
      case 11 -> rank == 0 ? x.exp() : crossEntropy(x, y.shape().equals(x.shape()) ? y : x);
      case 12 -> fit ? x.stopGradient().multiply(y) : x.stopGradient();
      case 13 -> rank == 2 ? x.transpose().matmul(x).tanh() : x.multiply(x);
      case 14 -> x.add(0).multiply(1).subtract(x.multiply(-1));
      default -> fit ? x.divide(y.square().add(1)) : x.subtract(0.5);
    };
  }

  private static Tensor crossEntropy(Tensor logits, Tensor targets) {
    return Tensor.apply(new SoftmaxCrossEntropy(), List.of(logits, targets.sigmoid()));
  }

  private static boolean fit(Shape a, Shape b) {
    try {
      a.broadcast(b);
      return true;
    } catch (ShapeException e) {
      return false;
    }
  }
}
