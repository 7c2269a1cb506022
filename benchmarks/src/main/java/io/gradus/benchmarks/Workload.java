package io.gradus.benchmarks;

import io.gradus.exec.Engine;
import io.gradus.nn.Activation;
import io.gradus.nn.BatchNorm;
import io.gradus.nn.Conv2d;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Flatten;
import io.gradus.nn.GlobalAvgPool2d;
import io.gradus.nn.Input;
import io.gradus.nn.Layer;
import io.gradus.nn.Loss;
import io.gradus.nn.MaxPool2d;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.nn.Recurrent;
import io.gradus.nn.Sequential;
import io.gradus.nn.networks.Gpt;
import io.gradus.nn.networks.ResNet;
import io.gradus.op.Elementwise;
import io.gradus.op.Relu;
import io.gradus.op.Sigmoid;
import io.gradus.op.Tanh;
import io.gradus.optim.Adam;
import io.gradus.optim.AdamW;
import io.gradus.optim.Momentum;
import io.gradus.optim.Optimizer;
import io.gradus.optim.Sgd;
import io.gradus.train.Target;
import java.util.ArrayList;
import java.util.List;

/// A network with its loss, optimizer and batch: W1 to W8, and ResNet-18 on images of 32 by 32.
///
/// @param target what is predicted: of each step of a sequence for W8
record Workload(
    String name,
    Layer network,
    Input input,
    Target target,
    Loss loss,
    Optimizer optimizer,
    int batch) {
  Model model(Engine engine) {
    return Model.of(network).seed(1).on(engine).inputs(input);
  }

  static List<Workload> all() {
    Optimizer adam = new Adam(1e-3);
    Optimizer momentum = new Momentum(1e-2, 0.9);
    return List.of(
        new Workload(
            "W1",
            Sequential.of(new Dense(8), of(new Tanh()), new Dense(1), of(new Sigmoid())),
            Input.numbers(Input.ONLY, 2),
            Target.Values.numbered(1),
            new MeanSquaredError(),
            new Sgd(0.1),
            4),
        classes("W2", dense(32, 32, 4), adam, 32, 4, 8),
        classes("W3", dense(512, 256, 10), adam, 128, 10, 784),
        classes("W4", dense(2048, 2048, 1000), momentum, 256, 1000, 1024),
        classes("W5", lenet(), adam, 64, 10, 28, 28, 1),
        classes("W6", convolutional(), momentum, 64, 10, 32, 32, 3),
        classes(
            "W7",
            Sequential.of(Recurrent.lstm(256).lastOnly(), new Dense(10)),
            adam,
            32,
            10,
            64,
            64),
        new Workload(
            "W8",
            new Gpt(96, 128, 128, 4, 4, 0, false),
            Input.indices(Input.ONLY, 128),
            Target.Classes.numbered(96).each(128),
            new CrossEntropy(),
            new AdamW(3e-4),
            16),
        classes("resnet18", ResNet.of18(10).forSmallImages(), momentum, 64, 10, 32, 32, 3));
  }

  private static Workload classes(
      String name, Layer network, Optimizer optimizer, int batch, int classes, int... sample) {
    return new Workload(
        name,
        network,
        Input.numbers(Input.ONLY, sample),
        Target.Classes.numbered(classes),
        new CrossEntropy(),
        optimizer,
        batch);
  }

  private static Layer of(Elementwise.Unary activation) {
    return new Activation(activation);
  }

  private static Layer dense(int... units) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < units.length; i++) {
      layers.add(new Dense(units[i]));
      if (i < units.length - 1) {
        layers.add(of(new Relu()));
      }
    }
    return new Sequential(layers);
  }

  private static Layer lenet() {
    return Sequential.of(
        new Conv2d(6, 5).padding(2),
        of(new Relu()),
        new MaxPool2d(2),
        new Conv2d(16, 5),
        of(new Relu()),
        new MaxPool2d(2),
        new Flatten(),
        new Dense(120),
        of(new Relu()),
        new Dense(84),
        of(new Relu()),
        new Dense(10));
  }

  private static Layer convolutional() {
    List<Layer> layers = new ArrayList<>();
    for (int filters : new int[] {32, 32, 64, 64, 128}) {
      if (layers.size() == 6 || layers.size() == 13) {
        layers.add(new MaxPool2d(2));
      }
      layers.add(new Conv2d(filters, 3).padding(1).withoutBias());
      layers.add(new BatchNorm());
      layers.add(of(new Relu()));
    }
    layers.add(new GlobalAvgPool2d());
    layers.add(new Dense(10));
    return new Sequential(layers);
  }
}
