package io.gradus.studio.activations;

import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.data.DataSets;
import io.gradus.data.Generated;
import io.gradus.exec.Reference;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Initializer;
import io.gradus.nn.Layer;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.optim.Sgd;
import io.gradus.studio.room.Refusal;
import io.gradus.train.Batch;
import io.gradus.train.Dataset;
import io.gradus.train.Epoch;
import io.gradus.train.NonFiniteLossException;
import io.gradus.train.Target;
import io.gradus.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The sums of the hidden neurons of a small network for one batch, before or after some steps of
/// gradient descent.
///
/// @param sums `z`, sample after sample
/// @param losses the loss of each step
record Hidden(double[] sums, List<Double> losses) {
  static final List<String> DATA = List.of("iris", "moons", "digits");
  static final int NEURONS = 8;
  static final int SAMPLES = 48;
  static final int MOST_STEPS = 200;

  /// @throws Refusal if the training leaves the numbers that there are
  static Hidden of(
      FormulaCurve curve, String data, Start start, double rate, int steps, long seed) {
    Dataset samples = samples(data);
    int classes = ((Target.Classes) samples.target()).names().size();
    Layer activation = (scope, sums) -> curve.apply(sums);
    Model model =
        Model.of(
                Sequential.of(
                    new Dense(NEURONS).starting(start.initializer()),
                    activation,
                    new Dense(classes).starting(new Initializer.GlorotNormal())))
            .seed(seed)
            .input(samples.inputShape());
    List<Double> losses = List.of();
    if (steps > 0) {
      try {
        losses =
            Trainer.of(model, new CrossEntropy(), new Sgd(rate))
                .batch(SAMPLES)
                .epochs(steps)
                .fit(samples)
                .stream()
                .map(Epoch::loss)
                .toList();
      } catch (NonFiniteLossException e) {
        throw new Refusal(
            "with rate %s the loss left all numbers: take a smaller rate".formatted(rate));
      }
    }
    return new Hidden(sums(model, samples), losses);
  }

  private static Dataset samples(String data) {
    Dataset all =
        switch (data) {
          case "iris" -> DataSets.iris().samples().data();
          case "moons" -> Generated.moons(SAMPLES, 0.15, 7).samples().data();
          default -> DataSets.digits().samples().data();
        };
    int[] chosen = new int[SAMPLES];
    Arrays.setAll(chosen, i -> (int) ((long) i * all.size() / SAMPLES));
    return all.subset(chosen);
  }

  private static double[] sums(Model model, Dataset samples) {
    int[] order = new int[SAMPLES];
    Arrays.setAll(order, i -> i);
    Batch batch = Batch.of(samples, SAMPLES).fill(samples, order, 0, SAMPLES);
    Param weight = Objects.requireNonNull(model.parameters().find("0.weight"));
    Param bias = Objects.requireNonNull(model.parameters().find("0.bias"));
    Tensor x = Tensor.input("x", Shape.of(SAMPLES, weight.shape().length(0)));
    Tensor w = Tensor.input("W", weight.shape());
    Tensor b = Tensor.input("b", bias.shape());
    Tensor z = x.matmul(w).add(b);
    Reference reference = new Reference(List.of(z.node()));
    reference.set(x.node(), doubles(batch.inputs));
    reference.set(w.node(), doubles(weight.values()));
    reference.set(b.node(), doubles(bias.values()));
    reference.run(0, 0);
    return reference.of(z.node());
  }

  private static double[] doubles(float[] floats) {
    double[] doubles = new double[floats.length];
    Arrays.setAll(doubles, i -> floats[i]);
    return doubles;
  }

  /// How many of the neurons have no gradient for any sample.
  int dead(double[] slopes) {
    int dead = 0;
    for (int neuron = 0; neuron < NEURONS; neuron++) {
      boolean shut = true;
      for (int i = neuron; i < slopes.length; i += NEURONS) {
        shut &= slopes[i] == 0;
      }
      dead += shut ? 1 : 0;
    }
    return dead;
  }
}
