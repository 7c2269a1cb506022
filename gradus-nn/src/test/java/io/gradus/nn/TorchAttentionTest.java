package io.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.gradus.Gradients;
import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.exec.Engine;
import io.gradus.exec.Plan;
import io.gradus.exec.Reference;
import io.gradus.graph.Node;
import io.gradus.graph.Value;
import io.gradus.op.Attention;
import io.gradus.op.Relu;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Attention, positions and transformer blocks with their gradients against PyTorch's, which
/// `torch_attention.py` wrote in double: here in double and in float.
class TorchAttentionTest {
  private static final String FILE = "torch_attention.json";
  private static final String MASK = "keep";
  private static final double DOUBLE = 1e-12;
  private static final double FLOAT = 1e-5;
  // Sines and cosines are floats in the graph.
  private static final double TABLE = 1e-6;

  /// A network, and how far its numbers in double may be from PyTorch's.
  private record Case(Network network, double tolerance) {}

  private static Case exact(Network network) {
    return new Case(network, DOUBLE);
  }

  private static Case layer(Layer layer) {
    return exact((s, in) -> layer.forward(s, in.numbers("x")));
  }

  private static Case table(Layer layer) {
    return new Case((s, in) -> layer.forward(s, in.numbers("x")), TABLE);
  }

  private static Case dot(Attention attention) {
    return exact((s, in) -> Tensor.apply(attention, List.copyOf(in.numbers().values())));
  }

  private static MultiHeadAttention heads(int count) {
    return new MultiHeadAttention(count);
  }

  private static TransformerBlock block(int heads, int inner) {
    return new TransformerBlock(heads(heads), inner);
  }

  private static TransformerBlock decoder(int heads) {
    return new TransformerBlock(heads(heads).causally(), 8);
  }

  private static final Map<String, Case> CASES =
      Map.ofEntries(
          Map.entry("dot products", dot(new Attention(false))),
          Map.entry("dot products in heads", dot(new Attention(false, 3))),
          Map.entry("causal dot products", dot(new Attention(true))),
          Map.entry("masked dot products", dot(new Attention(false, 2))),
          Map.entry("causal dot products of the last", dot(new Attention(true, 2))),
          Map.entry("sharp dot products", dot(new Attention(false))),
          Map.entry("heads", layer(heads(3))),
          Map.entry("causal heads", layer(heads(2).causally().withoutBias())),
          Map.entry("one head", layer(heads(1))),
          Map.entry(
              "heads that ask a memory with padding",
              exact((s, in) ->
                  heads(3).forward(s, in.numbers("x"), in.numbers("memory"), in.numbers(MASK)))),
          Map.entry("heads in groups", layer(heads(4).groups(2))),
          Map.entry("causal heads in one group", layer(heads(3).groups(1).causally())),
          Map.entry("rotary heads", table(heads(2).rotary(new Rotary()))),
          Map.entry(
              "causal rotary heads in groups",
              table(heads(4).groups(2).rotary(new Rotary(100)).causally())),
          Map.entry("sinusoidal positions", table(new SinusoidalPositions())),
          Map.entry("sinusoidal positions of odd width", table(new SinusoidalPositions())),
          Map.entry(
              "encoder block, norms last", layer(block(3, 10).activation(new Relu()).normLast())),
          Map.entry("encoder block, norms first", layer(block(2, 7))),
          Map.entry(
              "encoder block with padding",
              exact((s, in) -> block(2, 7).forward(s, in.numbers("x"), in.numbers(MASK)))),
          Map.entry(
              "decoder block, norms last",
              exact((s, in) ->
                  decoder(3)
                      .activation(new Relu())
                      .normLast()
                      .forward(s, in.numbers("x"), in.numbers("memory"), null))),
          Map.entry(
              "decoder block with padding",
              exact((s, in) ->
                  decoder(2).forward(s, in.numbers("x"), in.numbers("memory"), in.numbers(MASK)))));

  @TestFactory
  Stream<DynamicTest> agreesWithTorch() throws IOException {
    return TorchCase.read(FILE).stream()
        .map(torch -> DynamicTest.dynamicTest(torch.name(), () -> check(torch)));
  }

  @Test
  void everySettingHasItsNumbers() throws IOException {
    assertThat(TorchCase.read(FILE).stream().map(TorchCase::name))
        .containsExactlyInAnyOrderElementsOf(CASES.keySet());
  }

  private static void check(TorchCase torch) {
    Case here = Objects.requireNonNull(CASES.get(torch.name()));
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (String name : torch.names("inputs")) {
      inputs.put(name, Tensor.input(name, torch.shape("shape of " + name)).tracked());
    }
    Model model = model(here.network(), inputs);
    assertThat(model.parameters().list().stream().map(Param::path))
        .containsExactlyInAnyOrderElementsOf(torch.names("parameters"));
    Tensor y = model.trace(new Inputs(inputs, Map.of()), true).output();
    Tensor weights = Tensor.of(torch.outputShape(), torch.floats("weights"));
    Gradients gradients = y.multiply(weights).sum().gradients();
    Map<String, Node> nodes = new LinkedHashMap<>(Map.of("y", y.node()));
    inputs.forEach((name, input) -> {
      if (!name.equals(MASK)) {
        nodes.put("to " + name, gradients.of(input).node());
      }
    });
    for (Param param : model.parameters().list()) {
      nodes.put("to " + param.path(), gradients.of(param).node());
      param.set(torch.floats(param.path()));
    }
    inDouble(torch, inputs, nodes, here.tolerance());
    inFloat(torch, inputs, nodes);
  }

  private static Model model(Network network, Map<String, Tensor> inputs) {
    List<Input> samples =
        inputs.entrySet().stream()
            .map(entry -> {
              Shape shape = entry.getValue().shape();
              return Input.numbers(entry.getKey(), shape.slice(1, shape.rank()).lengths());
            })
            .toList();
    return Model.of(network).inputs(samples.toArray(Input[]::new));
  }

  private static void inDouble(
      TorchCase torch, Map<String, Tensor> inputs, Map<String, Node> nodes, double tolerance) {
    Reference reference = new Reference(List.copyOf(nodes.values()));
    inputs.forEach((name, input) -> reference.set(input.node(), torch.numbers(name)));
    reference.run(0, 0);
    nodes.forEach((name, node) -> close(torch, name, reference.of(node), tolerance));
  }

  private static void inFloat(
      TorchCase torch, Map<String, Tensor> inputs, Map<String, Node> nodes) {
    List<String> names = List.copyOf(nodes.keySet());
    List<Plan.Output> outputs = names.stream().map(nodes::get).map(Plan.Output::of).toList();
    Plan plan = Plan.of(Engine.shared(), outputs);
    inputs.forEach((name, input) -> plan.bind(input.node(), Value.of(torch.floats(name))));
    plan.run(0, 0);
    for (int i = 0; i < names.size(); i++) {
      float[] floats = plan.output(i).copyFloats();
      double[] got = new double[floats.length];
      for (int k = 0; k < got.length; k++) {
        got[k] = floats[k];
      }
      close(torch, names.get(i), got, FLOAT);
    }
  }

  /// Relative to the largest number, or 1.
  private static void close(TorchCase torch, String name, double[] actual, double tolerance) {
    double[] expected = torch.numbers(name);
    assertThat(actual).as(name).hasSameSizeAs(expected);
    double largest = 1;
    for (double number : expected) {
      largest = Math.max(largest, Math.abs(number));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("%s, element %d", name, i)
          .isCloseTo(expected[i], offset(tolerance * largest));
    }
  }
}
