package io.gradus.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.Gradients;
import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.exec.Engine;
import io.gradus.exec.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttentionTest {
  private static Tensor random(int seed, int... lengths) {
    Shape shape = Shape.of(lengths);
    float[] numbers = new float[shape.size()];
    Random random = new Random(seed);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return Tensor.of(shape, numbers);
  }

  /// The value and the gradients of queries, keys and values for a random sum of it.
  private static List<Tensor> pass(Attention attention, List<Tensor> operands) {
    List<Tensor> given = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      given.add(i < 3 ? operands.get(i).tracked() : operands.get(i));
    }
    Tensor y = Tensor.apply(attention, given);
    Gradients gradients = y.multiply(random(9, y.shape().lengths())).sum().gradients();
    List<Tensor> all = new ArrayList<>(List.of(y));
    given.subList(0, 3).forEach(operand -> all.add(gradients.of(operand)));
    return all;
  }

  private static void requireClose(List<Tensor> actual, List<Tensor> expected, double tolerance) {
    for (int i = 0; i < expected.size(); i++) {
      float[] there = expected.get(i).values();
      float[] here = actual.get(i).values();
      double largest = expected.get(i).abs().max().item();
      for (int k = 0; k < there.length; k++) {
        assertThat((double) here[k])
            .as("result %d, element %d", i, k)
            .isCloseTo(there[k], within(tolerance * largest));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLongSequenceInPiecesIsWhatItIsInOne(boolean causal) {
    List<Tensor> operands = List.of(random(1, 600, 5), random(2, 600, 5), random(3, 600, 3));
    requireClose(
        pass(new Attention(causal), operands), pass(new Attention(causal, 600), operands), 1e-6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 7})
  void piecesOfAnySizeAreThoseOfOneWithMasksAndSharedKeys(int piece) {
    Tensor keep =
        Tensor.of(Shape.of(2, 1, 1, 9), 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0);
    List<Tensor> operands =
        List.of(random(1, 2, 3, 7, 4), random(2, 2, 1, 9, 4), random(3, 2, 1, 9, 5), keep);
    for (boolean causal : new boolean[] {false, true}) {
      requireClose(
          pass(new Attention(causal, piece), operands),
          pass(new Attention(causal, 100), operands),
          2e-6);
    }
    Tensor each = random(4, 7, 9).greater(-0.5f);
    List<Tensor> other = List.of(operands.get(0), operands.get(1), operands.get(2), each);
    requireClose(
        pass(new Attention(false, piece), other), pass(new Attention(false, 100), other), 2e-6);
  }

  /// Floats of working memory that value and gradients take.
  private static int arena(int steps, boolean causal) {
    Shape shape = Shape.of(steps, 16);
    Tensor q = Tensor.input("q", shape).tracked();
    Tensor k = Tensor.input("k", shape).tracked();
    Tensor v = Tensor.input("v", shape).tracked();
    Tensor y = Tensor.apply(new Attention(causal), List.of(q, k, v));
    Gradients gradients = y.square().sum().gradients();
    List<Plan.Output> outputs = new ArrayList<>();
    for (Tensor output : List.of(y, gradients.of(q), gradients.of(k), gradients.of(v))) {
      outputs.add(Plan.Output.of(output.node()));
    }
    return Plan.of(Engine.shared(), outputs).arena();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theMemoryOfATrainingStepGrowsWithTheSequenceAndNotWithItsSquare(boolean causal) {
    int once = arena(2048, causal);
    int twice = arena(4096, causal);
    assertThat((double) twice).isLessThan(2.3 * once);
    assertThat(twice).isLessThan(4096 * 4096);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 256})
  void aQueryThatMaySeeNothingGetsZerosAndItsGradientsAreZeros(int piece) {
    Tensor keep = Tensor.of(Shape.of(5, 3), 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0);
    List<Tensor> got =
        pass(
            new Attention(false, piece),
            List.of(random(1, 5, 4), random(2, 3, 4), random(3, 3, 2), keep));
    for (int query : new int[] {0, 2, 3}) {
      assertThat(got.get(0).slice(0, query, query + 1).values()).containsOnly(0);
      assertThat(got.get(1).slice(0, query, query + 1).values()).containsOnly(0);
    }
    for (Tensor each : got) {
      for (float number : each.values()) {
        assertThat(number).isFinite();
      }
      assertThat(each.abs().max().item()).isPositive();
    }
  }

  @Test
  void whereNothingMayBeSeenAtAllEverythingIsZero() {
    List<Tensor> got =
        pass(
            new Attention(true),
            List.of(
                random(1, 3, 4), random(2, 3, 4), random(3, 3, 2), Tensor.zeros(Shape.of(1, 3))));
    got.forEach(each -> assertThat(each.values()).containsOnly(0));
  }

  @Test
  void whatIsLeftOutMayBeAnythingFinite() {
    Tensor keep = Tensor.of(Shape.of(1, 3), 1, 1, 0);
    Tensor plain = random(2, 3, 4);
    Tensor wild = Tensor.concat(0, plain.slice(0, 0, 2), Tensor.full(Shape.of(1, 4), 1e30f));
    Tensor q = random(1, 5, 4);
    List<Tensor> calm = pass(new Attention(false), List.of(q, plain, plain, keep));
    List<Tensor> got = pass(new Attention(false), List.of(q, wild, wild, keep));
    assertThat(got.get(0).values()).containsExactly(calm.get(0).values());
  }

  @Test
  void scoresBeyondTheRangeOfExpAreFine() {
    Tensor q = random(1, 6, 4).multiply(1000);
    List<Tensor> got = pass(new Attention(false), List.of(q, q, random(3, 6, 4)));
    for (Tensor each : got) {
      for (float number : each.values()) {
        assertThat(number).isFinite();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 256})
  void whatComesLaterChangesNothingBefore(int piece) {
    Tensor q = random(1, 8, 4);
    Tensor k = random(2, 8, 4);
    Tensor v = random(3, 8, 4);
    Attention attention = new Attention(true, piece);
    Tensor before = Tensor.apply(attention, List.of(q, k, v));
    for (int changed = 0; changed < 8; changed++) {
      Tensor after = Tensor.apply(attention, List.of(q, with(k, changed), with(v, changed)));
      assertThat(after.slice(0, 0, changed).values())
          .containsExactly(before.slice(0, 0, changed).values());
      assertThat(after.slice(0, changed, 8).values())
          .isNotEqualTo(before.slice(0, changed, 8).values());
    }
  }

  private static Tensor with(Tensor x, int changed) {
    Tensor other = Tensor.of(Shape.of(1, 4), 5, -5, 7, 9);
    return Tensor.concat(0, x.slice(0, 0, changed), other, x.slice(0, changed + 1, 8));
  }

  @Test
  void operandsThatDoNotFitAreToldInWords() {
    Attention causal = new Attention(true);
    Shape three = Shape.of(3, 4);
    Shape two = Shape.of(2, 4);
    assertThatThrownBy(() -> causal.shape(List.of(three, Shape.of(3, 5), three)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "attention takes queries [.., t, d], keys [.., s, d] and values [.., s, e], got [3, 4],"
                + " [3, 5] and [3, 4]");
    assertThatThrownBy(() -> causal.shape(List.of(three, three, two)))
        .hasMessageContaining("keys [.., s, d] and values [.., s, e]");
    assertThatThrownBy(() -> causal.shape(List.of(three, two, two)))
        .hasMessage(
            "causal attention takes at least as many keys as queries, got 3 queries and 2 keys");
    assertThatThrownBy(() -> causal.shape(List.of(three, three, three, Shape.of(2))))
        .hasMessage("attention with scores [3, 3] takes a mask that broadcasts to them, got [2]");
    assertThatThrownBy(() -> new Attention(false, 0))
        .hasMessage("attention takes pieces of 1 query or more, got 0");
  }
}
