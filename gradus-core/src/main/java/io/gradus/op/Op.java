package io.gradus.op;

import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.graph.Kind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One kind of computation: its shape rule, value, gradient, formula and examples.
///
/// Ops are records: two are the same op when they are equal, attributes included. The families are
/// sealed, because the planner switches over them; each family is open, so a new op is a new
/// record.
public sealed interface Op
    permits Elementwise,
        Contraction,
        Reduction,
        Movement,
        Indexing,
        Sampling,
        Composite,
        Leaf,
        CustomOp {

  /// The field's name in lower case, such as `relu`.
  default String name() {
    String simple = getClass().getSimpleName();
    return simple.substring(0, 1).toLowerCase(Locale.ROOT) + simple.substring(1);
  }

  /// The shape of the result; throws [io.gradus.ShapeException] when the inputs do not fit.
  Shape shape(List<Shape> inputs);

  /// Whether the result is numbers or indices.
  default Kind kind() {
    return Kind.FLOAT;
  }

  /// What is wanted of each input.
  default Kind inputKind(int index) {
    return Kind.FLOAT;
  }

  /// The gradient with respect to each wanted input, given the gradient of the output; null where
  /// it is zero.
  ///
  /// It is written in tensors, so it is graph like any other and has a gradient itself.
  List<@Nullable Tensor> vjp(Vjp call);

  /// The formula of the result in LaTeX-free plain text, such as `max(x, 0)`, over these operand
  /// texts.
  String formula(List<String> operands);

  /// Shapes and values that drive the generic tests, the documentation and the studio.
  List<Example> examples();

  /// One sentence that helps to see what the op does; empty when the formula says it all.
  default String intuition() {
    return "";
  }
}
