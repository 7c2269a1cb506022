package io.gradus.expr;

import static io.gradus.expr.Expr.lit;

import java.util.List;
import java.util.Optional;

/// Numbers that texts write by their symbols, such as `sqrt(2 / pi)` in GELU.
final class Constants {
  /// No formula has it: input and argument indices start at 0.
  static final Expr PI = Expr.argument(-1, "pi");

  private record Symbol(double value, Expr text) {}

  private static final List<Symbol> SYMBOLS =
      List.of(
          new Symbol(Math.PI, PI),
          new Symbol(2 * Math.PI, lit(2).times(PI)),
          new Symbol(Math.PI / 2, PI.over(2)),
          new Symbol(Math.sqrt(2), lit(2).sqrt()),
          new Symbol(1 / Math.sqrt(2), lit(1).over(lit(2).sqrt())),
          new Symbol(Math.sqrt(0.5), lit(1).over(lit(2).sqrt())),
          new Symbol(2 / Math.sqrt(Math.PI), lit(2).over(PI.sqrt())),
          new Symbol(Math.sqrt(2 / Math.PI), lit(2).over(PI).sqrt()),
          new Symbol(1 / Math.sqrt(2 * Math.PI), lit(1).over(lit(2).times(PI).sqrt())));

  private Constants() {}

  /// The symbol for a number, within rounding in `double`, or rounded to `float`; most have none.
  static Optional<Expr> of(double value) {
    return SYMBOLS.stream()
        .filter(symbol ->
            Math.abs(symbol.value - value) <= 2 * Math.ulp(value) || (float) symbol.value == value)
        .map(Symbol::text)
        .findFirst();
  }
}
