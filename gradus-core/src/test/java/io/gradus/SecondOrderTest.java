package io.gradus;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.exec.Engine;
import io.gradus.exec.Plan;
import io.gradus.graph.Node;
import io.gradus.graph.Origin;
import io.gradus.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random graphs, their gradients and the gradients of those: eager and planned have the same bits.
class SecondOrderTest {
  private static final int OPS = 6;
  private static final Shape[] SHAPES = {
    Shape.scalar(), Shape.of(3), Shape.of(1, 3), Shape.of(2, 1), Shape.of(2, 3), Shape.of(0, 3)
  };

  private record Case(List<Node> leaves, List<float[]> numbers, List<Node> outputs) {}

  @ParameterizedTest
  @ValueSource(ints = {0, 50, 100, 150})
  void eagerAndPlannedHaveTheSameBits(int first) {
    for (int seed = first; seed < first + 50; seed++) {
      List<float[]> eager =
          make(seed, true).outputs().stream().map(SecondOrderTest::floats).toList();
      List<float[]> planned = run(make(seed, false));
      assertThat(planned).hasSameSizeAs(eager);
      for (int i = 0; i < eager.size(); i++) {
        assertThat(planned.get(i)).as("seed %d, output %d", seed, i).containsExactly(eager.get(i));
      }
    }
  }

  private static float[] floats(Node node) {
    return Tensor.of(node, Origin.NONE).values();
  }

  private static List<float[]> run(Case made) {
    Plan plan = Plan.of(Engine.shared(), made.outputs().stream().map(Plan.Output::of).toList());
    for (int i = 0; i < made.leaves().size(); i++) {
      plan.bind(made.leaves().get(i), Value.of(made.numbers().get(i)));
    }
    plan.run(0, 0);
    List<float[]> results = new ArrayList<>();
    for (int i = 0; i < made.outputs().size(); i++) {
      results.add(plan.output(i).copyFloats());
    }
    return results;
  }

  private static Case make(int seed, boolean eager) {
    Random random = new Random(seed);
    List<float[]> numbers = new ArrayList<>();
    List<Tensor> leaves = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Shape shape = SHAPES[random.nextInt(SHAPES.length)];
      float[] given = new float[shape.size()];
      for (int j = 0; j < given.length; j++) {
        given[j] = (float) random.nextGaussian();
      }
      numbers.add(given);
      leaves.add(
          eager ? Tensor.of(shape, given).tracked() : Tensor.input("x" + i, shape).tracked());
    }
    List<Tensor> known = new ArrayList<>(leaves);
    for (int i = 0; i < OPS; i++) {
      known.add(grown(random, known));
    }
    Tensor loss = known.getLast().sum().add(known.get(known.size() - 2).sin().sum());
    List<Tensor> results = new ArrayList<>(List.of(loss));
    Gradients first = loss.gradients();
    Tensor ofFirst = Tensor.full(0);
    for (Tensor leaf : leaves) {
      Tensor gradient = first.of(leaf);
      results.add(gradient);
      // A sum with a product: what a simplification could round another way.
      Tensor mixed = gradient.square().add(gradient.multiply(0.3)).add(leaf.multiply(0));
      ofFirst = ofFirst.add(mixed.sum());
    }
    results.add(ofFirst);
    Gradients second = ofFirst.gradients();
    leaves.forEach(leaf -> results.add(second.of(leaf)));
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
    return switch (random.nextInt(10)) {
      case 0 -> x.tanh();
      case 1 -> x.sigmoid().multiply(0.1);
      case 2 -> x.square().add(1).sqrt();
      case 3 -> x.gelu();
      case 4 -> rank == 0 ? x.sin() : x.sum(random.nextInt(rank));
      case 5 -> x.sum().add(x);
      case 6 -> rank == 0 ? x.cos() : x.softmax(rank - 1);
      case 7 -> fit ? x.add(y) : x.negate();
      case 8 -> fit ? x.multiply(y) : x.softplus();
      default -> fit ? x.divide(y.square().add(1)) : x.subtract(0.5);
    };
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
