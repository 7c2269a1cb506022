package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.graph.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `y[.., index[i], ..] += x[.., i, ..]` over zeros, in ascending order of `i`: the gradient of
/// [Gather].
///
/// @param axis the axis of the result that the indices count
/// @param length the length of that axis
/// @param indexRank how many axes the indices have
public record ScatterAdd(int axis, int length, int indexRank) implements Indexing {
  @Override
  public Kind inputKind(int index) {
    return index == 1 ? Kind.INDEX : Kind.FLOAT;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.rank() < axis + indexRank || !x.slice(axis, axis + indexRank).equals(inputs.get(1))) {
      throw new ShapeException(
          "scatterAdd: indices %s do not fit %s at axis %d; the lengths there must be those of the indices"
              .formatted(inputs.get(1), x, axis));
    }
    return x.slice(0, axis).concat(Shape.of(length)).concat(x.slice(axis + indexRank, x.rank()));
  }

  @Override
  public void forward(List<View> in, List<Shape> shapes, View out, Shape shape) {
    int count = shapes.get(1).size();
    int inner = shape.slice(axis + 1, shape.rank()).size();
    int outer = shape.slice(0, axis).size();
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < count; i++) {
        int to = (o * length + Gather.check(this, in.get(1).index(i), length, i)) * inner;
        int from = (o * count + i) * inner;
        for (int j = 0; j < inner; j++) {
          out.set(to + j, out.at(to + j) + in.get(0).at(from + j));
        }
      }
    }
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    return Vjp.two(
        call.wants(0) ? Tensor.apply(new Gather(axis), call.gradient(), call.indices(1)) : null,
        null);
  }

  @Override
  public String formula(List<String> operands) {
    return "scatterAdd("
        + operands.get(0)
        + " at "
        + operands.get(1)
        + ", axis "
        + axis
        + " of "
        + length
        + ")";
  }

  @Override
  public List<Example> examples() {
    Shape inner = Shape.of(3, 2).slice(0, 1);
    Shape outer = Shape.of(2, 2, 2).slice(0, axis);
    return indexRank == 1
        ? List.of(
            Example.of(outer.concat(Shape.of(4)).concat(inner))
                .with(Shape.of(4), 0, length - 1, 0, length / 2),
            Example.of(outer.concat(Shape.of(0)).concat(inner)).with(Shape.of(0)))
        : List.of();
  }
}
