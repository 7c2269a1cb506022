package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.graph.Kind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `y[n, index[n, i..]] += x[n, i..]` over zeros, in ascending order: the gradient of [Pick], and
/// what puts pooled numbers back in their places.
///
/// x and indices `[n, places..]`, y `[n, sample..]`.
///
/// @param sample the shape of one sample of the result
public record Scatter(Shape sample) implements Indexing, ArrayLoop {
  @Override
  public Kind inputKind(int index) {
    return index == 1 ? Kind.INDEX : Kind.FLOAT;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (inputs.get(0).rank() < 1 || !inputs.get(0).equals(inputs.get(1))) {
      throw new ShapeException(
          "scatter: indices " + inputs.get(1) + " do not fit " + inputs.get(0));
    }
    return Shape.of(inputs.get(0).length(0)).concat(sample);
  }

  static int sample(Shape shape) {
    return shape.slice(1, shape.rank()).size();
  }

  @Override
  public void forward(List<View> in, List<Shape> shapes, View out, Shape shape) {
    int from = sample(shapes.get(0));
    int size = sample.size();
    for (int i = 0; i < shapes.get(0).size(); i++) {
      int to = i / from * size + Gather.check(this, in.get(1).index(i), size, i);
      out.set(to, out.at(to) + in.get(0).at(i));
    }
  }

  @Override
  public Loop loop(List<Shape> in, Shape out) {
    return new Loop(out.length(0), this::sample);
  }

  private void sample(List<? extends Numbers> in, Numbers out, int chunk) {
    int count = sample(in.get(0).shape());
    int size = sample.size();
    float[] x = in.get(0).floats();
    int[] index = in.get(1).ints();
    float[] y = out.floats();
    int xo = in.get(0).offset() + chunk * count;
    int io = in.get(1).offset() + chunk * count;
    int to = out.offset() + chunk * size;
    Arrays.fill(y, to, to + size, 0f);
    for (int i = 0; i < count; i++) {
      y[to + Gather.check(this, index[io + i], size, chunk * count + i)] += x[xo + i];
    }
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    return Vjp.two(
        call.wants(0) ? Tensor.apply(new Pick(), call.gradient(), call.indices(1)) : null, null);
  }

  @Override
  public String formula(List<String> operands) {
    return "scatter("
        + operands.get(0)
        + " at "
        + operands.get(1)
        + " in each sample of "
        + sample
        + ")";
  }

  @Override
  public List<Example> examples() {
    int last = sample.size() - 1;
    return List.of(
        Example.of(Shape.of(2, 3)).with(Shape.of(2, 3), 0, last, 0, last / 2, 0, last),
        Example.of(Shape.of(1, 1, 1)).with(Shape.of(1, 1, 1), last),
        Example.of(Shape.of(2, 0)).with(Shape.of(2, 0)));
  }
}
