package io.gradus.studio.circuit;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.BinaryOp;
import io.gradus.op.Elementwise;
import io.gradus.op.Maximum;
import io.gradus.op.Minimum;
import io.gradus.op.Power;
import io.gradus.op.StopGradient;
import io.gradus.op.Subtract;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Turns calls of functions into gates.
final class Calls {
  private final Draft draft;
  private final Unfolding unfolding;

  Calls(Draft draft, Unfolding unfolding) {
    this.draft = draft;
    this.unfolding = unfolding;
  }

  /// The op applied to two numbers, or to rows element by element.
  Signal pairs(Elementwise op, Signal left, Signal right, Span at) {
    if (!(left instanceof Signal.Row) && !(right instanceof Signal.Row)) {
      return draft.apply(op, List.of(left, right), at);
    }
    int n = Math.max(Rows.size(left), Rows.size(right));
    if (left instanceof Signal.Row
        && right instanceof Signal.Row
        && Rows.size(left) != Rows.size(right)) {
      throw new ExpressionException(
          at,
          "a row of "
              + Rows.size(left)
              + " and a row of "
              + Rows.size(right)
              + " do not fit together");
    }
    List<Signal> results = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      results.add(draft.apply(op, List.of(Rows.element(left, i), Rows.element(right, i)), at));
    }
    return new Signal.Row(results);
  }

  /// What the function gives for these arguments.
  Signal of(Term.Call call, List<Signal> arguments) {
    return Functions.unary(call.function())
        .map(op -> {
          require(call, 1);
          return Rows.each(
              arguments.getFirst(),
              (x, i) -> unfolding.unary(Rows.id(call, i), op, x, false, call.at()));
        })
        .orElseGet(() -> ofMany(call, arguments));
  }

  private Signal ofMany(Term.Call call, List<Signal> arguments) {
    return switch (call.function()) {
      case "pow" -> {
        require(call, 2);
        yield pairs(new Power(), arguments.get(0), arguments.get(1), call.at());
      }
      case "max" -> chain(call, new Maximum(), arguments);
      case "min" -> chain(call, new Minimum(), arguments);
      case "sum" -> draft.sum(several(call, arguments), call.at());
      default -> ofRows(call, arguments);
    };
  }

  private Signal ofRows(Term.Call call, List<Signal> arguments) {
    String function = call.function();
    boolean two = Set.of("dot", "mse", "crossEntropy").contains(function);
    require(call, two ? 2 : 1);
    List<Signal> row = rowOf(call, arguments, 0);
    int n = row.size();
    return switch (function) {
      case "mean" -> mean(row, call.at());
      case "dot" ->
          draft.sum(Rows.elements(products(call, row, rowOf(call, arguments, 1))), call.at());
      case "mse" -> {
        Signal difference = pairs(new Subtract(), arguments.get(0), arguments.get(1), call.at());
        List<Signal> squares =
            Rows.elements(pairs(new Power(), difference, new Signal.Constant(2), call.at()));
        yield mean(squares, call.at());
      }
      case "shift" -> shifted(call, row);
      case "softmax" -> many(call, "softmax", Functions.softmax(n), row);
      case "batchNorm" -> many(call, "batchNorm", Functions.batchNorm(n), row);
      case "logSumExp" -> first(many(call, "logSumExp", List.of(Functions.logSumExp(n)), row));
      case "crossEntropy" -> {
        int label = label(call, arguments.get(1), n);
        yield first(many(call, "CE", List.of(Functions.crossEntropy(n, label)), row));
      }
      default -> throw new IllegalStateException("no function " + function);
    };
  }

  private Signal products(Term.Call call, List<Signal> left, List<Signal> right) {
    return pairs(
        Unfolding.op(BinaryOp.MUL), new Signal.Row(left), new Signal.Row(right), call.at());
  }

  private Signal mean(List<Signal> terms, Span at) {
    return draft.apply(
        Unfolding.op(BinaryOp.DIV),
        List.of(draft.sum(terms, at), new Signal.Constant(terms.size())),
        at);
  }

  private Signal many(Term.Call call, String title, List<Expr> formulas, List<Signal> row) {
    return new Signal.Row(unfolding.many(Rows.id(call, 0), title, formulas, row, call.at()));
  }

  private static Signal first(Signal row) {
    return Rows.elements(row).getFirst();
  }

  private Signal shifted(Term.Call call, List<Signal> row) {
    Signal largest = chain(call, new Maximum(), row);
    Signal held = draft.apply(new StopGradient(), List.of(largest), call.at());
    return pairs(new Subtract(), new Signal.Row(row), held, call.at());
  }

  private Signal chain(Term.Call call, Elementwise op, List<Signal> arguments) {
    List<Signal> all = several(call, arguments);
    Signal result = all.getFirst();
    for (Signal next : all.subList(1, all.size())) {
      result = draft.apply(op, List.of(result, next), call.at());
    }
    return result;
  }

  /// The numbers given one by one or as one row.
  private static List<Signal> several(Term.Call call, List<Signal> arguments) {
    List<Signal> all = arguments.size() == 1 ? Rows.elements(arguments.getFirst()) : arguments;
    if (all.isEmpty() || all.stream().anyMatch(Signal.Row.class::isInstance)) {
      throw new ExpressionException(
          call.at(),
          call.function() + " takes numbers, as in " + call.function() + "(a, b), or one row");
    }
    return all;
  }

  private static List<Signal> rowOf(Term.Call call, List<Signal> arguments, int index) {
    if (arguments.get(index) instanceof Signal.Row(var elements)) {
      return elements;
    }
    throw new ExpressionException(
        call.arguments().get(index).at(), call.function() + " takes a row here, such as [a, b, c]");
  }

  private static int label(Term.Call call, Signal label, int classes) {
    if (label instanceof Signal.Constant(double value)
        && value == Math.rint(value)
        && value >= 0
        && value < classes) {
      return (int) value;
    }
    throw new ExpressionException(
        call.arguments().get(1).at(), "the right class is a whole number of 0 to " + (classes - 1));
  }

  private static void require(Term.Call call, int count) {
    int given = call.arguments().size();
    if (given != count) {
      throw new ExpressionException(
          call.at(),
          call.function()
              + " takes "
              + (count == 1 ? "one argument" : count + " arguments")
              + ", and has "
              + given);
    }
  }
}
