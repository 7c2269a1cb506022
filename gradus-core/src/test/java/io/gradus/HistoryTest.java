package io.gradus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.exec.Engine;
import io.gradus.exec.Plan;
import io.gradus.exec.Reference;
import io.gradus.expr.Evaluate;
import io.gradus.expr.Expr;
import io.gradus.graph.Apply;
import io.gradus.graph.Origin;
import io.gradus.graph.Value;
import io.gradus.op.Catalog;
import io.gradus.op.Elementwise;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a tensor remembers, and what is asked of gradients that nobody followed.
class HistoryTest {
  private static Tensor eager(Param param) {
    return Tensor.of(Apply.parameter(param, "", true), Origin.NONE);
  }

  @Test
  void aDetachedParameterKeepsTheNumbersOfItsTime() {
    Parameters parameters = new Parameters();
    Param w = parameters.add("w", Shape.of(1));
    w.set(1);
    Tensor detached = eager(w).detach();
    Tensor tracked = eager(w).tracked();
    Tensor x = Tensor.of(2).tracked();
    Tensor loss = x.multiply(detached).multiply(tracked).sum();
    w.set(5);
    assertThat(detached.values()).containsExactly(1);
    assertThat(loss.gradients().of(x).values()).containsExactly(1);
  }

  @Test
  void zerosAreNotMadeUpForWhatNobodyFollowed() {
    Tensor x = Tensor.of(1, 2, 3);
    assertThatThrownBy(() -> x.square().sum().gradients().of(x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tracked()");
    Tensor w = Tensor.of(1, 2, 3).tracked();
    Tensor h = w.square();
    Gradients ofH = h.sum().gradients(h);
    assertThat(ofH.of(h).values()).containsExactly(1, 1, 1);
    assertThatThrownBy(() -> ofH.of(w))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gradients(...)");
    Tensor apart = Tensor.of(7).tracked();
    assertThat(h.sum().gradients().of(apart).values()).containsExactly(0);
  }

  @Test
  void stopGradientEndsTheHistoryOfNumbers() {
    Tensor x = Tensor.of(1).tracked();
    for (int i = 0; i < 100; i++) {
      x = x.multiply(1.5).stopGradient();
    }
    assertThat(x.node().inputs()).isEmpty();
    assertThat(x.node().tracked()).isFalse();
  }

  @Test
  void theReferenceComputesItsIndicesAnew() {
    Tensor x = Tensor.input("x", Shape.of(3));
    Tensor largest = x.argMax(0).oneHot(3).multiply(x).sum();
    Reference reference = new Reference(List.of(largest.node()));
    reference.set(x.node(), 3.0, 1.0, 2.0).run(0, 0);
    assertThat(reference.of(largest.node())[0]).isEqualTo(3);
    reference.set(x.node(), 1.0, 9.0, 2.0).run(0, 0);
    assertThat(reference.of(largest.node())[0]).isEqualTo(9);
  }

  /// What a user computes from a gradient has the same bits eagerly and planned.
  @Test
  void opsOnGradientsHaveTheSameBitsEagerAndPlanned() {
    float[] numbers = {0.3f, -1.7f, 2.9f, 0.01f};
    Tensor eager = ofGradient(Tensor.of(numbers).tracked());
    Tensor x = Tensor.input("x", Shape.of(4)).tracked();
    Tensor traced = ofGradient(x);
    Plan plan = Plan.of(Engine.shared(), List.of(Plan.Output.of(traced.node())));
    plan.bind(x.node(), Value.of(numbers.clone()));
    plan.run(0, 0);
    assertThat(plan.item(0)).isEqualTo(eager.item());
  }

  private static Tensor ofGradient(Tensor x) {
    Tensor g = x.multiply(0.1).multiply(x.sigmoid()).sum().gradients().of(x);
    return g.multiply(0.3).add(x.multiply(0)).add(g.multiply(1)).sum();
  }

  @Test
  void everyActivationHasAFiniteSlopeAtEveryFloat() {
    float[] far = {
      1e4f, -1e4f, 1e10f, -1e10f, 1e19f, -1e19f, 1e30f, -1e30f, Float.MAX_VALUE, -Float.MAX_VALUE
    };
    for (var op : Catalog.ops()) {
      if (op instanceof Elementwise.Unary unary && isActivation(unary)) {
        Tensor x = Tensor.of(far).tracked();
        float[] slopes = x.map(unary).sum().gradients().of(x).values();
        for (int i = 0; i < far.length; i++) {
          assertThat(slopes[i]).as(unary.name() + " at " + far[i]).isBetween(-1.2f, 1.2f);
        }
        Expr slope = unary.slope(Expr.input(0, "x"), unary.value(Expr.input(0, "x")));
        assertThat(Evaluate.in(slope, 1e30)).as(unary.name()).isFinite();
      }
    }
  }

  private static boolean isActivation(Elementwise.Unary op) {
    return List.of(
            "Sigmoid",
            "Tanh",
            "Relu",
            "LeakyRelu",
            "Relu6",
            "Elu",
            "Selu",
            "Celu",
            "Gelu",
            "GeluTanh",
            "Silu",
            "Mish",
            "Softplus",
            "Softsign",
            "HardSigmoid",
            "HardSwish",
            "HardTanh")
        .contains(op.getClass().getSimpleName());
  }
}
