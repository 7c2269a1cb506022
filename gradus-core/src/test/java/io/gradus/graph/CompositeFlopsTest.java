package io.gradus.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.Indices;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.op.Attention;
import io.gradus.op.Op;
import io.gradus.op.Pick;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Costs, worked out by hand.
class CompositeFlopsTest {
  private static Tensor input(int... lengths) {
    return Tensor.input("x", Shape.of(lengths));
  }

  private static long flops(Op op, Tensor... operands) {
    return Flops.of(Tensor.apply(op, List.of(operands)).node());
  }

  @Test
  void aSoftmaxCostsWhatItIsMadeOf() {
    // Of 12 numbers in rows of 4: largest, difference, exp, sum and quotient.
    assertThat(Flops.of(input(3, 4).softmax(1).node())).isEqualTo(5 * 12);
  }

  @Test
  void attentionCostsItsTwoProductsAndTheSoftmaxBetween() {
    long products = 2 * 3 * 4 * 2 + 2 * 3 * 4 * 5;
    // Of 3 by 4 scores: scaled, the largest, difference, exp, sum; the 3 by 5 results are divided.
    long rest = 5 * 12 + 3 * 5;
    // Of 3 queries: the largest is limited, the sum compared with 0 and replaced if it is.
    long guards = 3 * 3;
    Tensor q = input(3, 2);
    Tensor k = input(4, 2);
    Tensor v = input(4, 5);
    assertThat(flops(new Attention(false), q, k, v)).isEqualTo(products + rest + guards);
    assertThat(flops(new Attention(false), q, k, v, input(3, 4)))
        .as("masked: one number is the limit of all")
        .isEqualTo(products + rest + guards + 12 + 1);
  }

  @Test
  void causalPiecesCostHalfOfTheProducts() {
    Tensor x = input(2, 64, 8);
    long whole = flops(new Attention(false), x, x, x);
    long causal = flops(new Attention(true, 4), x, x, x);
    assertThat((double) causal / whole).isBetween(0.5, 0.6);
  }

  @Test
  void theSoftmaxOfALossCountsToo() {
    Tensor x = input(2, 3);
    Node loss = x.logSoftmax(1).node();
    // Largest, difference, exp, sum; log of 2; sum with the largest of 2; difference of 6.
    assertThat(Flops.of(loss)).isGreaterThanOrEqualTo(5 * 6 + 2);
  }

  @Test
  void lookingNumbersUpIsFree() {
    Indices places = Indices.input("places", Shape.of(2, 3, 4, 4));
    Tensor picked = Tensor.apply(new Pick(), input(2, 5, 6, 4), places);
    Tensor gathered = input(10, 3).gather(0, Indices.input("words", Shape.of(5)));
    assertThat(Stream.of(picked, gathered).map(Tensor::node).map(Flops::of)).containsOnly(0L);
  }
}
