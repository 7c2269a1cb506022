package io.gradus.op;

import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.graph.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The place of the largest number along an axis, the first of equals; the first NaN wins. The axis
/// goes.
public record ArgMax(int axis) implements Indexing {
  @Override
  public Kind kind() {
    return Kind.INDEX;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.length(axis) == 0) {
      throw new io.gradus.ShapeException(
          "argMax along axis " + axis + " of " + x + ": there is nothing to choose from");
    }
    return x.slice(0, axis).concat(x.slice(axis + 1, x.rank()));
  }

  @Override
  public void forward(List<View> in, List<Shape> shapes, View out, Shape shape) {
    Shape x = shapes.get(0);
    int length = x.length(axis);
    int inner = x.slice(axis + 1, x.rank()).size();
    int outer = x.slice(0, axis).size();
    for (int o = 0; o < outer; o++) {
      for (int j = 0; j < inner; j++) {
        out.setIndex(o * inner + j, best(in.get(0), o * length * inner + j, length, inner));
      }
    }
  }

  private static int best(View x, int start, int length, int step) {
    int best = 0;
    double most = x.at(start);
    for (int i = 1; i < length && !Double.isNaN(most); i++) {
      double value = x.at(start + i * step);
      if (value > most || Double.isNaN(value)) {
        best = i;
        most = value;
      }
    }
    return best;
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    return Vjp.none(1);
  }

  @Override
  public String formula(List<String> operands) {
    return "argMax(" + operands.get(0) + ", axis " + axis + ")";
  }

  @Override
  public List<Example> examples() {
    Shape shape = Shape.of(2, 3, 4).slice(0, Math.min(3, axis + 2));
    return List.of(Example.of(shape), Example.of(shape.with(axis, 1)));
  }
}
