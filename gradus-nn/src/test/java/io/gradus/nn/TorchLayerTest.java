package io.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.gradus.Gradients;
import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.exec.Reference;
import io.gradus.graph.Node;
import io.gradus.op.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Layers, their gradients and running statistics against PyTorch's, which `torch_layers.py`,
/// `torch_images.py` and `torch_recurrent.py` wrote in double.
class TorchLayerTest {
  private static final Map<String, Layer> IMAGES =
      Map.ofEntries(
          Map.entry("padding zeros, conv", padded(Padding.Mode.ZEROS, 1, new Conv2d(3, 3))),
          Map.entry("padding reflect, conv", padded(Padding.Mode.REFLECT, 2, new Conv2d(3, 5))),
          Map.entry(
              "padding replicate, conv",
              padded(Padding.Mode.REPLICATE, 2, new Conv2d(3, 5).stride(2))),
          Map.entry("padding circular, conv", padded(Padding.Mode.CIRCULAR, 2, new Conv2d(3, 5))),
          Map.entry(
              "padding reflect, conv of sequences",
              padded(Padding.Mode.REFLECT, 1, new Conv1d(2, 3))),
          Map.entry(
              "padding replicate, conv of sequences",
              padded(Padding.Mode.REPLICATE, 1, new Conv1d(2, 3))),
          Map.entry(
              "padding circular, conv of sequences",
              padded(Padding.Mode.CIRCULAR, 1, new Conv1d(2, 3))),
          Map.entry("padding reflect, uneven", new Padding(Padding.Mode.REFLECT, 2, 1)),
          Map.entry("padding replicate, uneven", new Padding(Padding.Mode.REPLICATE, 0, 3)),
          Map.entry("padding circular, uneven", new Padding(Padding.Mode.CIRCULAR, 2, 0)),
          Map.entry("conv", new Conv2d(4, 3)),
          Map.entry("conv strided", new Conv2d(3, 3, 2).stride(2).padding(1).withoutBias()),
          Map.entry("conv dilated", new Conv2d(3, 2).dilation(3).padding(2)),
          Map.entry("conv in groups", new Conv2d(6, 3).padding(1).groups(2)),
          Map.entry("conv depthwise", new Conv2d(3, 3).stride(2).padding(1).groups(3)),
          Map.entry("conv depthwise doubled", new Conv2d(4, 3).padding(1).groups(2)),
          Map.entry("conv of sequences", new Conv1d(2, 3).stride(2).padding(1).dilation(2)),
          Map.entry("conv transposed", new ConvTranspose2d(2, 3, 2).padding(1).extra(1)),
          Map.entry(
              "conv transposed dilated",
              new ConvTranspose2d(3, Window.of(2, 2).stride(3, 3).dilation(2, 2), 0, true)),
          Map.entry("max pool", new MaxPool2d(2)),
          Map.entry("max pool padded", new MaxPool2d(3).stride(2).padding(1)),
          Map.entry("max pool of equals", new MaxPool2d(2).stride(1)),
          Map.entry("average pool", new AvgPool2d(3).stride(2).padding(1)),
          Map.entry("adaptive average pool", new AdaptiveAvgPool2d(2, 3)),
          Map.entry("adaptive max pool", new AdaptiveMaxPool2d(2, 3)),
          Map.entry("nearest", new Upsample2d(2)),
          Map.entry("bilinear", new Upsample2d(3, true)),
          Map.entry("pixel shuffle", new PixelShuffle(2)),
          Map.entry("group norm", new GroupNorm(2)),
          Map.entry("instance norm", new InstanceNorm()),
          Map.entry("instance norm affine", new InstanceNorm(1e-3, true)));

