package io.gradus.train;

import io.gradus.kernel.Philox;
import io.gradus.nn.Activation;
import io.gradus.nn.BatchNorm;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Dropout;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.op.Relu;
import io.gradus.optim.Adam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A training run that goes on from its own checkpoint; [CheckpointTest] interrupts and kills it.
final class CheckpointedRun {
  static final int EPOCHS = 12;

  private CheckpointedRun() {}

  /// Trains, or trains on, to the end, and saves the model.
  public static void main(String[] arguments) throws IOException {
    Path checkpoint = Path.of(arguments[0]);
    Model model = network();
    Trainer trainer = trainer(model).epochs(40).checkpoint(checkpoint).checkpointEverySteps(3);
    if (Files.exists(checkpoint)) {
      trainer.resume(checkpoint);
    }
    trainer.listener(event -> {
      if (event instanceof TrainingEvent.EpochDone) {
        System.out.print('!');
        System.out.flush();
      }
    });
    trainer.fit(data(0), data(1));
    model.save(Path.of(arguments[1]));
  }

  static Dataset data(int part) {
    float[][] inputs = new float[150][2];
    int[] labels = new int[150];
    for (int i = 0; i < labels.length; i++) {
      inputs[i][0] = Philox.normal(5, part, 0, 2 * i);
      inputs[i][1] = Philox.normal(5, part, 0, 2 * i + 1);
      labels[i] = inputs[i][0] * inputs[i][0] + inputs[i][1] * inputs[i][1] > 1.2f ? 1 : 0;
    }
    return Dataset.of(inputs, labels, List.of("in", "out"));
  }

  static Model network() {
    return Model.of(
            Sequential.of(
                new Dense(16),
                new BatchNorm(),
                new Activation(new Relu()),
                new Dropout(0.2),
                new Dense(2)))
        .seed(3)
        .input(2);
  }

  static Trainer trainer(Model model) {
    return Trainer.of(model, new CrossEntropy(), new Adam(0.02)).batch(16).epochs(EPOCHS);
  }
}
