package io.gradus.tests;

import io.gradus.data.DataSets;
import io.gradus.data.Source;
import io.gradus.exec.Engine;
import io.gradus.exec.Workers;
import io.gradus.kernel.Kernels;
import io.gradus.nn.Activation;
import io.gradus.nn.BatchNorm;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Dropout;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.op.Gelu;
import io.gradus.op.Tanh;
import io.gradus.optim.AdamW;
import io.gradus.train.Trainer;
import io.gradus.train.TrainingEvent;
import java.util.ArrayList;
import java.util.List;

/// Prints the losses of a short training run as hexadecimal floats, one per line, after the name of
/// the kernels in use.
///
/// Batch norm, dropout, GELU, tanh, softmax and AdamW: a bit that changes anywhere shows within a
/// few steps.
final class LossCurve {
  private LossCurve() {}

  /// @param arguments how many steps, on how many threads
  public static void main(String[] arguments) {
    System.out.println(Kernels.best().name());
    curve(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]))
        .forEach(System.out::println);
  }

  static List<String> curve(int steps, int threads) {
    Source.Fold iris = DataSets.iris().holdOut(0.2, 7);
    List<String> losses = new ArrayList<>();
    try (Workers workers = new Workers(threads)) {
      Model model =
          Model.of(
                  Sequential.of(
                      new Dense(21),
                      new BatchNorm(),
                      new Activation(new Gelu()),
                      new Dropout(0.1),
                      new Dense(13),
                      new Activation(new Tanh()),
                      new Dense(3)))
              .seed(11)
              .on(new Engine(Kernels.best(), workers))
              .input(4);
      Trainer.of(model, new CrossEntropy(), new AdamW(0.01))
          .batch(12)
          .epochs(Math.ceilDiv(steps, 10))
          .listener(event -> {
            if (event instanceof TrainingEvent.StepDone done && losses.size() < steps) {
              losses.add(Float.toHexString(done.loss()));
            }
          })
          .fit(iris.train());
    }
    return losses;
  }
}
