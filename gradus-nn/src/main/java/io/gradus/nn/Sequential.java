package io.gradus.nn;

import io.gradus.Indices;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import java.util.List;

/// Layers one after the other; the parts are named `0`, `1`, ...
public record Sequential(List<Layer> layers) implements Layer {
  /// Keeps a copy of the list.
  public Sequential {
    layers = List.copyOf(layers);
  }

  /// These layers, in this order.
  public static Sequential of(Layer... layers) {
    return new Sequential(List.of(layers));
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    return after(s, 0, x);
  }

  /// The output for indices, which the first layer must take, such as an [Embedding].
  @Override
  public Tensor forward(Scope s, Indices x) {
    if (layers.isEmpty()) {
      throw new ShapeException("no layers make no numbers of indices: begin with an Embedding");
    }
    return after(s, 1, s.call("0", layers.getFirst(), x));
  }

  private Tensor after(Scope s, int first, Tensor x) {
    Tensor y = x;
    for (int i = first; i < layers.size(); i++) {
      y = s.call(Integer.toString(i), layers.get(i), y);
    }
    return y;
  }
}
