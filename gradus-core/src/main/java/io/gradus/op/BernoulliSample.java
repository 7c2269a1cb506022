package io.gradus.op;

import io.gradus.Shape;
import io.gradus.kernel.Philox;
import java.util.List;

/// `y = 1` with probability `probability`, else 0: a mask.
///
/// @param of the shape
/// @param key from the seed and the layer's path; see `RandomKey`
public record BernoulliSample(Shape of, long key, double probability) implements Sampling {
  @Override
  public float draw(long step, long sample, int element) {
    return Philox.uniform(key, step, sample, element) < probability ? 1f : 0f;
  }

  @Override
  public String formula(List<String> operands) {
    return "bernoulli(" + io.gradus.expr.Numbers.format(probability, 6) + ", " + of + ")";
  }

  @Override
  public List<Example> examples() {
    return List.of(new Example(List.of()));
  }
}
