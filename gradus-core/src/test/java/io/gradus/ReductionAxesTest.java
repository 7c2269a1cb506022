package io.gradus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.exec.Engine;
import io.gradus.exec.Plan;
import io.gradus.graph.Node;
import io.gradus.graph.Value;
import io.gradus.kernel.Philox;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reductions over any axes: negative, several, apart, all; and what ties do.
class ReductionAxesTest {
  private static final Shape SHAPE = Shape.of(2, 3, 4, 5);
  private static final float[] NUMBERS = new float[SHAPE.size()];

  static {
    for (int i = 0; i < NUMBERS.length; i++) {
      NUMBERS[i] = 3 * Philox.normal(5, 0, 0, i);
    }
  }

  static Stream<int[]> axes() {
    return Stream.of(
        new int[] {},
        new int[] {0},
        new int[] {-1},
        new int[] {1, 2},
        new int[] {2, 0},
        new int[] {-1, 0},
        new int[] {1, 3},
        new int[] {3, 0, 1},
        new int[] {3, 2, 1, 0});
  }

  /// The elements that each element of the result is made of, in row-major order.
  private static List<List<Integer>> groups(int[] axes) {
    boolean[] chosen = Arguments.chosen(SHAPE, axes, "test");
    int[] strides = SHAPE.strides();
    List<List<Integer>> groups = new ArrayList<>();
    int[] place = new int[SHAPE.size()];
    int[] numbers = new int[SHAPE.size()];
    java.util.Arrays.fill(numbers, -1);
    for (int i = 0; i < SHAPE.size(); i++) {
      int key = 0;
      for (int axis = 0; axis < SHAPE.rank(); axis++) {
        int at = i / strides[axis] % SHAPE.length(axis);
        key = key * SHAPE.length(axis) + (chosen[axis] ? 0 : at);
      }
      if (numbers[key] < 0) {
        numbers[key] = groups.size();
        groups.add(new ArrayList<>());
      }
      place[i] = numbers[key];
      groups.get(place[i]).add(i);
    }
    return groups;
  }

  private static Shape kept(int[] axes) {
    Shape shape = SHAPE;
    for (int axis : axes) {
      shape = shape.with(axis, 1);
    }
    return axes.length == 0 ? Shape.scalar() : shape;
  }

  @ParameterizedTest
  @MethodSource("axes")
  void argMaxIsThePlaceWithinItsAxes(int[] axes) {
    Indices best = Tensor.of(SHAPE, NUMBERS).argMax(axes);
    List<List<Integer>> groups = groups(axes);
    int[] expected =
        groups.stream()
            .mapToInt(group -> {
              int place = 0;
              for (int i = 1; i < group.size(); i++) {
                place = NUMBERS[group.get(i)] > NUMBERS[group.get(place)] ? i : place;
              }
              return place;
            })
            .toArray();
    assertThat(best.values()).containsExactly(expected);
    int gone = axes.length == 0 ? SHAPE.rank() : axes.length;
    assertThat(best.shape().rank()).isEqualTo(SHAPE.rank() - gone);
  }