  private static final Map<String, Layer> SEQUENCES =
      Map.of(
          "rnn", Recurrent.rnn(4),
          "lstm", Recurrent.lstm(4),
          "gru", Recurrent.gru(4),
          "lstm of two layers, last", Recurrent.lstm(3).layers(2).lastOnly(),
          "lstm in both directions", Recurrent.lstm(3).inBothDirections(),
          "gru of two layers in both directions, last",
              Recurrent.gru(3).layers(2).inBothDirections().lastOnly());

  private static final Map<String, Layer> LAYERS =
      Map.of(
          "batch norm", new BatchNorm(),
          "batch norm of images", new BatchNorm(),
          "batch norm momentum", new BatchNorm(0.01, 0.3),
          "layer norm", new LayerNorm(),
          "rms norm", new RmsNorm(),
          "parametric relu", new ParametricRelu(),
          "parametric relu per channel", new ParametricRelu(true, 0.25f));

  private static final Map<String, Map<String, Layer>> FILES =
      Map.of(
          "torch_layers.json", LAYERS,
          "torch_images.json", IMAGES,
          "torch_recurrent.json", SEQUENCES);

  private static Layer padded(Padding.Mode mode, int size, Layer convolution) {
    return Sequential.of(new Padding(mode, size), convolution);
  }

  @TestFactory
  Stream<DynamicTest> agreesWithTorch() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, Map<String, Layer>> file : FILES.entrySet()) {
      for (TorchCase torch : TorchCase.read(file.getKey())) {
        Layer layer = Objects.requireNonNull(file.getValue().get(torch.name()));
        tests.add(DynamicTest.dynamicTest(torch.name(), () -> check(layer, torch)));
      }
    }
    return tests.stream();
  }

  @Test
  void everySettingHasItsNumbers() throws IOException {
    for (Map.Entry<String, Map<String, Layer>> file : FILES.entrySet()) {
      assertThat(TorchCase.read(file.getKey()).stream().map(TorchCase::name))
          .containsExactlyInAnyOrderElementsOf(file.getValue().keySet());
    }
  }

  private static void check(Layer layer, TorchCase torch) {
    Shape shape = torch.shape();
    Model model = Model.of(layer).input(shape.slice(1, shape.rank()).lengths());
    Tensor x = Tensor.input("x", shape).tracked();
    Model.Pass pass = model.trace(x, true);
    Tensor weights = Tensor.of(torch.outputShape(), torch.floats("weights"));
    Gradients gradients = pass.output().multiply(weights).sum().gradients();
    Node evaluated = model.trace(x, false).output().node();
    Map<String, Node> nodes = new LinkedHashMap<>();
    nodes.put("y", pass.output().node());
    nodes.put("to x", gradients.of(x).node());
    nodes.put("evaluated", evaluated);
    List<Param> numbers = new ArrayList<>();
    for (String name : torch.names("parameters")) {
      Param param = Objects.requireNonNull(model.parameters().find(name));
      nodes.put("to " + name, gradients.of(param).node());
      numbers.add(param);
    }
    for (String name : torch.names("buffers")) {
      Param buffer = Objects.requireNonNull(model.buffers().find(name));
      nodes.put("new " + name, Objects.requireNonNull(pass.updates().get(buffer)).node());
      numbers.add(buffer);
    }
    Reference reference = new Reference(List.copyOf(nodes.values()));
    numbers.forEach(param -> param.set(torch.floats(param.path())));
    reference.set(x.node(), torch.numbers("x")).run(0, 0);
    // Means and interpolations of these two are floats in the graph.
    boolean floats = layer instanceof AdaptiveAvgPool2d || layer instanceof Upsample2d;
    double tolerance = floats ? 2e-7 : 2e-12;
    nodes.forEach((name, node) -> close(name, reference.of(node), torch.numbers(name), tolerance));
  }

  private static void close(String name, double[] actual, double[] expected, double tolerance) {
    assertThat(actual).as(name).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("%s, element %d", name, i)
          .isCloseTo(expected[i], offset(tolerance * Math.max(1, Math.abs(expected[i]))));
    }
  }
}
