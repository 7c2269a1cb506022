package io.gradus.nn;

import io.gradus.Tensor;
import java.util.List;

/// Layers one after the other; the parts are named `0`, `1`, ...
public record Sequential(List<Layer> layers) implements Layer {
  public Sequential {
    layers = List.copyOf(layers);
  }

  public static Sequential of(Layer... layers) {
    return new Sequential(List.of(layers));
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Tensor y = x;
    for (int i = 0; i < layers.size(); i++) {
      y = s.call(Integer.toString(i), layers.get(i), y);
    }
    return y;
  }
}
