package io.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.gradus.Indices;
import io.gradus.Tensor;
import io.gradus.exec.Reference;
import io.gradus.graph.Node;
import io.gradus.nn.Loss.Reduction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Losses and their gradients against PyTorch's, which `torch_losses.py` wrote in double: the
/// reference executor to 1e-12, floats to 2e-6.
class TorchLossTest {
  private static final double[] WEIGHTS = {0.5, 1, 2, 3.5};

  private static final Map<String, Loss> LOSSES =
      Map.ofEntries(
          Map.entry("mse sum", new MeanSquaredError(Reduction.SUM)),
          Map.entry("mse weighted", new MeanSquaredError()),
          Map.entry("mae mean", new MeanAbsoluteError()),
          Map.entry("mae none", new MeanAbsoluteError(Reduction.NONE)),
          Map.entry("huber 0.75", new Huber(0.75)),
          Map.entry("huber 2.5 sum", new Huber(2.5, Reduction.SUM)),
          Map.entry("log-cosh", new LogCosh()),
          Map.entry("ce", new CrossEntropy()),
          Map.entry("ce none smoothed", new CrossEntropy(0.2, Reduction.NONE)),
          Map.entry("ce weights holes", weighted(0).ignoring(-100)),
          Map.entry("ce weights holes smoothed", weighted(0.1).ignoring(-100)),
          Map.entry("ce ignoring class 0", new CrossEntropy().ignoring(0)),
          Map.entry("ce probabilities weights smoothed", weighted(0.1)),
          Map.entry("ce sample and class weights", weighted(0)),
          Map.entry("ce of sequences", weighted(0).ignoring(-100)),
          Map.entry(
              "nll weights holes",
              new NegativeLogLikelihood().withClassWeights(WEIGHTS).ignoring(-100)),
          Map.entry("kl", new KullbackLeibler()),
          Map.entry("bce", new BinaryCrossEntropy()),
          Map.entry("bce positive weights", new BinaryCrossEntropy().withPositiveWeights(WEIGHTS)),
          Map.entry("bce far out", new BinaryCrossEntropy(Reduction.NONE)),
          Map.entry("hinge 1", new Hinge()),
          Map.entry("hinge 2.5 none", new Hinge(2.5, Reduction.NONE)),
          Map.entry("squared hinge", new SquaredHinge()),
          Map.entry("hinge binary", new Hinge()),
          Map.entry("poisson", new Poisson()),
          Map.entry("poisson full", new Poisson(true, Reduction.MEAN)),
          Map.entry("focal", new Focal()),
          Map.entry("focal 0.5", new Focal(0.5, 0.5, Reduction.SUM)),
          Map.entry("focal classes", new Focal()),
          Map.entry("cosine", new CosineDistance(Reduction.NONE)));

  private static CrossEntropy weighted(double smoothing) {
    return new CrossEntropy(smoothing, Reduction.MEAN).withClassWeights(WEIGHTS);
  }

  @TestFactory
  Stream<DynamicTest> agreesWithTorch() throws IOException {
    return TorchCase.read("torch_losses.json").stream()
        .map(torch ->
            DynamicTest.dynamicTest(
                torch.name(),
                () -> {
                  inDouble(torch, LOSSES.get(torch.name()));
                  inFloat(torch, LOSSES.get(torch.name()));
                }));
  }

  @Test
  void everySettingHasItsNumbers() throws IOException {
    List<String> names = new ArrayList<>();
    TorchCase.read("torch_losses.json").forEach(torch -> names.add(torch.name()));
    assertThat(names).containsExactlyInAnyOrderElementsOf(LOSSES.keySet());
  }

  private static void inDouble(TorchCase torch, Loss loss) {
    Tensor y = Tensor.input("y", torch.shape()).tracked();
    Indices labels = Indices.input("labels", torch.labelShape());
    Tensor t = Tensor.input("t", torch.shape());
    Tensor value = loss.of(y, targets(torch, labels, t));
    Node gradient = value.sum().gradients().of(y).node();
    Reference reference = new Reference(List.of(value.node(), gradient));
    reference.set(y.node(), torch.numbers("outputs"));
    if (torch.hasLabels()) {
      reference.set(labels.node(), torch.labels());
    } else {
      reference.set(t.node(), torch.numbers("targets"));
    }
    reference.run(0, 0);
    close(reference.of(value.node()), torch.numbers("values"), 1e-12);
    close(reference.of(gradient), torch.numbers("gradient"), 1e-12);
  }

  private static void inFloat(TorchCase torch, Loss loss) {
    Tensor y = Tensor.of(torch.shape(), torch.floats("outputs")).tracked();
    Targets targets =
        torch.hasLabels()
            ? targets(torch, Indices.of(torch.labelShape(), torch.labels()), y)
            : targets(torch, Indices.of(0), Tensor.of(torch.shape(), torch.floats("targets")));
    Tensor value = loss.of(y, targets);
    close(doubles(value.values()), torch.numbers("values"), 2e-6);
    close(doubles(value.sum().gradients().of(y).values()), torch.numbers("gradient"), 2e-6);
  }

  private static Targets targets(TorchCase torch, Indices labels, Tensor values) {
    Targets targets = torch.hasLabels() ? Targets.of(labels) : Targets.of(values);
    float[] weights = torch.floats("weights");
    return weights.length == 0 ? targets : targets.weighted(Tensor.of(weights));
  }

  private static double[] doubles(float[] floats) {
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  private static void close(double[] actual, double[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("element %d", i)
          .isCloseTo(expected[i], offset(tolerance * Math.max(1, Math.abs(expected[i]))));
    }
  }
}
