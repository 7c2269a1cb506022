package io.gradus.studio.circuit;

import io.gradus.expr.Expr;
import io.gradus.op.Add;
import io.gradus.op.Elementwise;
import io.gradus.op.Formula;
import io.gradus.op.Maximum;
import io.gradus.op.Minimum;
import io.gradus.op.Multiply;
import io.gradus.op.Negate;
import io.gradus.op.Relu;
import io.gradus.op.StopGradient;
import io.gradus.op.Subtract;

/// How a gate passes its gradient on: what to see at a glance in the backward flow.
enum Pattern {
  DISTRIBUTES("add distributes", "Adding sends the gradient unchanged to every operand."),
  DISTRIBUTES_SIGNED(
      "subtract distributes",
      "Subtracting sends the gradient unchanged to the first operand, and with the other sign to"
          + " the second."),
  SWAPS("multiply swaps", "Multiplying sends to each operand the gradient times the other one."),
  ROUTES("max routes", "The operand that won gets the whole gradient, the other gets 0."),
  RECTIFIES(
      "relu lets through or blocks",
      "Where its operand is above 0 the gradient goes through unchanged; at 0 and below the operand"
          + " gets 0."),
  SCALES("scales", "A constant factor scales the gradient by the same factor."),
  COPIES("passes", "Adding a constant passes the gradient unchanged."),
  BLOCKS("hold blocks", "The value goes through, and no gradient comes back."),
  CHAINS("chain rule", "The gradient is multiplied by the slope of the gate.");

  private final String title;
  private final String meaning;

  Pattern(String title, String meaning) {
    this.title = title;
    this.meaning = meaning;
  }

  String title() {
    return title;
  }

  String meaning() {
    return meaning;
  }

  static Pattern of(Element.Gate gate) {
    Elementwise op = gate.op();
    return switch (op) {
      case Add _ -> DISTRIBUTES;
      case Subtract _ -> DISTRIBUTES_SIGNED;
      case Multiply _ -> SWAPS;
      case Maximum _, Minimum _ -> ROUTES;
      case Relu _ -> RECTIFIES;
      case Negate _ -> SCALES;
      case StopGradient _ -> BLOCKS;
      case Formula formula when formula.name().equals("sum") -> DISTRIBUTES;
      case Formula formula
          when formula.name().equals("maximum") || formula.name().equals("minimum") ->
          ROUTES;
      default -> constantSlope(gate);
    };
  }

  private static Pattern constantSlope(Element.Gate gate) {
    if (gate.operands().size() == 1 && Pass.slope(gate, 0) instanceof Expr.Literal(double slope)) {
      return slope == 1 ? COPIES : SCALES;
    }
    return CHAINS;
  }
}
