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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  void tracedTensorsThatNobodyFollowsAreRefusedToo() {
    Tensor x = Tensor.input("x", Shape.of(3));
    Tensor w = Tensor.input("w", Shape.of(3)).tracked();
    Gradients gradients = x.multiply(w).sum().gradients();
    assertThatThrownBy(() -> gradients.of(x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tracked()");
    assertThatThrownBy(() -> gradients.explain(x)).isInstanceOf(IllegalArgumentException.class);
    Tensor cut = w.stopGradient();
    assertThatThrownBy(() -> cut.multiply(w).sum().gradients().of(cut))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stopGradient");
    // Named, it is followed; and zeros are true where a followed one plays no part.
    assertThat(x.multiply(w).sum().gradients(x).reaches(x)).isTrue();
    Tensor apart = Tensor.input("apart", Shape.of(2)).tracked();
    assertThat(gradients.of(apart).values()).containsExactly(0, 0);
  }

  @Test
  void namedNumbersWithoutHistoryAreRefused() {
    Tensor x = Tensor.of(1, 2, 3);
    Tensor w = Tensor.of(4, 5, 6).tracked();
    Gradients gradients = x.multiply(w).sum().gradients(x, w);
    assertThat(gradients.of(w).values()).containsExactly(1, 2, 3);
    assertThatThrownBy(() -> x.square().sum().gradients(x).of(x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tracked()");
  }

  @Test
  void aFrozenParameterHasZerosAndItsTensorIsRefused() {
    Parameters parameters = new Parameters();
    Param frozen = parameters.add("frozen", Shape.of(1));
    Param free = parameters.add("free", Shape.of(1));
    frozen.freeze(true);
    frozen.set(3);
    Tensor tensor = eager(frozen);
    Gradients gradients = tensor.multiply(eager(free)).sum().gradients();
    assertThat(gradients.of(frozen).values()).containsExactly(0);
    assertThat(gradients.of(free).values()).containsExactly(3);
    assertThatThrownBy(() -> gradients.of(tensor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("frozen");
  }

  @Test
  void aGradientThatIsAParameterKeepsTheNumbersOfItsTime() {
    Parameters parameters = new Parameters();
    Param w = parameters.add("w", Shape.of(1));
    w.set(2);
    Tensor x = Tensor.of(5).tracked();
    Tensor gradient = x.multiply(eager(w)).sum().gradients().of(x);
    w.set(7);
    assertThat(gradient.values()).containsExactly(2);
  }

  @Test
  void zerosOfATracedLossAreTraced() {
    Tensor a = Tensor.input("a", Shape.of(2));
    Tensor b = Tensor.input("b", Shape.of(2));
    Tensor none = a.square().sum().gradients(a, b).of(b);
    assertThat(none.hasValues()).isFalse();
    Tensor second = none.square().sum().gradients(a, b).of(a);
    Plan plan = Plan.of(Engine.shared(), List.of(Plan.Output.of(second.node())));
    plan.run(0, 0);
    assertThat(plan.output(0).copyFloats()).containsExactly(0, 0);
  }

  @Test
  void severalThreadsMayAskForGradients() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 200; i++) {
        Tensor x = Tensor.of(1, 2, 3).tracked();
        Gradients gradients = x.sigmoid().multiply(x).exp().sum().gradients();
        Callable<float[]> ask = () -> gradients.of(x).values();
        List<Future<float[]>> answers = threads.invokeAll(List.of(ask, ask));
        assertThat(answers.get(0).get()).containsExactly(answers.get(1).get());
      }
    }
  }

  @Test
  void aRecordedStopGradientIsNotTracked() {
    Tensor x = Tensor.input("x", Shape.of(2)).tracked();
    var stopped = x.stopGradient().node();
    assertThat(Apply.again(stopped, List.of(x.node())).tracked()).isFalse();
    assertThat(Apply.again(x.exp().node(), List.of(x.node())).tracked()).isTrue();
  }

  @Test
  void noZerosThatInfinityWouldSpoilFlowBackThroughStopGradient() {
    Tensor x = Tensor.input("x", Shape.of(1)).tracked();
    Tensor loss = x.add(x.stopGradient().multiply(Float.POSITIVE_INFINITY)).sum();
    Plan plan = Plan.of(Engine.shared(), List.of(Plan.Output.of(loss.gradients().of(x).node())));
    plan.bind(x.node(), Value.of(new float[] {2})).run(0, 0);
    assertThat(plan.item(0)).isEqualTo(1);
  }

  @Test
  void gradientsAreListedForwardAndBackward() {
    Tensor x = Tensor.input("x", Shape.of(2, 3)).tracked();
    Tensor w = Tensor.input("w", Shape.of(3, 1)).tracked();
    String text = x.matmul(w).sigmoid().sum().gradients().graph().toString();
    assertThat(text)
        .containsSubsequence("leaves", "= x", "= w", "forward", "sigmoid", "backward", "outputs");
    assertThat(text.lines().filter(line -> line.endsWith("float[3, 1]"))).hasSize(2);
    assertThat(text.substring(text.indexOf("outputs")).split(",")).hasSize(3);
    assertThat(x.matmul(w).sum().gradients(w).graph().outputs()).hasSize(2);
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
