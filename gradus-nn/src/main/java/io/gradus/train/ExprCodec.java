package io.gradus.train;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.BinaryOp;
import io.gradus.expr.Expr.Comparison;
import io.gradus.expr.Expr.UnaryOp;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A formula as a list for JSON, and back: one entry per part, operands before users, the whole
/// formula last.
///
/// `["input", 0, "x"]`, `["literal", 2.0]` and `["argument", 0, "rate"]` begin it; `["mul", 0, 1]`
/// names entries by their place. A part that is used twice stands there once, so the list is as
/// short as the formula in memory.
final class ExprCodec {
  private final List<Object> list = new ArrayList<>();
  private final Map<Expr, Long> places = new IdentityHashMap<>();

  private ExprCodec() {}

  static List<Object> write(Expr expr) {
    ExprCodec codec = new ExprCodec();
    codec.place(expr);
    return codec.list;
  }

  private Long place(Expr expr) {
    Long known = places.get(expr);
    if (known != null) {
      return known;
    }
    list.add(entry(expr));
    Long place = list.size() - 1L;
    places.put(expr, place);
    return place;
  }

  private List<Object> entry(Expr expr) {
    return switch (expr) {
      case Expr.Literal(double value) -> List.of("literal", Attributes.of(value));
      case Expr.Input(int index, String name) -> List.of("input", (long) index, name);
      case Expr.Argument(int index, String name) -> List.of("argument", (long) index, name);
      case Expr.Unary(UnaryOp op, Expr x) -> List.of(name(op), place(x));
      case Expr.Binary(BinaryOp op, Expr left, Expr right) ->
          List.of(name(op), place(left), place(right));
      case Expr.Fma(Expr a, Expr b, Expr c) -> List.of("fma", place(a), place(b), place(c));
      case Expr.Select(Comparison op, Expr left, Expr right, Expr yes, Expr no) ->
          List.of("select", name(op), place(left), place(right), place(yes), place(no));
    };
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /// The formula that [#write] gave as a list.
  ///
  /// @throws DataException if it is no such list
  static Expr read(List<?> list) {
    List<Expr> parts = new ArrayList<>();
    for (Object entry : list) {
      if (!(entry instanceof List<?> part)
          || part.isEmpty()
          || !(part.getFirst() instanceof String name)) {
        throw new DataException("formula: expected a part such as [\"mul\", 0, 1], got " + entry);
      }
      parts.add(new Part(name, part, parts).read());
    }
    if (parts.isEmpty()) {
      throw new DataException("formula: the list of its parts is empty");
    }
    return parts.getLast();
  }

  /// One entry of the list, and the parts before it.
  private record Part(String name, List<?> entry, List<Expr> before) {
    Expr read() {
      return switch (name) {
        case "literal" -> Expr.lit(literal());
        case "input" -> Expr.input(index(1), text(2));
        case "argument" -> Expr.argument(index(1), text(2));
        case "fma" -> Expr.fma(part(1), part(2), part(3));
        case "select" ->
            Expr.select(constant(Comparison.values(), text(1)), part(2), part(3), part(4), part(5));
        default -> operation();
      };
    }

    private Expr operation() {
      return entry.size() == 2
          ? new Expr.Unary(constant(UnaryOp.values(), name), part(1))
          : new Expr.Binary(constant(BinaryOp.values(), name), part(1), part(2));
    }

    private <T extends Enum<T>> T constant(T[] all, String wanted) {
      for (T constant : all) {
        if (ExprCodec.name(constant).equals(wanted)) {
          return constant;
        }
      }
      throw new DataException("formula: there is no operation \"" + wanted + "\" in " + entry);
    }

    private Expr part(int at) {
      int index = index(at);
      if (index >= before.size()) {
        throw new DataException("formula: " + entry + " uses a part that comes later");
      }
      return before.get(index);
    }

    private double literal() {
      return switch (at(1)) {
        case Number number -> number.doubleValue();
        case String text -> new Attributes("formula", Map.of("literal", text)).number("literal");
        default -> throw new DataException("formula: expected a number in " + entry);
      };
    }

    private int index(int at) {
      if (at(at) instanceof Long index && index >= 0 && index <= Integer.MAX_VALUE) {
        return index.intValue();
      }
      throw new DataException("formula: expected a number from 0 on in " + entry);
    }

    private String text(int at) {
      if (at(at) instanceof String text) {
        return text;
      }
      throw new DataException("formula: expected a text in " + entry);
    }

    private Object at(int index) {
      Object value = index < entry.size() ? entry.get(index) : null;
      if (value == null) {
        throw new DataException("formula: " + entry + " is too short");
      }
      return value;
    }
  }
}
