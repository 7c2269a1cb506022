package io.gradus.op;

import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.graph.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a graph begins: an input, a parameter, a constant.
public non-sealed interface Leaf extends Op {
  @Override
  default List<@Nullable Tensor> vjp(Vjp call) {
    return List.of();
  }

  @Override
  default List<Example> examples() {
    return List.of();
  }

  /// Numbers given anew for each run.
  record Input(String label, Shape of, Kind kind) implements Leaf {
    @Override
    public String name() {
      return "input";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return of;
    }

    @Override
    public String formula(List<String> operands) {
      return label;
    }
  }

  /// Numbers that the model learns.
  record Parameter(Param param) implements Leaf {
    @Override
    public Shape shape(List<Shape> inputs) {
      return param.shape();
    }

    @Override
    public String formula(List<String> operands) {
      return param.path();
    }
  }

  /// Numbers that never change; the node holds them.
  record Constant(Shape of, Kind kind) implements Leaf {
    @Override
    public Shape shape(List<Shape> inputs) {
      return of;
    }

    @Override
    public String formula(List<String> operands) {
      return "constant";
    }
  }

  /// Numbers whose gradient is wanted, outside any model.
  record Variable(String label, Shape of) implements Leaf {
    @Override
    public Shape shape(List<Shape> inputs) {
      return of;
    }

    @Override
    public String formula(List<String> operands) {
      return label;
    }
  }

  /// The same number everywhere.
  record Fill(Shape of, double number) implements Leaf {
    @Override
    public Shape shape(List<Shape> inputs) {
      return of;
    }

    @Override
    public String formula(List<String> operands) {
      return io.gradus.expr.Numbers.format(number, 6);
    }
  }
}
