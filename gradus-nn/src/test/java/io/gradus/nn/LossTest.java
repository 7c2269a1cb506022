package io.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.gradus.Indices;
import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.exec.Reference;
import io.gradus.graph.Node;
import io.gradus.nn.Loss.Reduction;
import io.gradus.op.Relu;
import io.gradus.op.Sigmoid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Losses against numbers from the literature and by hand, and what they refuse.
class LossTest {
  private static double inDouble(Loss loss, double[] outputs, int label) {
    Tensor y = Tensor.input("y", Shape.of(1, outputs.length));
    Tensor value = loss.of(y, Targets.of(Indices.of(label)));
    Reference reference = new Reference(List.of(value.node())).set(y.node(), outputs);
    reference.run(0, 0);
    return reference.of(value.node())[0];
  }

  /// CS231n, "Linear classification": one image under both losses.
  @Test
  void cs231nHingeAndSoftmax() {
    double[] scores = {-2.85, 0.86, 0.28};
    assertThat(inDouble(new Hinge(), scores, 2)).isCloseTo(1.58, offset(1e-12));
    assertThat(inDouble(new CrossEntropy(), scores, 2))
        .isCloseTo(1.0401905694301083, offset(1.1e-12));
    assertThat(inDouble(new Hinge(10), new double[] {13, -7, 11}, 0)).isEqualTo(8);
    assertThat(inDouble(new SquaredHinge(10), new double[] {13, -7, 11}, 0)).isEqualTo(64);
  }

  @Test
  void theLossBeforeLearningIsTheLogarithmOfTheNumberOfClasses() {
    assertThat(inDouble(new CrossEntropy(), new double[10], 3))
        .isCloseTo(2.302585092994046, offset(2e-12));
    assertThat(inDouble(new Hinge(), new double[10], 3)).isEqualTo(9);
  }

