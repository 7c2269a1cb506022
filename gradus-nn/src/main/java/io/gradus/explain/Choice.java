package io.gradus.explain;

import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.graph.Kind;
import io.gradus.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/// Which numbers of a pass a [Detail] asks for.
final class Choice {
  private static final int[] NONE = {};

  private final Pass pass;
  private final Layout layout;
  private final Detail detail;

  Choice(Pass pass, Layout layout, Detail detail) {
    this.pass = pass;
    this.layout = layout;
    this.detail = detail;
  }

  int[] of(Node node, String group, boolean neurons) {
    boolean shown = detail.shows(group) || layout.names().base(node).equals(detail.layer());
    if (!shown) {
      return NONE;
    }
    double[] numbers = pass.numbers(Lookups.telling(node, layout.forward().users(node)));
    return neurons
        ? Selection.of(node.shape(), detail, active(group, node.shape()), numbers)
        : Selection.of(node.shape(), detail.ofAllNeurons(), j -> 1, numbers);
  }

  /// How much there is to see in each neuron of a layer: its numbers and gradients are not 0.
  private IntToDoubleFunction active(String group, Shape like) {
    List<double[]> all = new ArrayList<>();
    for (Node node : layout.forward().shown()) {
      Node gradient = layout.gradient(node);
      // An index of 0 is as much to see as any other.
      boolean counts = node.kind() == Kind.FLOAT && layout.inNetwork(node);
      if (counts && group.equals(layout.group(node)) && node.shape().equals(like)) {
        all.add(pass.numbers(node));
        if (gradient != null) {
          all.add(pass.numbers(gradient));
        }
      }
    }
    int width = like.rank() == 0 ? 1 : like.length(-1);
    return neuron -> {
      double least = Double.MAX_VALUE;
      for (double[] numbers : all) {
        double sum = 0;
        for (int i = neuron; i < numbers.length; i += width) {
          sum += Math.abs(numbers[i]);
        }
        least = Math.min(least, sum);
      }
      return least;
    };
  }

  /// The elements of a parameter that are shown.
  int[] of(Param param) {
    boolean shown =
        detail.shows(layout.group(param))
            || detail.layer().equals(layout.names().base(param))
            || detail.layer().equals(param.path());
    Node gradient = layout.gradient(param);
    if (!shown || gradient == null) {
      return NONE;
    }
    String group = layout.group(param);
    Shape shape = param.shape();
    // A weight's neurons are those of its layer's sums, whose shape is that of one sample.
    Shape like = shape.rank() == 0 ? shape : Shape.of(1, shape.length(-1));
    return Selection.of(shape, detail, active(group, like), pass.numbers(gradient));
  }

  /// @throws IllegalArgumentException if `detail` asks for a layer or a neuron that there is not
  void requireShown() {
    List<String> layers = layout.forward().shown().stream().map(layout::group).distinct().toList();
    boolean found =
        layers.stream().anyMatch(detail::shows)
            || layout.forward().shown().stream()
                .anyMatch(n -> layout.names().base(n).equals(detail.layer()))
            || layout.learned().stream().anyMatch(param -> of(param).length > 0);
    if (!found) {
      throw new IllegalArgumentException(
          "the network has no layer \"%s\"; there are %s"
              .formatted(detail.layer(), String.join(", ", layers)));
    }
    int widest =
        layout.forward().shown().stream()
            .filter(
                node -> layout.inNetwork(node) && of(node, layout.group(node), false).length > 0)
            .mapToInt(node -> node.shape().rank() == 0 ? 1 : node.shape().length(-1))
            .max()
            .orElse(Integer.MAX_VALUE);
    for (int neuron : detail.neurons()) {
      if (neuron > widest) {
        throw new IllegalArgumentException(
            "there is no neuron %d: the widest layer shown has %d".formatted(neuron, widest));
      }
    }
  }
}
