package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Axis `i` of the result is axis `order[i]` of the operand.
public record Transpose(List<Integer> order) implements Movement {
  /// The transposition in this order.
  ///
  /// @throws ShapeException if it does not name each axis once
  public Transpose {
    order = List.copyOf(order);
    boolean[] seen = new boolean[order.size()];
    for (int axis : order) {
      if (axis < 0 || axis >= seen.length || seen[axis]) {
        throw new ShapeException("transpose needs each axis once, got " + order);
      }
      seen[axis] = true;
    }
  }

  /// The order that undoes this one.
  public Transpose inverse() {
    Integer[] inverse = new Integer[order.size()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[order.get(i)] = i;
    }
    return new Transpose(List.of(inverse));
  }

  /// Whether only the last two axes change places.
  public boolean swapsLastTwo() {
    int rank = order.size();
    if (rank < 2 || order.get(rank - 1) != rank - 2 || order.get(rank - 2) != rank - 1) {
      return false;
    }
    for (int i = 0; i < rank - 2; i++) {
      if (order.get(i) != i) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape in = inputs.get(0);
    if (in.rank() != order.size()) {
      throw new ShapeException("transpose " + order + " does not fit " + in);
    }
    return Shape.of(order.stream().mapToInt(in::length).toArray());
  }

  @Override
  public List<Box> boxes(List<Shape> inputs, Shape output) {
    int[] strides = inputs.get(0).strides();
    int[] from = order.stream().mapToInt(axis -> strides[axis]).toArray();
    return List.of(new Box(0, 0, from, 0, output.strides(), output.lengths()));
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    return Vjp.one(Tensor.apply(inverse(), List.of(call.gradient())));
  }

  @Override
  public String formula(List<String> operands) {
    return order.equals(List.of(1, 0))
        ? operands.get(0) + "^T"
        : "transpose(" + operands.get(0) + ", " + order + ")";
  }

  @Override
  public List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    int[] lengths = new int[order.size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = i + 2;
    }
    examples.add(Example.of(Shape.of(lengths)));
    if (lengths.length > 0) {
      examples.add(Example.of(Shape.of(lengths).with(0, 1)));
      examples.add(Example.of(Shape.of(lengths).with(0, 0)));
    }
    return examples;
  }
}
