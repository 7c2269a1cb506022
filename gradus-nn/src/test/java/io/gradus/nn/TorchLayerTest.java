package io.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.gradus.Gradients;
import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.exec.Reference;
import io.gradus.graph.Node;
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

/// Layers, their gradients and running statistics against PyTorch's, which `torch_layers.py` wrote
/// in double.
class TorchLayerTest {
  private static final Map<String, Layer> LAYERS =
      Map.of(
          "batch norm", new BatchNorm(),
          "batch norm of images", new BatchNorm(),
          "batch norm momentum", new BatchNorm(0.01, 0.3),
          "layer norm", new LayerNorm(),
          "rms norm", new RmsNorm(),
          "parametric relu", new ParametricRelu(),
          "parametric relu per channel", new ParametricRelu(true, 0.25f));

  @TestFactory
  Stream<DynamicTest> agreesWithTorch() throws IOException {
    return TorchCase.read("torch_layers.json").stream()
        .map(torch -> DynamicTest.dynamicTest(torch.name(), () -> check(torch)));
  }

  @Test
  void everySettingHasItsNumbers() throws IOException {
    assertThat(TorchCase.read("torch_layers.json").stream().map(TorchCase::name))
        .containsExactlyInAnyOrderElementsOf(LAYERS.keySet());
  }

  private static void check(TorchCase torch) {
    Shape shape = torch.shape();
    Layer layer = Objects.requireNonNull(LAYERS.get(torch.name()));
    Model model = Model.of(layer).input(shape.slice(1, shape.rank()).lengths());
    Tensor x = Tensor.input("x", shape).tracked();
    Model.Pass pass = model.trace(x, true);
    Tensor weights = Tensor.of(shape, torch.floats("weights"));
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
    nodes.forEach((name, node) -> close(name, reference.of(node), torch.numbers(name)));
  }

  private static void close(String name, double[] actual, double[] expected) {
    assertThat(actual).as(name).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("%s, element %d", name, i)
          .isCloseTo(expected[i], offset(2e-12 * Math.max(1, Math.abs(expected[i]))));
    }
  }
}
