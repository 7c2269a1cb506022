package io.gradus.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.Shape;
import io.gradus.Tensor;
import org.junit.jupiter.api.Test;

/// What the words say of a gradient is so.
class ExplanationTest {
  @Test
  void aForwardValueIsNotCalledAGradient() {
    Tensor x = Tensor.of(2).tracked("x");
    Tensor y = Tensor.of(3).tracked("y");
    // The gradient of x is y itself, which is no gradient.
    String text = x.multiply(y).sum().gradients().explain(x);
    assertThat(text).contains("  equals   y");
    assertThat(text).doesNotContain("dL/d(y)");
  }

  @Test
  void twinsAreToldApart() {
    Tensor x = Tensor.of(1).tracked("x");
    Tensor y = Tensor.of(2).tracked("y");
    String text = x.sigmoid().multiply(y.sigmoid()).sum().gradients().explain(x);
    assertThat(text).contains("used in  sigmoid#1 = ").contains("sigmoid#2");
  }

  @Test
  void aShapeIsPrintedOnce() {
    Tensor x = Tensor.input("x", Shape.of(2, 3)).tracked();
    assertThat(x.sum().gradients().explain(x)).doesNotContain("[2, 3]) [2, 3]");
    assertThat(x.sum(1).sum().gradients().explain(x)).doesNotContain("[2, 3]) [2, 3]");
  }
}
