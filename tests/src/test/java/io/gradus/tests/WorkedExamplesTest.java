package io.gradus.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.gradus.Gradients;
import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.exec.Reference;
import io.gradus.graph.Apply;
import io.gradus.graph.Node;
import io.gradus.graph.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Exact numbers from the literature, recomputed in double by the reference executor.
class WorkedExamplesTest {
  private static void assertDigits(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, offset(Math.abs(expected) * 1e-12));
  }

  /// The 2-2-2 network of M. Mazur, "A step by step backpropagation example" (2015): logistic
  /// units, squared error, rate 0.5, biases not updated.
  private static final class Mazur {
    private static final double RATE = 0.5;
    private final Parameters parameters = new Parameters();
    private final Param w1 = parameters.add("hidden.weight", Shape.of(2, 2));
    private final Param w2 = parameters.add("output.weight", Shape.of(2, 2));
    private final Tensor x = Tensor.input("x", Shape.of(1, 2));
    private final Tensor b1 = Tensor.input("b1", Shape.of(2));
    private final Tensor b2 = Tensor.input("b2", Shape.of(2));
    private final Tensor target = Tensor.input("target", Shape.of(1, 2));
    private final Tensor net1 = x.matmul(leaf(w1)).add(b1);
    private final Tensor out1 = net1.sigmoid();
    private final Tensor net2 = out1.matmul(leaf(w2)).add(b2);
    private final Tensor out2 = net2.sigmoid();
    private final Tensor loss = target.subtract(out2).square().multiply(0.5).sum();
    private final Gradients gradients = loss.gradients();
    private final Node toW1 = gradients.of(w1).node();
    private final Node toW2 = gradients.of(w2).node();
    private final Node toOut1 = gradients.of(out1).node();
    private final Node toOut2 = gradients.of(out2).node();
    private final Node toNet1 = gradients.of(net1).node();
    private final Node toNet2 = gradients.of(net2).node();
    private final Reference reference =
        new Reference(
            List.of(
                loss.node(), toW1, toW2, toOut1, toOut2, toNet1, toNet2, net1.node(), out2.node()));

    Mazur() {
      reference.set(x.node(), 0.05, 0.10).set(target.node(), 0.01, 0.99);
      reference.set(b1.node(), 0.35, 0.35).set(b2.node(), 0.60, 0.60);
      System.arraycopy(new double[] {0.15, 0.25, 0.20, 0.30}, 0, reference.param(w1), 0, 4);
      System.arraycopy(new double[] {0.40, 0.50, 0.45, 0.55}, 0, reference.param(w2), 0, 4);
    }

    private static Tensor leaf(Param param) {
      return Tensor.of(Apply.parameter(param, "", false), Origin.NONE);
    }

    double loss() {
      reference.run(0, 0);
      return reference.of(loss.node())[0];
    }

    void update() {
      reference.run(0, 0);
      descend(reference.param(w1), reference.of(toW1));
      descend(reference.param(w2), reference.of(toW2));
    }

    private static void descend(double[] weights, double[] gradient) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] -= RATE * gradient[i];
      }
    }
  }

  @Test
  void mazurFeedForward() {
    Mazur net = new Mazur();
    assertDigits(net.loss(), 0.29837110876000272);
    assertDigits(net.reference.of(net.net1.node())[0], 0.3775);
    assertThat(net.reference.of(net.out2.node())[0]).isCloseTo(0.751365069552316, offset(5e-16));
    assertThat(net.reference.of(net.out2.node())[1]).isCloseTo(0.772928465321463, offset(5e-16));
  }

  @Test
  void mazurBackPropagationGivesGradientsAndChangesNoWeight() {
    Mazur net = new Mazur();
    net.loss();
    assertThat(net.reference.of(net.toOut2)[0]).isCloseTo(0.741365069552316, offset(5e-16));
    assertThat(net.reference.of(net.toOut2)[1]).isCloseTo(-0.217071534678537, offset(5e-16));
    assertThat(net.reference.of(net.toNet2)[0]).isCloseTo(0.138498561628557, offset(5e-16));
    assertThat(net.reference.of(net.toNet2)[1]).isCloseTo(-0.038098236516556, offset(5e-16));
    assertThat(net.reference.of(net.toOut1)[0]).isCloseTo(0.036350306393145, offset(5e-16));
    assertThat(net.reference.of(net.toOut1)[1]).isCloseTo(0.041370322648745, offset(5e-16));
    assertThat(net.reference.of(net.toNet1)[0]).isCloseTo(0.008771354689487, offset(5e-16));
    assertThat(net.reference.of(net.toNet1)[1]).isCloseTo(0.009954254705217, offset(5e-16));
    double[] w1 = net.reference.of(net.toW1);
    assertDigits(w1[0], 0.00043856773447434653);
    assertDigits(w1[2], 0.00087713546894869305);
    assertDigits(w1[1], 0.00049771273526085988);
    assertDigits(w1[3], 0.00099542547052171976);
    double[] w2 = net.reference.of(net.toW2);
    assertDigits(w2[0], 0.08216704056423077);
    assertDigits(w2[2], 0.082667627847533245);
    assertDigits(w2[1], -0.022602540477475071);
    assertDigits(w2[3], -0.022740242215978222);
    assertThat(net.reference.param(net.w1)).containsExactly(0.15, 0.25, 0.20, 0.30);
    assertThat(net.reference.param(net.w2)).containsExactly(0.40, 0.50, 0.45, 0.55);
  }

  @Test
  void mazurAfterUpdates() {
    Mazur net = new Mazur();
    net.update();
    double[] w2 = net.reference.param(net.w2);
    assertDigits(w2[0], 0.35891647971788465);
    assertDigits(w2[2], 0.4086661860762334);
    assertDigits(w2[1], 0.5113012702387375);
    assertDigits(w2[3], 0.56137012110798912);
    assertDigits(net.reference.param(net.w1)[0], 0.14978071613276281);
    assertDigits(net.loss(), 0.29102777369359933);
    net.update();
    assertDigits(net.loss(), 0.28354713312241997);
    for (int i = 2; i < 10; i++) {
      net.update();
    }
    assertDigits(net.loss(), 0.22091859205390404);
    for (int i = 10; i < 10_000; i++) {
      net.update();
    }
    assertThat(net.loss()).isCloseTo(3.510187782978859e-05, offset(3.5e-16));
  }

  /// The page's printed results come from updating the output weights first and using them for the
  /// hidden deltas.
  @Test
  void mazurPublishedResultComesFromTheWrongOrderOfUpdates() {
    Mazur net = new Mazur();
    net.reference.run(0, 0);
    Mazur.descend(net.reference.param(net.w2), net.reference.of(net.toW2));
    double[] x = {0.05, 0.10};
    double[] delta = net.reference.of(net.toNet2).clone();
    double[] hidden = {0.593269992107187, 0.596884378259767};
    double[] w1 = net.reference.param(net.w1);
    double[] w2 = net.reference.param(net.w2);
    for (int h = 0; h < 2; h++) {
      double back = delta[0] * w2[2 * h] + delta[1] * w2[2 * h + 1];
      for (int i = 0; i < 2; i++) {
        w1[2 * i + h] -= 0.5 * back * hidden[h] * (1 - hidden[h]) * x[i];
      }
    }
    assertThat(net.loss()).isCloseTo(0.291027923905, offset(5e-13));
  }

  /// CS231n, "Backpropagation, intuitions": `f = (x + y) z`.
  @Test
  void cs231nCircuit() {
    Tensor x = Tensor.scalar(-2).tracked();
    Tensor y = Tensor.scalar(5).tracked();
    Tensor z = Tensor.scalar(-4).tracked();
    Tensor q = x.add(y);
    Tensor f = q.multiply(z);
    Gradients g = f.gradients();
    assertThat(f.item()).isEqualTo(-12);
    assertThat(g.of(q).item()).isEqualTo(-4);
    assertThat(g.of(x).item()).isEqualTo(-4);
    assertThat(g.of(y).item()).isEqualTo(-4);
    assertThat(g.of(z).item()).isEqualTo(3);
  }

  /// CS231n: addition shares, multiplication swaps, maximum routes.
  @Test
  void cs231nPatterns() {
    Tensor x = Tensor.scalar(3).tracked();
    Tensor y = Tensor.scalar(-4).tracked();
    Tensor z = Tensor.scalar(2).tracked();
    Tensor w = Tensor.scalar(-1).tracked();
    Tensor f = x.multiply(y).add(z.max(w)).multiply(2);
    Gradients g = f.gradients();
    assertThat(f.item()).isEqualTo(-20);
    assertThat(g.of(x).item()).isEqualTo(-8);
    assertThat(g.of(y).item()).isEqualTo(6);
    assertThat(g.of(z).item()).isEqualTo(2);
    assertThat(g.of(w).item()).isEqualTo(0);
  }

  /// The example of micrograd's README: exact rationals 2421/98, 47620/343 and 221433/343.
  @Test
  void micrograd() {
    Tensor a = Tensor.input("a", Shape.scalar()).tracked();
    Tensor b = Tensor.input("b", Shape.scalar()).tracked();
    Tensor c = a.add(b);
    Tensor d = a.multiply(b).add(b.square().multiply(b));
    c = c.add(c.add(1));
    c = c.add(c.add(1).subtract(a));
    d = d.add(d.multiply(2).add(b.add(a).relu()));
    d = d.add(d.multiply(3).add(b.subtract(a).relu()));
    Tensor e = c.subtract(d);
    Tensor f = e.square();
    Tensor g = f.divide(2).add(Tensor.full(10).divide(f));
    Gradients gradients = g.gradients();
    Node toA = gradients.of(a).node();
    Node toB = gradients.of(b).node();
    Reference reference =
        new Reference(List.of(g.node(), toA, toB)).set(a.node(), -4.0).set(b.node(), 2.0);
    reference.run(0, 0);
    assertDigits(reference.of(g.node())[0], 2421.0 / 98);
    assertDigits(reference.of(toA)[0], 47620.0 / 343);
    assertDigits(reference.of(toB)[0], 221433.0 / 343);
  }

  /// Goodfellow et al., "Deep Learning", section 6.1: XOR solved exactly by a ReLU network.
  @Test
  void xorExactly() {
    Tensor x = Tensor.of(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
    Tensor hidden = x.matmul(Tensor.ones(Shape.of(2, 2))).add(Tensor.of(0, -1)).relu();
    Tensor y = hidden.matmul(Tensor.of(Shape.of(2, 1), 1, -2));
    assertThat(y.values()).containsExactly(0, 1, 1, 0);
  }
}