  @ParameterizedTest
  @MethodSource("axes")
  void logSumExpAndItsGradientAreThoseOfTheDefinition(int[] axes) {
    Tensor x = Tensor.of(SHAPE, NUMBERS).tracked();
    Tensor y = x.logSumExp(axes);
    assertThat(y.shape()).isEqualTo(kept(axes));
    float[] gradient = y.sum().gradients().of(x).values();
    List<List<Integer>> groups = groups(axes);
    for (int i = 0; i < groups.size(); i++) {
      double sum = groups.get(i).stream().mapToDouble(j -> Math.exp(NUMBERS[j])).sum();
      assertThat((double) y.values()[i]).isCloseTo(Math.log(sum), within(1e-5));
      for (int j : groups.get(i)) {
        assertThat((double) gradient[j]).isCloseTo(Math.exp(NUMBERS[j]) / sum, within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("axes")
  void extremesSumsAndNormsAreThoseOfTheDefinition(int[] axes) {
    Tensor x = Tensor.of(SHAPE, NUMBERS);
    List<List<Integer>> groups = groups(axes);
    for (int i = 0; i < groups.size(); i++) {
      double[] group = groups.get(i).stream().mapToDouble(j -> NUMBERS[j]).toArray();
      double mean = java.util.Arrays.stream(group).average().orElseThrow();
      double variance =
          java.util.Arrays.stream(group).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      double most = java.util.Arrays.stream(group).max().orElseThrow();
      double least = java.util.Arrays.stream(group).min().orElseThrow();
      double squares = java.util.Arrays.stream(group).map(v -> v * v).sum();
      assertThat((double) x.max(axes).values()[i]).isEqualTo(most);
      assertThat((double) x.min(axes).values()[i]).isEqualTo(least);
      assertThat((double) x.mean(axes).values()[i]).isCloseTo(mean, within(1e-5));
      assertThat((double) x.variance(0, axes).values()[i]).isCloseTo(variance, within(1e-4));
      assertThat((double) x.norm2(axes).values()[i]).isCloseTo(Math.sqrt(squares), within(1e-4));
      assertThat((double) x.normInfinity(axes).values()[i]).isEqualTo(Math.max(most, -least));
    }
    assertThat(x.max(axes).shape()).isEqualTo(kept(axes));
  }

  @ParameterizedTest
  @MethodSource("axes")
  void plansGiveTheSameBits(int[] axes) {
    Tensor eager = Tensor.of(SHAPE, NUMBERS);
    Tensor traced = Tensor.input("x", SHAPE);
    List<Node> nodes =
        List.of(traced.logSumExp(axes).node(), traced.max(axes).node(), traced.argMax(axes).node());
    Plan plan = Plan.of(Engine.shared(), nodes.stream().map(Plan.Output::of).toList());
    plan.bind(traced.node(), Value.of(NUMBERS));
    plan.run(0, 0);
    assertThat(plan.output(0).copyFloats()).containsExactly(eager.logSumExp(axes).values());
    assertThat(plan.output(1).copyFloats()).containsExactly(eager.max(axes).values());
    assertThat(plan.output(2).copyInts()).containsExactly(eager.argMax(axes).values());
  }

  @Test
  void axesMayBeNamedInAnyOrder() {
    Tensor x = Tensor.of(SHAPE, NUMBERS);
    assertThat(x.argMax(3, 1).values()).containsExactly(x.argMax(1, 3).values());
    assertThat(x.logSumExp(-1, 0).values()).containsExactly(x.logSumExp(0, 3).values());
  }

  @Test
  void argMaxTakesTheFirstOfEqualsAndTheFirstNanBeforeAll() {
    assertThat(Tensor.of(new float[][] {{1, 5}, {5, 2}}).argMax().values()).containsExactly(1);
    Tensor x = Tensor.of(new float[][] {{1, 5}, {Float.NaN, Float.NaN}});
    assertThat(x.argMax().values()).containsExactly(2);
    assertThat(Tensor.scalar(3).argMax().values()).containsExactly(0);
  }

  @Test
  void logSumExpOfExtremesDoesNotOverflow() {
    Tensor x = Tensor.of(new float[][] {{1000, 1000}, {-1000, 1000}});
    assertThat(x.logSumExp().item()).isEqualTo((float) (1000 + Math.log(3)));
    float none = Float.NEGATIVE_INFINITY;
    assertThat(Tensor.of(new float[][] {{none}, {none}}).logSumExp().item()).isEqualTo(none);
    assertThat(Tensor.zeros(Shape.of(2, 0)).logSumExp().item()).isEqualTo(none);
    assertThat(Tensor.zeros(Shape.of(2, 0)).max(1).values()).containsExactly(none, none);
  }

  @Test
  void equalOperandsShareTheGradient() {
    Tensor a = Tensor.of(1, 2, 3).tracked();
    Tensor b = Tensor.of(3, 2, 1).tracked();
    Gradients most = a.max(b).sum().gradients();
    assertThat(most.of(a).values()).containsExactly(0, 0.5f, 1);
    assertThat(most.of(b).values()).containsExactly(1, 0.5f, 0);
    Gradients least = a.min(b).sum().gradients();
    assertThat(least.of(a).values()).containsExactly(1, 0.5f, 0);
    assertThat(least.of(b).values()).containsExactly(0, 0.5f, 1);
  }

  @Test
  void allEqualWinnersShareTheGradientEvenly() {
    Tensor x = Tensor.of(Shape.of(2, 1, 2), 7, 7, 7, 0).tracked();
    float third = 1f / 3;
    assertThat(x.max().gradients().of(x).values()).containsExactly(third, third, third, 0);
    assertThat(x.max(0, 2).sum().gradients().of(x).values())
        .containsExactly(third, third, third, 0);
    assertThat(x.negate().min(-1, 0).sum().gradients().of(x).values())
        .containsExactly(-third, -third, -third, -0f);
  }

  @Test
  void theSlopeOfTheAbsoluteValueIsTheSign() {
    Tensor x = Tensor.of(-2, 0, 3, Float.NaN).tracked();
    assertThat(x.abs().sum().gradients().of(x).values()).containsExactly(-1, 0, 1, Float.NaN);
    assertThat(x.sign().values()).containsExactly(-1, 0, 1, Float.NaN);
  }

  @Test
  void aTileOfNothingIsEmpty() {
    assertThat(Tensor.of(1, 2).tile(0, 0).shape()).isEqualTo(Shape.of(0));
    assertThat(Tensor.of(1, 2).tile(0, 2).values()).containsExactly(1, 2, 1, 2);
  }
}
