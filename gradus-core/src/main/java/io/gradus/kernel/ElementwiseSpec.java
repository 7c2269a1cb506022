package io.gradus.kernel;

import io.gradus.expr.Expr;
import java.util.List;

/// The structure of one fused elementwise pass: it is the key under which a generated class is
/// cached.
///
/// Output `j` is `outputs[j]` over inputs `0 .. inputs.size()-1` and `arguments` run-time numbers.
public record ElementwiseSpec(List<Expr> outputs, List<Access> inputs, int arguments) {
  /// The structure with these formulas; the lists are copied.
  public ElementwiseSpec {
    outputs = List.copyOf(outputs);
    inputs = List.copyOf(inputs);
  }
}
