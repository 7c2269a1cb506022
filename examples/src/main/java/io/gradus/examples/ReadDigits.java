package io.gradus.examples;

import io.gradus.Shape;
import io.gradus.data.DataSets;
import io.gradus.data.Source;
import io.gradus.nn.Activation;
import io.gradus.nn.Conv2d;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Flatten;
import io.gradus.nn.Layer;
import io.gradus.nn.MaxPool2d;
import io.gradus.nn.Model;
import io.gradus.nn.Reshaped;
import io.gradus.nn.Sequential;
import io.gradus.op.Relu;
import io.gradus.optim.Adam;
import io.gradus.train.Accuracy;
import io.gradus.train.Trainer;

/// A small convolutional network in the manner of LeNet reads handwritten digits of 8 by 8 pixels.
public final class ReadDigits {
  private ReadDigits() {}

  /// Images have their channels last: here one, how dark a pixel is.
  static Layer network() {
    return Sequential.of(
        new Reshaped(Shape.of(8, 8, 1)),
        new Conv2d(16, 3).padding(1),
        new Activation(new Relu()),
        new MaxPool2d(2),
        new Conv2d(32, 3).padding(1),
        new Activation(new Relu()),
        new MaxPool2d(2),
        new Flatten(),
        new Dense(64),
        new Activation(new Relu()),
        new Dense(10));
  }

  public static void main(String[] arguments) {
    Source.Fold digits = DataSets.digits().holdOut(0.2, 1);
    Model model = Model.of(network()).seed(1).input(64);
    System.out.println(model.summary());
    Trainer trainer =
        Trainer.of(model, new CrossEntropy(), new Adam(0.002))
            .batch(32)
            .epochs(20)
            .metric(new Accuracy());
    trainer.fit(digits.train());
    System.out.println("accuracy: " + trainer.evaluate(digits.test()).get("accuracy"));
  }
}
