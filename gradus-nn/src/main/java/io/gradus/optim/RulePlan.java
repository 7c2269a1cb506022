package io.gradus.optim;

import io.gradus.expr.Evaluate;
import io.gradus.expr.Expr;
import io.gradus.expr.Exprs;
import io.gradus.kernel.Access;
import io.gradus.kernel.ElementwiseSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A [Rule] cut into stages: in each, all formulas are one fused pass, followed by at most one line
/// that needs a whole tensor.
///
/// Formulas that are the same for all elements are taken out of the kernel, worked out in double
/// once per step and given to it as arguments, and so are the reciprocals of divisors. The gradient
/// is read as `clip * g`, cut to `[-limit, limit]` when `limited`.
///
/// @param arrays the names of the rule's arrays, by index
/// @param numbers the names of its numbers, by index; the last two are `clip` and `limit`
/// @param scratch for each array, whether it must be kept between stages but is no state
record RulePlan(
    List<String> arrays, List<String> numbers, List<Stage> stages, List<Boolean> scratch) {

  /// One fused pass and what follows it.
  ///
  /// @param spec the pass; it has no outputs when there is nothing to do
  /// @param in which array each kernel input is
  /// @param out which array each kernel output is
  /// @param arguments the kernel's arguments, as formulas over the numbers at the stage's start
  /// @param updates new values of numbers, as such formulas; they hold from the stage's end
  /// @param then the whole-tensor lines that follow: none or one
  record Stage(
      ElementwiseSpec spec,
      int[] in,
      int[] out,
      List<Expr> arguments,
      List<Update> updates,
      List<Assignment> then) {}

  /// `numbers[index] <- value`.
  record Update(int index, Expr value) {}

  static RulePlan of(Rule rule, boolean limited) {
    return new Compiler(rule, limited).compile();
  }

  int clip() {
    return numbers.size() - 2;
  }

  int limit() {
    return numbers.size() - 1;
  }

  private static final class Compiler {
    private static final int GRADIENT = 1;

    private final Rule rule;
    private final boolean limited;
    private final List<String> arrays;
    private final List<String> numbers;
    private Expr[] array = {};
    private Expr[] number = {};

    Compiler(Rule rule, boolean limited) {
      this.rule = rule;
      this.limited = limited;
      arrays = rule.inputs();
      numbers = new ArrayList<>(rule.numbers());
      numbers.add("clip");
      numbers.add("limit");
    }

    RulePlan compile() {
      List<List<Assignment>> parts = parts();
      List<Stage> stages = new ArrayList<>();
      Set<Integer> kept = new LinkedHashSet<>();
      for (int i = 0; i < parts.size(); i++) {
        Set<Integer> later = readAfter(parts, i);
        stages.add(stage(parts.get(i), later));
        later.stream().filter(index -> index >= 2 + rule.state().size()).forEach(kept::add);
      }
      List<Boolean> scratch = new ArrayList<>();
      for (int i = 0; i < arrays.size(); i++) {
        scratch.add(kept.contains(i));
      }
      return new RulePlan(arrays, List.copyOf(numbers), stages, scratch);
    }

    /// The lines, cut after each one that needs a whole tensor.
    private List<List<Assignment>> parts() {
      List<List<Assignment>> parts = new ArrayList<>();
      List<Assignment> part = new ArrayList<>();
      for (Assignment line : rule.assignments()) {
        part.add(line);
        if (!(line instanceof Assignment.Formula)) {
          parts.add(part);
          part = new ArrayList<>();
        }
      }
      if (!part.isEmpty()) {
        parts.add(part);
      }
      return parts;
    }

    /// The arrays that are read by the whole-tensor line of part `at` or by a later part.
    private Set<Integer> readAfter(List<List<Assignment>> parts, int at) {
      Set<Integer> read = new LinkedHashSet<>();
      switch (parts.get(at).getLast()) {
        case Assignment.Formula _ -> {}
        case Assignment.Norm norm -> read.add(arrays.indexOf(norm.of()));
        case Assignment.Orthogonal matrix -> read.add(arrays.indexOf(matrix.of()));
      }
      for (List<Assignment> part : parts.subList(at + 1, parts.size())) {
        for (Assignment line : part) {
          switch (line) {
            case Assignment.Formula formula -> read.addAll(Exprs.inputs(formula.value()));
            case Assignment.Norm norm -> read.add(arrays.indexOf(norm.of()));
            case Assignment.Orthogonal matrix -> read.add(arrays.indexOf(matrix.of()));
          }
        }
      }
      return read;
    }

    private Stage stage(List<Assignment> part, Set<Integer> later) {
      begin();
      Set<Integer> setArrays = new LinkedHashSet<>();
      Set<Integer> setNumbers = new LinkedHashSet<>();
      List<Assignment> then = new ArrayList<>();
      for (Assignment line : part) {
        if (line instanceof Assignment.Formula(String target, Expr value)) {
          Expr now = inStage(value);
          if (numbers.contains(target)) {
            number[numbers.indexOf(target)] = now;
            setNumbers.add(numbers.indexOf(target));
          } else {
            array[arrays.indexOf(target)] = now;
            setArrays.add(arrays.indexOf(target));
          }
        } else {
          then.add(line);
        }
      }
      refuseLostGradient(setArrays, later);
      int kept = 2 + rule.state().size();
      setArrays.removeIf(index -> index == GRADIENT || index >= kept && !later.contains(index));
      List<Update> updates =
          setNumbers.stream().map(index -> new Update(index, number[index])).toList();
      return pass(List.copyOf(setArrays), updates, then);
    }

    private void begin() {
      array = new Expr[arrays.size()];
      Arrays.setAll(array, i -> Expr.input(i, arrays.get(i)));
      number = new Expr[numbers.size()];
      Arrays.setAll(number, i -> Expr.argument(i, numbers.get(i)));
      Expr clipped = number[numbers.size() - 2].times(array[GRADIENT]);
      Expr limit = number[numbers.size() - 1];
      array[GRADIENT] = limited ? clipped.min(limit).max(limit.negate()) : clipped;
    }

    private void refuseLostGradient(Set<Integer> set, Set<Integer> later) {
      if (set.contains(GRADIENT) && later.contains(GRADIENT)) {
        throw new IllegalArgumentException(
            "this rule sets \"g\" and reads it again after a line over whole tensors; give the new"
                + " gradient a name of its own with let");
      }
    }

    private Expr inStage(Expr value) {
      return switch (value) {
        case Expr.Input input -> array[input.index()];
        case Expr.Argument argument -> number[argument.index()];
        default -> Exprs.mapOperands(value, this::inStage);
      };
    }

    private Stage pass(List<Integer> set, List<Update> updates, List<Assignment> then) {
      List<Expr> arguments = new ArrayList<>();
      List<Expr> outputs = set.stream().map(i -> hoist(array[i], arguments)).toList();
      Set<Integer> read = new LinkedHashSet<>();
      outputs.forEach(output -> read.addAll(Exprs.inputs(output)));
      int[] in = read.stream().mapToInt(Integer::intValue).sorted().toArray();
      Map<Integer, Integer> position = new HashMap<>();
      for (int k = 0; k < in.length; k++) {
        position.put(in[k], k);
      }
      List<Expr> local = outputs.stream().map(output -> relabel(output, position)).toList();
      List<Access> access = position.keySet().stream().map(_ -> Access.CONTIGUOUS).toList();
      return new Stage(
          new ElementwiseSpec(local, access, arguments.size()),
          in,
          set.stream().mapToInt(Integer::intValue).toArray(),
          List.copyOf(arguments),
          updates,
          then);
    }

    /// `value` with the parts that are the same for all elements made arguments of the kernel.
    private Expr hoist(Expr value, List<Expr> arguments) {
      if (Exprs.isUniform(value)) {
        return argument(value, arguments);
      }
      if (value instanceof Expr.Binary(Expr.BinaryOp op, Expr left, Expr right)
          && op == Expr.BinaryOp.DIV
          && Exprs.isUniform(right)) {
        return hoist(left, arguments).times(argument(Expr.lit(1).over(right), arguments));
      }
      return Exprs.mapOperands(value, part -> hoist(part, arguments));
    }

    private static Expr argument(Expr value, List<Expr> arguments) {
      if (Exprs.arguments(value).isEmpty()) {
        return Expr.lit(Evaluate.in(value));
      }
      int index = arguments.indexOf(value);
      if (index < 0) {
        index = arguments.size();
        arguments.add(value);
      }
      return Expr.argument(index, "a" + index);
    }

    /// Inputs by their place among the kernel's, with the names of all kernels: `x0`, `x1`, ...
    private static Expr relabel(Expr value, Map<Integer, Integer> position) {
      if (value instanceof Expr.Input input) {
        int index = position.getOrDefault(input.index(), -1);
        return Expr.input(index, "x" + index);
      }
      return Exprs.mapOperands(value, part -> relabel(part, position));
    }
  }
}
