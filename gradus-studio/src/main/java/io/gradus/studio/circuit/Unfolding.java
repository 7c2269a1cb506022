package io.gradus.studio.circuit;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Binary;
import io.gradus.expr.Expr.BinaryOp;
import io.gradus.expr.Expr.Unary;
import io.gradus.op.Absolute;
import io.gradus.op.Add;
import io.gradus.op.Ceil;
import io.gradus.op.Cos;
import io.gradus.op.Divide;
import io.gradus.op.Elementwise;
import io.gradus.op.Erf;
import io.gradus.op.Exp;
import io.gradus.op.Expm1;
import io.gradus.op.Floor;
import io.gradus.op.Formula;
import io.gradus.op.Log;
import io.gradus.op.Log1p;
import io.gradus.op.Maximum;
import io.gradus.op.Minimum;
import io.gradus.op.Multiply;
import io.gradus.op.Negate;
import io.gradus.op.Power;
import io.gradus.op.Round;
import io.gradus.op.Sigmoid;
import io.gradus.op.Sin;
import io.gradus.op.Softplus;
import io.gradus.op.Square;
import io.gradus.op.SquareRoot;
import io.gradus.op.Subtract;
import io.gradus.op.Tanh;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Turns formulas into gates, one for each operation; equal parts of one group are one gate.
///
/// A group is shown by its gates or as one gate for each of its results; which, is what the user
/// toggles.
final class Unfolding {
  private final Draft draft;
  private final Set<String> toggled;
  private final Map<String, Group> groups = new java.util.LinkedHashMap<>();

  Unfolding(Draft draft, Set<String> toggled) {
    this.draft = draft;
    this.toggled = Set.copyOf(toggled);
  }

  Map<String, Group> groups() {
    return groups;
  }

  /// The function `op` of one number: a group where it has gates inside, else one gate.
  Signal unary(String id, Elementwise op, Signal x, boolean openByDefault, Span at) {
    if (x instanceof Signal.Constant) {
      return draft.apply(op, List.of(x), at);
    }
    return Functions.opened(op)
        .map(formula ->
            group(id, Labels.of(op), List.of(op), List.of(formula), List.of(x), openByDefault, at)
                .getFirst())
        .orElseGet(() -> draft.apply(op, List.of(x), at));
  }

  /// The results of a group of several operands, each a formula over them.
  List<Signal> many(String id, String title, List<Expr> formulas, List<Signal> operands, Span at) {
    List<Elementwise> ops = new ArrayList<>();
    for (Expr formula : formulas) {
      ops.add(new Formula(title, operands.size(), formula));
    }
    return group(id, title, ops, formulas, operands, true, at);
  }

  private List<Signal> group(
      String id,
      String title,
      List<? extends Elementwise> closed,
      List<Expr> formulas,
      List<Signal> operands,
      boolean openByDefault,
      Span at) {
    boolean canClose = formulas.stream().allMatch(Draft::fits);
    boolean open = !canClose || openByDefault != toggled.contains(id);
    groups.put(id, new Group(id, title, open, List.of()));
    String before = draft.enter(id);
    List<Signal> results = new ArrayList<>();
    if (open) {
      Walk walk = new Walk(id, operands, at);
      formulas.forEach(formula -> results.add(walk.of(formula)));
    } else {
      for (int i = 0; i < closed.size(); i++) {
        String label = closed.size() == 1 ? title : title + "[" + i + "]";
        results.add(draft.apply(closed.get(i), label, operands, at));
      }
    }
    draft.enter(before);
    return results;
  }

  /// One formula, or several over the same operands, into gates.
  List<Signal> plain(List<Expr> formulas, List<Signal> operands, Span at) {
    Walk walk = new Walk("", operands, at);
    return formulas.stream().map(walk::of).toList();
  }

  private final class Walk {
    private final String id;
    private final List<Signal> operands;
    private final Span at;
    private final Map<Expr, Signal> known = new HashMap<>();
    private int inner;

    Walk(String id, List<Signal> operands, Span at) {
      this.id = id;
      this.operands = operands;
      this.at = at;
    }

    Signal of(Expr e) {
      Signal done = known.get(e);
      if (done == null) {
        done = made(e);
        known.put(e, done);
      }
      return done;
    }

    private Signal made(Expr e) {
      return switch (e) {
        case Expr.Literal(double value) -> Draft.constant(value, at);
        case Expr.Input input -> operands.get(input.index());
        case Unary(var op, var x) -> unary(op, of(x));
        case Binary(var op, var left, var right) when op == BinaryOp.ADD -> sum(left, right);
        case Binary(var op, var left, var right) when op == BinaryOp.MUL && left.equals(right) ->
            draft.apply(new Square(), List.of(of(left)), at);
        case Binary(var op, var left, var right) ->
            draft.apply(op(op), List.of(of(left), of(right)), at);
        case Expr.Argument _, Expr.Fma _, Expr.Select _ ->
            throw new IllegalStateException("no gate for " + e);
      };
    }

    private Signal sum(Expr left, Expr right) {
      List<Expr> terms = new ArrayList<>(List.of(right));
      Expr rest = left;
      while (rest instanceof Binary(var op, var a, var b) && op == BinaryOp.ADD) {
        terms.addFirst(b);
        rest = a;
      }
      terms.addFirst(rest);
      return draft.sum(terms.stream().map(this::of).toList(), at);
    }

    private Signal unary(Expr.UnaryOp op, Signal x) {
      return switch (op) {
        case SIGMOID, TANH, SOFTPLUS -> {
          Elementwise function = Unfolding.op(op);
          yield id.isEmpty()
              ? draft.apply(function, List.of(x), at)
              : Unfolding.this.unary(id + "." + inner++, function, x, false, at);
        }
        default -> draft.apply(Unfolding.op(op), List.of(x), at);
      };
    }
  }

  static Elementwise op(BinaryOp op) {
    return switch (op) {
      case ADD -> new Add();
      case SUB -> new Subtract();
      case MUL -> new Multiply();
      case DIV -> new Divide();
      case MIN -> new Minimum();
      case MAX -> new Maximum();
      case POW -> new Power();
    };
  }

  private static Elementwise op(Expr.UnaryOp op) {
    return switch (op) {
      case NEG -> new Negate();
      case ABS -> new Absolute();
      case SQRT -> new SquareRoot();
      case FLOOR -> new Floor();
      case CEIL -> new Ceil();
      case ROUND -> new Round();
      case EXP -> new Exp();
      case EXPM1 -> new Expm1();
      case LOG -> new Log();
      case LOG1P -> new Log1p();
      case TANH -> new Tanh();
      case ERF -> new Erf();
      case ERFC -> new Formula("erfc", 1, Formula.operand(0).erfc());
      case SIGMOID -> new Sigmoid();
      case SOFTPLUS -> new Softplus();
      case SIN -> new Sin();
      case COS -> new Cos();
    };
  }
}
