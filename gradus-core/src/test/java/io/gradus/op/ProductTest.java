package io.gradus.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.exec.Reference;
import io.gradus.graph.Node;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The gradient of a product where dividing the product by the factor would be wrong.
class ProductTest {
  private static float[] gradient(float... numbers) {
    Tensor x = Tensor.of(numbers).tracked();
    return x.product().gradients().of(x).values();
  }

  @Test
  void oneZeroHasTheProductOfTheOthersAndTheyHaveNothing() {
    assertThat(gradient(2, 0, 3, 5)).containsExactly(0, 30, 0, 0);
    assertThat(gradient(0)).containsExactly(1);
  }

  @Test
  void twoZerosLeaveNothing() {
    assertThat(gradient(2, 0, 3, 0, 7)).containsOnly(0);
  }

  @Test
  void aProductThatUnderflowsHasGradientsWhereTheOthersDoNot() {
    assertThat(Tensor.of(1e-30f, 2e-30f).product().item()).isZero();
    assertThat(gradient(1e-30f, 2e-30f)).containsExactly(2e-30f, 1e-30f);
    assertThat(gradient(1e-20f, 1e-20f, 1e-5f)[2]).isEqualTo(1e-20f * 1e-20f);
    assertThat(gradient(1e30f, 4e30f)).containsExactly(4e30f, 1e30f);
    assertThat(gradient(1e-45f, 8)).containsExactly(8, 1e-45f);
  }

  @Test
  void anotherProductThatUnderflowsIsTheLimit() {
    // 1e-60 is no float, though 1e30 would bring it back: the pairs are (1, 3) and (2, 4).
    assertThat(gradient(1, 1e-30f, 1e30f, 1e-30f)[0]).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13, 64, 100})
  void agreesWithDoubleForAnyNumberOfFactors(int factors) {
    Random random = new Random(factors);
    double[] numbers = random.doubles(2L * factors * 3, -1.5, 1.5).map(v -> (float) v).toArray();
    numbers[4] = 0;
    Tensor x = Tensor.input("x", Shape.of(2, factors, 3)).tracked();
    Node gradient = x.product(1).sum().gradients().of(x).node();
    Reference reference = new Reference(List.of(gradient)).set(x.node(), numbers);
    reference.run(0, 0);
    double[] got = reference.of(gradient);
    for (int i = 0; i < numbers.length; i++) {
      double expected = 1;
      for (int j = 0; j < factors; j++) {
        int other = i / (3 * factors) * 3 * factors + j * 3 + i % 3;
        expected *= other == i ? 1 : numbers[other];
      }
      assertThat(got[i]).as("%d", i).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    }
  }

  @Test
  void severalAxesAreOneProduct() {
    Tensor x = Tensor.of(1, 2, 3, 0, 5, 6, 7, 8).reshape(2, 2, 2).tracked();
    float[] got = x.product(1, 2).sum().gradients().of(x).values();
    assertThat(got).containsExactly(0, 0, 0, 6, 336, 280, 240, 210);
  }

  /// d2 (x y z) / dx dy = z, at two zeros too.
  @Test
  void theSecondDerivativeIsRightAtTwoZeros() {
    Tensor x = Tensor.of(0, 0, 3).tracked();
    Tensor first = x.product().gradients().of(x);
    Tensor atFirst = first.slice(0, 0, 1).sum();
    assertThat(atFirst.gradients().of(x).values()).containsExactly(0, 3, 0);
  }

  @Test
  void noFactorsHaveNoGradient() {
    Tensor x = Tensor.of(new float[0]).tracked();
    assertThat(x.product().item()).isEqualTo(1);
    assertThat(x.product().gradients().of(x).values()).isEmpty();
  }
}
