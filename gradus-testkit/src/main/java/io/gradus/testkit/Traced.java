package io.gradus.testkit;

import io.gradus.Gradients;
import io.gradus.Param;
import io.gradus.Tensor;
import io.gradus.exec.CentredDifferences;
import io.gradus.exec.Reference;
import io.gradus.graph.Node;
import io.gradus.graph.Value;
import io.gradus.kernel.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// What a layer or a loss computes, with its gradients, and the checks that both share.
///
/// A random weighted sum of the output is differentiated with respect to each tracked input and
/// each parameter. Eager and traced make the same list of outputs.
final class Traced {
  private static final double VALUE_TOLERANCE = 1e-5;
  // What gradients are sums of: where these cancel, as for the bias of keys, roundings remain.
  private static final double LEAST = 0.1;
  private static final long DIRECTION = 17;

  private final List<Node> outputs = new ArrayList<>();
  private final Node loss;
  private final Map<String, Tensor> inputs;
  private final Map<String, Param> params = new LinkedHashMap<>();
  private final Map<String, Node> gradients = new LinkedHashMap<>();
  private int most = Integer.MAX_VALUE;

  /// @param inputs those whose gradients are checked
  Traced(Tensor output, Map<String, Tensor> inputs, List<Param> parameters) {
    this.inputs = new LinkedHashMap<>(inputs);
    int size = output.shape().size();
    Tensor weights = Tensor.of(output.shape(), Numbers.uniform(size, 99, 0.5f, 1.5f));
    Tensor total = output.multiply(weights).sum();
    loss = total.node();
    outputs.add(output.node());
    outputs.add(loss);
    Gradients all = total.gradients();
    inputs.forEach((name, input) -> gradients.put(name, all.of(input).node()));
    for (Param param : parameters) {
      params.put(param.path(), param);
      gradients.put(param.path(), all.of(param).node());
    }
    outputs.addAll(gradients.values());
  }

  /// Adds a result to compare between executors.
  void also(Node output) {
    outputs.add(output);
  }

  /// Compares no more than so many elements of each gradient one by one.
  Traced atMost(int elements) {
    most = elements;
    return this;
  }

  private int[] chosen(int size) {
    int[] all = IntStream.range(0, size).toArray();
    if (size <= most) {
      return all;
    }
    Philox.shuffle(all, DIRECTION, 0, 0);
    return Arrays.copyOf(all, most);
  }

  private List<float[]> values() {
    return outputs.stream()
        .map(node -> Numbers.floats(Objects.requireNonNull(node.value(), node.toString())))
        .toList();
  }

  /// Checks this traced graph.
  ///
  /// @param feeds numbers for the inputs
  /// @param eager the same computed from those numbers at once
  void check(String where, Map<Node, Value> feeds, Traced eager, double gradientTolerance) {
    Executors executors = new Executors(where, outputs, feeds, 0, 0);
    executors.requireCloseToReference(outputs.size(), VALUE_TOLERANCE, LEAST);
    for (String name : gradients.keySet()) {
      differences(executors, name, gradientTolerance);
    }
    executors.requireBits(eager.values(), "eager");
    executors.requireSameBits(1, 2, 3, 8);
  }

  private void differences(Executors executors, String name, double tolerance) {
    Reference reference = executors.reference();
    double[] numbers;
    Tensor input = inputs.get(name);
    if (input != null) {
      numbers = Numbers.doubles(Objects.requireNonNull(executors.feeds().get(input.node())));
      reference.set(input.node(), numbers);
    } else {
      numbers = reference.param(Objects.requireNonNull(params.get(name)));
    }
    reference.run(0, 0);
    double[] analytic = reference.of(Objects.requireNonNull(gradients.get(name))).clone();
    CentredDifferences differences =
        new CentredDifferences(
            numbers,
            () -> {
              reference.run(0, 0);
              return reference.of(loss)[0];
            });
    var elements = differences.elements(analytic, chosen(numbers.length));
    var along = differences.along(analytic, DIRECTION);
    // A random direction may lead over a kink.
    if (!elements.within(tolerance) || elements.kinks() == 0 && !along.within(tolerance)) {
      throw new AssertionError(
          String.format(
              "%s: the gradient of %s is off by %s, along a random direction by %s (relative; %d of"
                  + " %d elements compared, others at kinks left out; tolerance %s)",
              executors.where(),
              name,
              elements.error(),
              along.error(),
              elements.compared(),
              numbers.length,
              tolerance));
    }
  }
}
