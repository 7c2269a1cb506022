package io.gradus.expr;

import io.gradus.expr.Expr.Argument;
import io.gradus.expr.Expr.Binary;
import io.gradus.expr.Expr.Fma;
import io.gradus.expr.Expr.Input;
import io.gradus.expr.Expr.Literal;
import io.gradus.expr.Expr.Select;
import io.gradus.expr.Expr.Unary;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/// What can be asked of any formula as a tree: its parts, its size, its inputs, and the tree with
/// parts replaced.
public final class Exprs {
  private Exprs() {}

  /// The operands of `e`, left to right; none for literals, inputs and arguments.
  public static List<Expr> operands(Expr e) {
    return switch (e) {
      case Literal _, Input _, Argument _ -> List.of();
      case Unary unary -> List.of(unary.x());
      case Binary binary -> List.of(binary.left(), binary.right());
      case Fma fma -> List.of(fma.a(), fma.b(), fma.c());
      case Select select -> List.of(select.left(), select.right(), select.yes(), select.no());
    };
  }

  /// `e` with each operand `o` replaced by `change(o)`; `e` itself when nothing changed.
  public static Expr mapOperands(Expr e, UnaryOperator<Expr> change) {
    Expr mapped =
        switch (e) {
          case Literal _, Input _, Argument _ -> e;
          case Unary(var op, var x) -> new Unary(op, change.apply(x));
          case Binary(var op, var left, var right) ->
              new Binary(op, change.apply(left), change.apply(right));
          case Fma(var a, var b, var c) ->
              new Fma(change.apply(a), change.apply(b), change.apply(c));
          case Select(var op, var left, var right, var yes, var no) ->
              new Select(
                  op, change.apply(left), change.apply(right), change.apply(yes), change.apply(no));
        };
    return sameOperands(e, mapped) ? e : mapped;
  }

  private static boolean sameOperands(Expr e, Expr mapped) {
    List<Expr> before = operands(e);
    List<Expr> after = operands(mapped);
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i) != after.get(i)) {
        return false;
      }
    }
    return true;
  }

  /// `e` with input `i` replaced by `forInputs[i]`; the replacements themselves are left as they
  /// are.
  ///
  /// @throws IllegalArgumentException if the formula has an input beyond the replacements
  public static Expr substitute(Expr e, Expr... forInputs) {
    if (e instanceof Input input) {
      return pick(e, "input", input.index(), forInputs);
    }
    return mapOperands(e, operand -> substitute(operand, forInputs));
  }

  /// `e` with argument `i` replaced by `forArguments[i]`: literals in place of numbers given at run
  /// time, say.
  ///
  /// @throws IllegalArgumentException if the formula has an argument beyond the replacements
  public static Expr substituteArguments(Expr e, Expr... forArguments) {
    if (e instanceof Argument argument) {
      return pick(e, "argument", argument.index(), forArguments);
    }
    return mapOperands(e, operand -> substituteArguments(operand, forArguments));
  }

  private static Expr pick(Expr e, String kind, int index, Expr[] replacements) {
    if (index < 0 || index >= replacements.length) {
      throw new IllegalArgumentException(
          "No replacement for %s %d of a formula: %s\n  given   %d, for %ss 0 to %d\n  try     give one expression for each %s"
              .formatted(kind, index, e, replacements.length, kind, replacements.length - 1, kind));
    }
    return replacements[index];
  }

  /// `e` with input `i` renumbered to `inputs(i)` and argument `i` to `arguments(i)`; names stay.
  public static Expr renumber(Expr e, IntUnaryOperator inputs, IntUnaryOperator arguments) {
    return switch (e) {
      case Input(int index, String name) -> new Input(inputs.applyAsInt(index), name);
      case Argument(int index, String name) -> new Argument(arguments.applyAsInt(index), name);
      default -> mapOperands(e, operand -> renumber(operand, inputs, arguments));
    };
  }

  /// `e` with all input indices raised by `inputs` and all argument indices by `arguments`.
  public static Expr shift(Expr e, int inputs, int arguments) {
    return renumber(e, index -> index + inputs, index -> index + arguments);
  }

  /// `e` with every subtree equal to `part` replaced by `replacement`.
  public static Expr replace(Expr e, Expr part, Expr replacement) {
    if (e.equals(part)) {
      return replacement;
    }
    return mapOperands(e, operand -> replace(operand, part, replacement));
  }

  /// The indices of the inputs that occur in `e`, ascending.
  public static SortedSet<Integer> inputs(Expr e) {
    SortedSet<Integer> found = new TreeSet<>();
    collect(e, found, new TreeSet<>());
    return found;
  }

  /// The indices of the arguments that occur in `e`, ascending.
  public static SortedSet<Integer> arguments(Expr e) {
    SortedSet<Integer> found = new TreeSet<>();
    collect(e, new TreeSet<>(), found);
    return found;
  }

  private static void collect(Expr e, SortedSet<Integer> inputs, SortedSet<Integer> arguments) {
    switch (e) {
      case Input input -> inputs.add(input.index());
      case Argument argument -> arguments.add(argument.index());
      default -> operands(e).forEach(operand -> collect(operand, inputs, arguments));
    }
  }

  /// Whether `part` occurs in `e`.
  public static boolean contains(Expr e, Expr part) {
    return e.equals(part) || operands(e).stream().anyMatch(operand -> contains(operand, part));
  }

  /// Whether `e` is the same number for every element: it has no inputs.
  public static boolean isUniform(Expr e) {
    return !(e instanceof Input) && operands(e).stream().allMatch(Exprs::isUniform);
  }

  /// How many nodes the tree has, leaves included; a subtree used twice counts twice.
  public static int nodes(Expr e) {
    return 1 + operands(e).stream().mapToInt(Exprs::nodes).sum();
  }

  /// The longest way from the root to a leaf, in nodes: 1 for a leaf.
  public static int depth(Expr e) {
    return 1 + operands(e).stream().mapToInt(Exprs::depth).max().orElse(0);
  }
}
