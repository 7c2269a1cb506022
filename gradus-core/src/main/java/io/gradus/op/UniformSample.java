package io.gradus.op;

import io.gradus.Shape;
import io.gradus.kernel.Philox;
import java.util.List;

/// `y ~ U[0, 1)`, 24 bits each.
///
/// @param of the shape
/// @param key from the seed and the layer's path; see `RandomKey`
public record UniformSample(Shape of, long key) implements Sampling {
  @Override
  public float draw(long step, long sample, int element) {
    return Philox.uniform(key, step, sample, element);
  }

  @Override
  public String formula(List<String> operands) {
    return "uniform(" + of + ")";
  }

  @Override
  public List<Example> examples() {
    return List.of(new Example(List.of()));
  }
}