  private static double[] range(double from, double to, int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = from + (to - from) * i / (count - 1);
    }
    return numbers;
  }

  /// CS231n, assignment 1: a two-layer network, with and without a charge of `1/2 |W|^2`.
  @Test
  void cs231nTwoLayerNetwork() {
    Model model =
        Model.of(Sequential.of(new Dense(50), new Activation(new Relu()), new Dense(7))).input(5);
    Tensor x = Tensor.input("x", Shape.of(3, 5));
    Model.Pass pass = model.trace(x, true);
    Targets targets = Targets.of(Indices.of(0, 5, 1));
    Node plain = new CrossEntropy().of(pass.output(), targets, pass.parameters()).node();
    Loss charged = Penalty.l2(new CrossEntropy(), 1);
    Node penalised = charged.of(pass.output(), targets, pass.parameters()).node();
    Reference reference = new Reference(List.of(plain, penalised, pass.output().node()));
    double[] columns = range(-5.5, 4.5, 15);
    double[] rows = new double[15];
    for (int i = 0; i < 15; i++) {
      rows[i] = columns[i % 5 * 3 + i / 5];
    }
    reference.set(x.node(), rows);
    List<double[]> numbers =
        List.of(
            range(-0.7, 0.3, 250),
            range(-0.1, 0.9, 50),
            range(-0.3, 0.4, 350),
            range(-0.9, 0.1, 7));
    for (int i = 0; i < 4; i++) {
      double[] values = reference.param(model.parameters().list().get(i));
      System.arraycopy(numbers.get(i), 0, values, 0, values.length);
    }
    reference.run(0, 0);
    assertThat(reference.of(pass.output().node())[0]).isCloseTo(11.53165108, offset(5e-9));
    assertThat(reference.of(pass.output().node())[20]).isCloseTo(16.2846319, offset(5e-8));
    assertThat(reference.of(plain)[0]).isCloseTo(3.470224355595, offset(5e-13));
    assertThat(reference.of(penalised)[0]).isCloseTo(26.594842695239, offset(5e-13));
  }

  /// XOR with two sigmoid units, full batch, rate 1: loss and gradients, then after 1 and 10 steps.
  @Test
  void xorByBinaryCrossEntropy() {
    Model model =
        Model.of(Sequential.of(new Dense(2), new Activation(new Sigmoid()), new Dense(1))).input(2);
    Tensor x = Tensor.input("x", Shape.of(4, 2));
    Model.Pass pass = model.trace(x, true);
    Targets targets = Targets.of(Tensor.of(Shape.of(4, 1), 0, 1, 1, 0));
    Tensor loss = new BinaryCrossEntropy().of(pass.output(), targets);
    List<Param> params = model.parameters().list();
    List<Node> nodes = new ArrayList<>(List.of(loss.node()));
    params.forEach(param -> nodes.add(loss.gradients().of(param).node()));
    Reference reference = new Reference(nodes).set(x.node(), 0, 0, 0, 1.0, 1, 0, 1, 1);
    double[][] start = {{0.5, -0.5, 0.3, 0.8}, {0.1, -0.1}, {0.7, -0.4}, {0.2}};
    for (int i = 0; i < 4; i++) {
      System.arraycopy(start[i], 0, reference.param(params.get(i)), 0, start[i].length);
    }
    reference.run(0, 0);
    assertThat(reference.of(nodes.get(0))[0]).isCloseTo(0.71568297002097236, offset(7e-13));
    assertThat(reference.of(nodes.get(3))[0]).isCloseTo(0.06520519772591467, offset(6e-14));
    assertThat(reference.of(nodes.get(3))[1]).isCloseTo(0.053080902331750855, offset(5e-14));
    assertThat(reference.of(nodes.get(4))[0]).isCloseTo(0.10559761075055027, offset(1e-13));
    descend(reference, params, nodes, 1);
    assertThat(reference.of(nodes.get(0))[0]).isCloseTo(0.70075085710657492, offset(7e-13));
    descend(reference, params, nodes, 9);
    assertThat(reference.of(nodes.get(0))[0]).isCloseTo(0.69278882384832396, offset(7e-13));
  }

  private static void descend(
      Reference reference, List<Param> params, List<Node> nodes, int steps) {
    for (int step = 0; step < steps; step++) {
      for (int i = 0; i < params.size(); i++) {
        double[] weights = reference.param(params.get(i));
        double[] gradient = reference.of(nodes.get(i + 1));
        for (int j = 0; j < weights.length; j++) {
          weights[j] -= gradient[j];
        }
      }
      reference.run(0, 0);
    }
  }

  @Test
  void penaltyChargesWeightsAndNeitherBiasesNorFrozenOnes() {
    Model model = Model.of(Sequential.of(new Dense(1), new Dense(1))).input(2);
    List<Param> all = model.parameters().list();
    all.get(0).set(3, -4);
    all.get(1).set(100);
    all.get(2).set(1);
    all.get(3).set(0);
    Tensor zero = Tensor.zeros(Shape.of(1, 1));
    Loss nothing = (y, t) -> Tensor.scalar(0);
    assertThat(penalty(new Penalty(nothing, 2, 0), model, zero)).isEqualTo(2 * (3 + 4 + 1));
    assertThat(penalty(new Penalty(nothing, 0, 2), model, zero)).isEqualTo(9 + 16 + 1);
    all.get(2).freeze(true);
    assertThat(penalty(new Penalty(nothing, 2, 2), model, zero)).isEqualTo(14 + 25);
    assertThat(penalty(new Penalty(nothing, 1, 0, param -> true), model, zero)).isEqualTo(107);
    assertThat(penalty(Penalty.l1(Penalty.l2(nothing, 2), 1), model, zero)).isEqualTo(7 + 25);
  }

  private static double penalty(Penalty penalty, Model model, Tensor target) {
    Model.Pass pass = model.trace(Tensor.input("x", Shape.of(1, 2)), true);
    Node node = penalty.of(pass.output(), Targets.of(target), pass.parameters()).node();
    Reference reference = new Reference(List.of(node));
    reference.run(0, 0);
    return reference.of(node)[0];
  }

  @Test
  void penaltyAsksForTheWeights() {
    Penalty penalty = Penalty.l2(new MeanSquaredError(), 1);
    Tensor y = Tensor.of(1, 2);
    assertThatThrownBy(() -> penalty.of(y, Targets.of(y)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("parameters");
    Penalty vector = Penalty.l2(new MeanSquaredError(Reduction.NONE), 1);
    assertThatThrownBy(() -> vector.of(y, Targets.of(y), java.util.Map.of()))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("reduce it first");
    assertThatThrownBy(() -> Penalty.l1(new MeanSquaredError(), -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBatchInWhichNothingCountsCostsNothing() {
    Tensor z = Tensor.of(new float[][] {{1, 2, 3}, {3, 2, 1}}).tracked();
    Targets none = Targets.of(Indices.of(-1, -1));
    List<Loss> losses =
        List.of(
            new CrossEntropy(0.1, Reduction.MEAN),
            new NegativeLogLikelihood(),
            new Hinge(),
            new SquaredHinge(),
            new Focal());
    for (Loss loss : losses) {
      Tensor value = loss.of(z, none);
      assertThat(value.item()).as(loss.toString()).isZero();
      assertThat(value.gradients().of(z).abs().sum().item()).isZero();
    }
  }

  @Test
  void samplesOfTheIgnoredLabelDoNotCount() {
    Tensor all = Tensor.of(new float[][] {{1, 2, 3}, {3, 2, 1}, {0, 5, 1}});
    Tensor two = Tensor.of(new float[][] {{1, 2, 3}, {0, 5, 1}});
    List<Loss> losses =
        List.of(new CrossEntropy(), new NegativeLogLikelihood(), new Hinge(), new Focal());
    for (Loss loss : losses) {
      assertThat(loss.of(all, Targets.of(Indices.of(2, -1, 0))).item())
          .as(loss.toString())
          .isEqualTo(loss.of(two, Targets.of(Indices.of(2, 0))).item());
    }
  }

  @Test
  void aWeightOfTwoCountsASampleTwice() {
    Tensor y = Tensor.of(new float[][] {{1, 2}, {3, -2}});
    Tensor t = Tensor.of(new float[][] {{0, 1}, {1, 0}});
    Tensor twice = Tensor.of(new float[][] {{1, 2}, {3, -2}, {3, -2}});
    Tensor tTwice = Tensor.of(new float[][] {{0, 1}, {1, 0}, {1, 0}});
    for (Loss loss : List.of(new MeanSquaredError(), new Focal(), new CosineDistance())) {
      assertThat(loss.of(y, Targets.of(t).weighted(Tensor.of(1, 2))).item())
          .as(loss.toString())
          .isCloseTo(loss.of(twice, Targets.of(tTwice)).item(), offset(1e-6f));
    }
    assertThat(new Hinge().of(y, Targets.of(Indices.of(0, 1)).weighted(Tensor.of(1, 2))).item())
        .isCloseTo((2 + 2 * 6) / 3f, offset(1e-6f));
    assertThatThrownBy(
            () -> new MeanSquaredError().of(y, Targets.of(t).weighted(Tensor.of(1, 2, 3))))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("one weight for each sample");
  }

  @Test
  void binaryCrossEntropyTakesLabelsForASingleOutput() {
    Tensor x = Tensor.of(Shape.of(3, 1), -1, 0.5f, 2);
    Tensor t = Tensor.of(Shape.of(3, 1), 1, 0, 1);
    BinaryCrossEntropy loss = new BinaryCrossEntropy().withPositiveWeights(3);
    assertThat(loss.of(x, Targets.of(Indices.of(1, 0, 1))).item())
        .isEqualTo(loss.of(x, Targets.of(t)).item());
    Tensor wide = Tensor.zeros(Shape.of(3, 2));
    assertThatThrownBy(() -> loss.of(wide, Targets.of(Indices.of(1, 0, 1))))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("1 unit");
  }

  @Test
  void farFromTheTargetNothingOverflows() {
    Tensor far = Tensor.of(-1e4f, 1e4f).tracked();
    Targets zero = Targets.of(Tensor.zeros(Shape.of(2)));
    Tensor logCosh = new LogCosh(Reduction.SUM).of(far, zero);
    assertThat(logCosh.item()).isCloseTo(2e4f, offset(2f));
    assertThat(logCosh.gradients().of(far).values()).containsExactly(-1, 1);
    Tensor binary = new BinaryCrossEntropy(Reduction.SUM).of(far, zero);
    assertThat(binary.item()).isEqualTo(1e4f);
    assertThat(binary.gradients().of(far).values()).containsExactly(0, 1);
    for (double gamma : new double[] {0, 0.5, 2}) {
      Tensor focal = new Focal(gamma, 0.5, Reduction.SUM).of(far, zero);
      assertThat(focal.item()).isEqualTo(5e3f);
      assertThat(focal.gradients().of(far).values()).containsExactly(0, 0.5f);
    }
    Tensor sure = Tensor.of(new float[][] {{1e4f, 0, 0}}).tracked();
    Tensor classes = new Focal(0.5, 0.5, Reduction.SUM).of(sure, Targets.of(Indices.of(0)));
    assertThat(classes.item()).isZero();
    assertThat(classes.gradients().of(sure).values()).containsOnly(0);
  }

  @Test
  void kullbackLeiblerIsZeroForTheSameDistribution() {
    Tensor p = Tensor.of(new float[][] {{0.5f, 0.5f, 0}});
    Tensor y = Tensor.of(new float[][] {{-0.6931472f, -0.6931472f, -50}});
    assertThat(new KullbackLeibler().of(y, Targets.of(p)).item()).isCloseTo(0, offset(1e-6f));
  }

  @Test
  void targetsOfAnotherShapeAreRefused() {
    Tensor y = Tensor.zeros(Shape.of(3, 1));
    Targets flat = Targets.of(Tensor.zeros(Shape.of(3)));
    List<Loss> losses = new ArrayList<>();
    losses.add(new MeanSquaredError());
    losses.add(new MeanAbsoluteError());
    losses.add(new BinaryCrossEntropy());
    losses.add(new KullbackLeibler());
    losses.add(new CosineDistance());
    losses.add(new CrossEntropy());
    losses.add(new Hinge());
    for (Loss loss : losses) {
      assertThatThrownBy(() -> loss.of(y, flat))
          .as(loss.toString())
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("[3, 1]")
          .hasMessageContaining("[3]");
    }
    assertThatThrownBy(() -> new CrossEntropy().of(y, Targets.of(Indices.of(0, 0))))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("one output per class");
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new Huber(0)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> new Focal(-1, 0.5, Reduction.MEAN)).hasMessageContaining("gamma");
    assertThatThrownBy(() -> new CrossEntropy(1, Reduction.MEAN)).hasMessageContaining("[0, 1)");
    assertThatThrownBy(() -> new CrossEntropy().withClassWeights(1, -1))
        .hasMessageContaining("0 or more");
    Tensor z = Tensor.zeros(Shape.of(1, 3));
    assertThatThrownBy(
            () -> new CrossEntropy().withClassWeights(1, 2).of(z, Targets.of(Indices.of(0))))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("2 weights for 3 classes");
  }
}
