package io.gradus.op;

import io.gradus.Shape;
import io.gradus.kernel.Philox;
import java.util.List;

/// `y ~ N(0, 1)`.
///
/// @param of the shape
/// @param key from the seed and the layer's path; see `RandomKey`
public record NormalSample(Shape of, long key) implements Sampling {
  @Override
  public float draw(long step, long sample, int element) {
    return Philox.normal(key, step, sample, element);
  }

  @Override
  public String formula(List<String> operands) {
    return "normal(" + of + ")";
  }

  @Override
  public List<Example> examples() {
    return List.of(new Example(List.of()));
  }
}
