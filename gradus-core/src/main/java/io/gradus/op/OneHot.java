package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.graph.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `y[.., c] = 1 where c = index, else 0`. The index `blank` gives a row of zeros.
///
/// @param blank -1 unless told; it may lie in [0, depth)
public record OneHot(int depth, int blank) implements Indexing {
  /// Rows of `depth` numbers; the index -1 gives a row of zeros.
  public OneHot(int depth) {
    this(depth, -1);
  }

  @Override
  public Kind inputKind(int index) {
    return Kind.INDEX;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (depth < 0) {
      throw new ShapeException(
          "oneHot of depth %d: it is 0 or more, and above every index".formatted(depth));
    }
    return inputs.get(0).concat(Shape.of(depth));
  }

  @Override
  public void forward(List<View> in, List<Shape> shapes, View out, Shape shape) {
    for (int i = 0; i < shapes.get(0).size(); i++) {
      int index = in.get(0).index(i);
      if (index != blank) {
        out.set(i * depth + Gather.check(this, index, depth, i), 1);
      }
    }
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    return Vjp.none(1);
  }

  @Override
  public String formula(List<String> operands) {
    return "oneHot(" + operands.get(0) + ", " + depth + ")";
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example(List.of()).with(Shape.of(2, 2), 0, depth - 1, blank, depth / 2),
        new Example(List.of()).with(Shape.of(0)));
  }
}
