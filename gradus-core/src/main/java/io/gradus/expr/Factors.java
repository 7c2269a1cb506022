package io.gradus.expr;

import io.gradus.expr.Expr.Binary;
import io.gradus.expr.Expr.BinaryOp;
import io.gradus.expr.Expr.Literal;
import java.util.ArrayList;
import java.util.List;

/// A product as texts write it: numbers first, equal neighbours as a power.
final class Factors {
  private Factors() {}

  /// `base ^ exponent`.
  record Power(Expr base, int exponent) {}

  static List<Power> of(Binary product) {
    List<Expr> all = new ArrayList<>();
    collect(product, all);
    List<Power> powers = new ArrayList<>();
    all.stream().filter(Literal.class::isInstance).forEach(e -> powers.add(new Power(e, 1)));
    int start = powers.size();
    for (Expr e : all) {
      if (!(e instanceof Literal)) {
        append(powers, start, e);
      }
    }
    return powers;
  }

  private static void append(List<Power> powers, int start, Expr e) {
    if (powers.size() > start && powers.getLast().base().equals(e)) {
      powers.add(new Power(e, powers.removeLast().exponent() + 1));
    } else {
      powers.add(new Power(e, 1));
    }
  }

  private static void collect(Expr e, List<Expr> all) {
    if (e instanceof Binary(var op, var left, var right) && op == BinaryOp.MUL) {
      collect(left, all);
      collect(right, all);
    } else {
      all.add(e);
    }
  }
}
