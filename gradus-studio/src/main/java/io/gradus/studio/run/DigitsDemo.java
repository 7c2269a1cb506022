package io.gradus.studio.run;

import io.gradus.data.DataSets;
import io.gradus.nn.Activation;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.op.Relu;
import io.gradus.optim.AdamW;
import io.gradus.studio.room.Audience;
import io.gradus.train.Accuracy;
import io.gradus.train.Trainer;
import java.util.concurrent.CancellationException;

/// A run on the embedded digits, for a page that has none of its own to watch.
final class DigitsDemo {
  private static final int EPOCHS = 1000;

  private final LiveRun run;
  private final Trainer trainer;
  private final Thread thread;
  private volatile boolean stopped;

  /// @param audience the page; without it there is nothing to learn for
  DigitsDemo(Audience audience) {
    Model model =
        Model.of(
                Sequential.of(
                    new Dense(64),
                    new Activation(new Relu()),
                    new Dense(32),
                    new Activation(new Relu()),
                    new Dense(10)))
            .seed(1)
            .input(64);
    run = new LiveRun(model, "digits, 64-64-32-10");
    trainer =
        Trainer.of(model, new CrossEntropy(), new AdamW(0.001))
            .batch(32)
            .epochs(EPOCHS)
            .metric(new Accuracy())
            .listener(run)
            .listener(event -> {
              if (stopped || audience.gone()) {
                throw new CancellationException("nobody watches");
              }
            });
    thread = Thread.ofPlatform().daemon().name("gradus-studio-digits").unstarted(this::train);
  }

  LiveRun run() {
    return run;
  }

  void start() {
    thread.start();
  }

  void stop() {
    stopped = true;
  }

  private void train() {
    var digits = DataSets.digits().holdOut(0.2, 1);
    try {
      trainer.fit(digits.train(), digits.test());
    } catch (CancellationException e) {
      run.ended("ended: nobody watched any more");
    } catch (RuntimeException e) {
      run.ended("failed: " + e.getMessage());
    }
  }
}
