package io.gradus.op;

import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.graph.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `y[.., i, ..] = x[.., index[i], ..]` along an axis: picks rows of a table, an embedding.
///
/// x `[outer.., n, inner..]`, indices of any shape with entries in `[0, n)`, y `[outer..,
/// indices.., inner..]`.
public record Gather(int axis) implements Indexing {
  @Override
  public Kind inputKind(int index) {
    return index == 1 ? Kind.INDEX : Kind.FLOAT;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    x.axis(axis);
    return x.slice(0, axis).concat(inputs.get(1)).concat(x.slice(axis + 1, x.rank()));
  }

  @Override
  public void forward(List<View> in, List<Shape> shapes, View out, Shape shape) {
    Shape x = shapes.get(0);
    int inner = x.slice(axis + 1, x.rank()).size();
    int outer = x.slice(0, axis).size();
    int length = x.length(axis);
    int count = shapes.get(1).size();
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < count; i++) {
        int from = (o * length + check(this, in.get(1).index(i), length, i)) * inner;
        int to = (o * count + i) * inner;
        for (int j = 0; j < inner; j++) {
          out.set(to + j, in.get(0).at(from + j));
        }
      }
    }
  }

  static int check(Op op, int index, int length, int position) {
    if (index < 0 || index >= length) {
      throw new IndexOutOfBoundsException(
          "%s: index %d at position %d is not in [0, %d); indices count from 0: check the data, or make room"
              .formatted(op.name(), index, position, length));
    }
    return index;
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    ScatterAdd scatter = new ScatterAdd(axis, call.shape(0).length(axis), call.shape(1).rank());
    return Vjp.two(
        call.wants(0) ? Tensor.apply(scatter, call.gradient(), call.indices(1)) : null, null);
  }

  @Override
  public String formula(List<String> operands) {
    return operands.get(0) + "[" + operands.get(1) + " along axis " + axis + "]";
  }

  @Override
  public List<Example> examples() {
    Shape shape = Shape.of(4, 3, 2).slice(0, Math.min(3, axis + 2));
    return List.of(
        Example.of(shape.with(axis, 4)).with(Shape.of(2, 3), 0, 3, 3, 1, 0, 2),
        Example.of(shape.with(axis, 1)).with(Shape.of(1), 0),
        Example.of(shape).with(Shape.of(0)));
  }
}
