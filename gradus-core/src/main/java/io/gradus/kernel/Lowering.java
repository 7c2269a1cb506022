package io.gradus.kernel;

import io.gradus.expr.Expr;
import java.util.IdentityHashMap;
import java.util.Map;

/// Writes formulas down as nodes of a program; the accurate functions are spelled out as
/// arithmetic.
final class Lowering {
  private final ProgramBuilder b;
  // By identity: formulas share subtrees, and comparing trees by value could take exponential time.
  private final Map<Expr, Integer> done = new IdentityHashMap<>();

  Lowering(ProgramBuilder builder) {
    b = builder;
  }

  int lower(Expr formula) {
    Integer known = done.get(formula);
    if (known != null) {
      return known;
    }
    int index =
        switch (formula) {
          case Expr.Literal literal -> b.constant((float) literal.value());
          case Expr.Input input -> b.load(input.index());
          case Expr.Argument argument -> b.argument(argument.index());
          case Expr.Unary unary -> unary(unary.op(), lower(unary.x()));
          case Expr.Binary binary -> binary(binary);
          case Expr.Fma fma -> b.fma(lower(fma.a()), lower(fma.b()), lower(fma.c()));
          case Expr.Select select ->
              b.select(
                  b.compare(select.op(), lower(select.left()), lower(select.right())),
                  lower(select.yes()),
                  lower(select.no()));
        };
    done.put(formula, index);
    return index;
  }

  private int unary(Expr.UnaryOp op, int x) {
    return switch (op) {
      case NEG -> b.neg(x);
      case ABS -> b.abs(x);
      case SQRT -> b.sqrt(x);
      case FLOOR -> Rounding.floor(b, x);
      case CEIL -> Rounding.ceil(b, x);
      case ROUND -> Rounding.round(b, x);
      case EXP -> Exponentials.exp(b, x);
      case EXPM1 -> Exponentials.expm1(b, x);
      case LOG -> Logarithms.log(b, x);
      case LOG1P -> Logarithms.log1p(b, x);
      case TANH -> Sigmoids.tanh(b, x);
      case SIGMOID -> Sigmoids.sigmoid(b, x);
      case SOFTPLUS -> Sigmoids.softplus(b, x);
      case ERF -> ErrorFunctions.erf(b, x);
      case ERFC -> ErrorFunctions.erfc(b, x);
      case SIN -> Trigonometry.sin(b, x);
      case COS -> Trigonometry.cos(b, x);
    };
  }

  private int binary(Expr.Binary formula) {
    int left = lower(formula.left());
    int right = lower(formula.right());
    return switch (formula.op()) {
      case ADD -> b.add(left, right);
      case SUB -> b.sub(left, right);
      case MUL -> b.mul(left, right);
      case DIV -> b.div(left, right);
      case MIN -> b.min(left, right);
      case MAX -> b.max(left, right);
      case POW -> Power.pow(b, left, right);
    };
  }
}
