package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.graph.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `y[n, i..] = x[n, index[n, i..]]`, each index counting all numbers of its sample: takes what
/// [ArgMaxPool] found.
///
/// x `[n, rest..]`, indices and y `[n, places..]`.
public record Pick() implements Indexing, ArrayLoop {
  @Override
  public Kind inputKind(int index) {
    return index == 1 ? Kind.INDEX : Kind.FLOAT;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    Shape index = inputs.get(1);
    if (x.rank() < 1 || index.rank() < 1 || x.length(0) != index.length(0)) {
      throw new ShapeException("pick: indices " + index + " do not fit " + x);
    }
    return index;
  }

  @Override
  public void forward(List<View> in, List<Shape> shapes, View out, Shape shape) {
    int from = Scatter.sample(shapes.get(0));
    int to = Scatter.sample(shape);
    for (int i = 0; i < shape.size(); i++) {
      out.set(i, in.get(0).at(i / to * from + Gather.check(this, in.get(1).index(i), from, i)));
    }
  }

  @Override
  public Loop loop(List<Shape> in, Shape out) {
    return new Loop(out.length(0), this::sample);
  }

  private void sample(List<? extends Numbers> in, Numbers out, int chunk) {
    int from = Scatter.sample(in.get(0).shape());
    int count = Scatter.sample(out.shape());
    float[] x = in.get(0).floats();
    int[] index = in.get(1).ints();
    int xo = in.get(0).offset() + chunk * from;
    int io = in.get(1).offset() + chunk * count;
    int to = out.offset() + chunk * count;
    for (int i = 0; i < count; i++) {
      out.floats()[to + i] = x[xo + Gather.check(this, index[io + i], from, chunk * count + i)];
    }
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    return Vjp.two(
        call.wants(0)
            ? Tensor.apply(new Scatter(rest(call.shape(0))), call.gradient(), call.indices(1))
            : null,
        null);
  }

  private static Shape rest(Shape x) {
    return x.slice(1, x.rank());
  }

  @Override
  public String formula(List<String> operands) {
    return operands.get(0) + "[" + operands.get(1) + " in each sample]";
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of(Shape.of(2, 3, 2)).with(Shape.of(2, 4), 5, 0, 0, 3, 2, 1, 5, 5),
        Example.of(Shape.of(1, 1)).with(Shape.of(1, 1), 0),
        Example.of(Shape.of(2, 3)).with(Shape.of(2, 0)),
        Example.of(Shape.of(0, 3)).with(Shape.of(0, 2)));
  }
}
