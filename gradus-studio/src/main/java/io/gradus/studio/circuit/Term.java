package io.gradus.studio.circuit;

import io.gradus.expr.Expr.BinaryOp;
import java.util.List;

/// A part of an expression as it was typed.
sealed interface Term {
  /// Where it stands in the text.
  Span at();

  record Literal(double value, Span at) implements Term {}

  record Name(String name, Span at) implements Term {}

  record Negation(Term x, Span at) implements Term {}

  /// `left op right`.
  record Binary(BinaryOp op, Term left, Term right, Span at) implements Term {}

  /// `function(arguments)`.
  record Call(String function, List<Term> arguments, Span at) implements Term {}

  /// `[a, b, c]`.
  record Row(List<Term> elements, Span at) implements Term {}

  /// `row[index]`, counted from 0.
  record Element(Term row, int index, Span at) implements Term {}
}
