package io.gradus.studio.circuit;

import io.gradus.op.Absolute;
import io.gradus.op.Add;
import io.gradus.op.Divide;
import io.gradus.op.Elementwise;
import io.gradus.op.Log;
import io.gradus.op.Maximum;
import io.gradus.op.Minimum;
import io.gradus.op.Multiply;
import io.gradus.op.Negate;
import io.gradus.op.Power;
import io.gradus.op.Reciprocal;
import io.gradus.op.Sigmoid;
import io.gradus.op.Square;
import io.gradus.op.SquareRoot;
import io.gradus.op.StopGradient;
import io.gradus.op.Subtract;
import java.util.List;

/// What is written in a gate.
final class Labels {
  private Labels() {}

  static String of(Elementwise op) {
    return switch (op) {
      case Add _ -> "+";
      case Subtract _ -> "−";
      case Multiply _ -> "×";
      case Divide _ -> "÷";
      case Power _ -> "xʸ";
      case Maximum _ -> "max";
      case Minimum _ -> "min";
      case Negate _ -> "×−1";
      case Reciprocal _ -> "1/x";
      case Square _ -> "x²";
      case SquareRoot _ -> "√x";
      case Absolute _ -> "|x|";
      case Log _ -> "ln";
      case Sigmoid _ -> "σ";
      case StopGradient _ -> "hold";
      default -> op.name();
    };
  }

  /// With constants among the operands: `+1`, `×2`, `3−x`, `max(2, x)`.
  static String of(Elementwise op, List<Signal> operands) {
    if (operands.stream().noneMatch(Signal.Constant.class::isInstance)) {
      return of(op);
    }
    String left = shown(operands.getFirst());
    String right = shown(operands.getLast());
    boolean constantLast = operands.getLast() instanceof Signal.Constant;
    return switch (op) {
      case Add _ -> "+" + (constantLast ? right : left);
      case Subtract _ -> constantLast ? "−" + right : left + "−x";
      case Multiply _ -> "×" + (constantLast ? right : left);
      case Divide _ -> constantLast ? "÷" + right : left + "/x";
      case Power _ when Draft.is(operands.getLast(), 2) -> "x²";
      case Power _ -> constantLast ? "x^" + right : left + "^x";
      default -> of(op) + "(" + left + ", " + right + ")";
    };
  }

  private static String shown(Signal operand) {
    return operand instanceof Signal.Constant(double value) ? Steps.number(value) : "x";
  }
}
