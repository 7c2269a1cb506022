package io.gradus.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.gradus.Gradients;
import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.exec.Reference;
import io.gradus.explain.DenseExample;
import io.gradus.explain.DenseRun;
import io.gradus.explain.WorkedExamples;
import io.gradus.graph.Apply;
import io.gradus.graph.Node;
import io.gradus.graph.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/// Whole runs from the literature, by the double-precision engine: gradient descent over many
/// steps.
class PublishedRunsTest {
  private static void assertDigits(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, offset(Math.abs(expected) * 1e-12));
  }

  /// A loss over parameters, and plain gradient descent on it.
  private static final class Descent {
    private final Parameters parameters = new Parameters();
    private final List<Param> params = new ArrayList<>();
    private final List<Node> gradients = new ArrayList<>();
    private final int learned;
    private final Tensor loss;
    private final Reference reference;

    /// @param learned how many of the parameters move
    /// @param starts the values of each parameter
    /// @param loss from the parameters as tensors
    Descent(
        int learned,
        List<Shape> shapes,
        List<double[]> starts,
        java.util.function.Function<List<Tensor>, Tensor> loss) {
      List<Tensor> leaves = new ArrayList<>();
      for (int i = 0; i < shapes.size(); i++) {
        Param param = parameters.add("p" + i, shapes.get(i));
        params.add(param);
        leaves.add(Tensor.of(Apply.parameter(param, "", false), Origin.NONE));
      }
      this.learned = learned;
      this.loss = loss.apply(leaves);
      Gradients all = this.loss.gradients();
      params.forEach(param -> gradients.add(all.of(param).node()));
      List<Node> outputs = new ArrayList<>(gradients);
      outputs.add(this.loss.node());
      reference = new Reference(outputs);
      for (int i = 0; i < starts.size(); i++) {
        System.arraycopy(starts.get(i), 0, reference.param(params.get(i)), 0, starts.get(i).length);
      }
      reference.run(0, 0);
    }

    double loss() {
      return reference.of(loss.node())[0];
    }

    double[] gradient(int param) {
      return reference.of(gradients.get(param));
    }

    double[] values(int param) {
      return reference.param(params.get(param));
    }

    Descent steps(int count, double rate) {
      for (int n = 0; n < count; n++) {
        for (int i = 0; i < learned; i++) {
          double[] values = values(i);
          double[] gradient = gradient(i);
          for (int k = 0; k < values.length; k++) {
            values[k] -= rate * gradient[k];
          }
        }
        reference.run(0, 0);
      }
      return this;
    }
  }

  /// M. Nielsen, chapter 3: one sigmoid neuron with input 1 that should say 0.
  private static Descent neuron(double w, double b, BiFunction<Tensor, Tensor, Tensor> cost) {
    return new Descent(
        2,
        List.of(Shape.of(1), Shape.of(1)),
        List.of(new double[] {w}, new double[] {b}),
        p -> {
          Tensor z = p.get(0).add(p.get(1));
          return cost.apply(z, z.sigmoid()).sum();
        });
  }

  private static double output(Descent neuron) {
    double z = neuron.values(0)[0] + neuron.values(1)[0];
    return 1 / (1 + StrictMath.exp(-z));
  }

  @Test
  void nielsensNeuronLearnsSlowlyWhereTheSigmoidIsFlat() {
    BiFunction<Tensor, Tensor, Tensor> quadratic = (z, a) -> a.square().multiply(0.5);
    Descent easy = neuron(0.6, 0.9, quadratic);
    assertDigits(output(easy), 0.817574476193644);
    assertDigits(output(easy.steps(300, 0.15)), 0.093955694863647);
    Descent hard = neuron(2, 2, quadratic);
    assertDigits(output(hard), 0.982013790037908);
    assertThat(hard.gradient(0)[0]).isCloseTo(0.017345021070840, offset(1e-15));
    assertDigits(output(hard.steps(300, 0.15)), 0.202848424267776);
  }

  @Test
  void nielsensNeuronWithCrossEntropyDoesNot() {
    // -ln(1 - a) for the target 0
    BiFunction<Tensor, Tensor, Tensor> entropy = (z, a) -> z.softplus();
    Descent easy = neuron(0.6, 0.9, entropy).steps(300, 0.005);
    assertDigits(output(easy), 0.417679299598887);
    Descent hard = neuron(2, 2, entropy);
    assertDigits(hard.gradient(0)[0], 0.982013790037908);
    assertDigits(output(hard.steps(300, 0.005)), 0.779587064206168);
  }

  @Test
  void mazurAfterAHundredAThousandAndTenThousandUpdates() {
    DenseRun run = new DenseRun(WorkedExamples.mazur());
    run.update(100);
    assertDigits(run.error(), 0.02004682824942521);
    run.update(900);
    assertThat(run.error()).isCloseTo(0.001114349453733746, offset(1e-14));
    run.update(9000);
    DenseExample after = run.example();
    assertThat(output(after, 0)).isCloseTo(0.015913620443550679, offset(1e-13));
    assertThat(output(after, 1)).isCloseTo(0.98406427351462378, offset(1e-13));
  }

  private static double output(DenseExample network, int index) {
    List<Double> signal = network.samples().getFirst().inputs();
    for (DenseExample.Layer layer : network.layers()) {
      List<Double> next = new ArrayList<>();
      for (int j = 0; j < layer.biases().size(); j++) {
        double z = layer.biases().get(j);
        for (int i = 0; i < signal.size(); i++) {
          z += layer.weights().get(j).get(i) * signal.get(i);
        }
        next.add(1 / (1 + StrictMath.exp(-z)));
      }
      signal = next;
    }
    return signal.get(index);
  }

  @Test
  void mazurWithABiasOfItsOwnForEachNeuron() {
    DenseExample mazur = WorkedExamples.mazur();
    DenseRun run =
        new DenseRun(
            new DenseExample(
                mazur.name(),
                mazur.source(),
                mazur.samples().getFirst().inputs(),
                mazur.samples().getFirst().targets(),
                mazur.layers(),
                0.5,
                true));
    run.update(1);
    assertDigits(run.example().layers().get(0).biases().get(0), 0.34561432265525649);
    assertDigits(run.example().layers().get(0).biases().get(1), 0.3450228726473914);
    assertDigits(run.example().layers().get(1).biases().get(0), 0.53075071918572148);
    assertDigits(run.example().layers().get(1).biases().get(1), 0.61904911825827813);
    assertDigits(run.error(), 0.28047144679143016);
    run.update(9999);
    assertThat(run.error()).isCloseTo(2.4475622359322466e-06, offset(1e-17));
    assertThat(output(run.example(), 0)).isCloseTo(0.011587527390870083, offset(1e-13));
    assertThat(output(run.example(), 1)).isCloseTo(0.98845893502567161, offset(1e-13));
  }

  @Test
  void mazurWithABiasSharedByEachLayer() {
    Descent run = sharedBiases();
    run.steps(1, 0.5);
    assertDigits(run.values(1)[0], 0.34063719530264791);
    assertDigits(run.values(3)[0], 0.54979983744399963);
    assertDigits(run.loss(), 0.28575088669929649);
    run.steps(9999, 0.5);
    assertThat(run.loss()).isCloseTo(4.3553210661637514e-06, offset(1e-16));
  }

  /// Inputs and targets are parameters that nobody moves, so that they are doubles.
  private static Descent sharedBiases() {
    return new Descent(
        4,
        List.of(
            Shape.of(2, 2),
            Shape.of(1),
            Shape.of(2, 2),
            Shape.of(1),
            Shape.of(1, 2),
            Shape.of(1, 2)),
        List.of(
            new double[] {0.15, 0.25, 0.20, 0.30},
            new double[] {0.35},
            new double[] {0.40, 0.50, 0.45, 0.55},
            new double[] {0.60},
            new double[] {0.05, 0.10},
            new double[] {0.01, 0.99}),
        p -> {
          Tensor hidden = p.get(4).matmul(p.get(0)).add(p.get(1)).sigmoid();
          Tensor out = hidden.matmul(p.get(2)).add(p.get(3)).sigmoid();
          return p.get(5).subtract(out).square().multiply(0.5).sum();
        });
  }

  private static Descent xor(BiFunction<Tensor, Tensor, Tensor> cost) {
    Tensor x = Tensor.of(Shape.of(4, 2), 0, 0, 0, 1, 1, 0, 1, 1);
    Tensor t = Tensor.of(Shape.of(4, 1), 0, 1, 1, 0);
    return new Descent(
        4,
        List.of(Shape.of(2, 2), Shape.of(2), Shape.of(2, 1), Shape.of(1)),
        List.of(
            new double[] {0.5, -0.5, 0.3, 0.8},
            new double[] {0.1, -0.1},
            new double[] {0.7, -0.4},
            new double[] {0.2}),
        p -> {
          Tensor hidden = x.matmul(p.get(0)).add(p.get(1)).sigmoid();
          Tensor z = hidden.matmul(p.get(2)).add(p.get(3));
          return cost.apply(z, t);
        });
  }

  @Test
  void xorByHalfTheSquaredError() {
    Descent run = xor((z, t) -> z.sigmoid().subtract(t).square().multiply(0.5).mean());
    assertDigits(run.loss(), 0.13052095131219749);
    assertDigits(run.gradient(2)[0], 0.015529286355780766);
    assertDigits(run.gradient(2)[1], 0.012532668127584027);
    assertDigits(run.gradient(3)[0], 0.025233869455776773);
    assertDigits(run.gradient(0)[0], 0.0017234224572439277);
    assertDigits(run.gradient(0)[1], -0.0015975080235438649);
    assertDigits(run.gradient(0)[2], 0.0010351364000965486);
    assertDigits(run.gradient(0)[3], -0.0013898780611230187);
    assertDigits(run.gradient(1)[0], 0.003761811722124965);
    assertDigits(run.gradient(1)[1], -0.0029479782451392557);
    assertDigits(run.steps(1, 1).loss(), 0.1295016333032481);
    assertDigits(run.steps(9, 1).loss(), 0.1256165361022048);
  }

  @Test
  void xorByCrossEntropyEndsInATrap() {
    Descent run = xor((z, t) -> z.softplus().subtract(z.multiply(t)).mean());
    assertDigits(run.loss(), 0.71568297002097236);
    assertDigits(run.gradient(2)[0], 0.06520519772591467);
    assertDigits(run.gradient(2)[1], 0.053080902331750855);
    assertDigits(run.gradient(3)[0], 0.10559761075055027);
    assertDigits(run.steps(1, 1).loss(), 0.70075085710657492);
    assertDigits(run.steps(9, 1).loss(), 0.6927888238483241);
  }

  @Test
  void oneStepOfXor() {
    DenseRun run = new DenseRun(WorkedExamples.xor());
    assertDigits(run.error(), 0.06557962200636587);
    DenseExample xor = WorkedExamples.xor();
    DenseRun kept =
        new DenseRun(
            new DenseExample(
                xor.name(),
                xor.source(),
                xor.samples().getFirst().inputs(),
                xor.samples().getFirst().targets(),
                xor.layers(),
                0.5,
                false));
    run.update(1);
    kept.update(1);
    double published = 0.06334667654262953;
    assertThat(Math.min(Math.abs(run.error() - published), Math.abs(kept.error() - published)))
        .isLessThan(1e-14);
  }
}
