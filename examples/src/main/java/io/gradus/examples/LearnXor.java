package io.gradus.examples;

import io.gradus.data.DataSets;
import io.gradus.data.Source;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Mlp;
import io.gradus.nn.Model;
import io.gradus.op.Tanh;
import io.gradus.optim.Adam;
import io.gradus.train.Accuracy;
import io.gradus.train.Trainer;
import io.gradus.train.TrainingEvent;
import java.util.List;

/// XOR with noise: what no straight line divides, a small hidden layer does.
public final class LearnXor {
  private LearnXor() {}

  public static void main(String[] arguments) {
    Source.Fold xor = DataSets.named("xor").holdOut(0.25, 1);
    Model line = Model.of(new Mlp(List.of(), new Tanh(), 0, 2)).seed(1).input(2);
    Model network = Model.of(new Mlp(List.of(8), new Tanh(), 0, 2)).seed(1).input(2);
    System.out.println("a straight line: " + accuracy(line, xor));
    System.out.println("8 hidden units:  " + accuracy(network, xor));
  }

  private static double accuracy(Model model, Source.Fold data) {
    Trainer trainer =
        Trainer.of(model, new CrossEntropy(), new Adam(0.02))
            .batch(16)
            .epochs(40)
            .metric(new Accuracy())
            .listener(event -> {
              if (event instanceof TrainingEvent.EpochDone done
                  && done.epoch().number() % 10 == 0) {
                System.out.println(
                    "  epoch " + done.epoch().number() + "  loss " + done.epoch().loss());
              }
            });
    trainer.fit(data.train());
    return trainer.evaluate(data.test()).getOrDefault("accuracy", Double.NaN);
  }
}
