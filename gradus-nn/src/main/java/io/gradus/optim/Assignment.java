package io.gradus.optim;

import io.gradus.expr.Expr;
import io.gradus.expr.Text;

/// `target <- ...`: one line of an update [Rule].
public sealed interface Assignment {
  /// The name of what is set: the parameter, a state array, a scalar or a local value.
  String target();

  /// The right side of the line, as plain text.
  String formula();

  /// `target <- value`, for every element, or once per step when the value has no element in it.
  record Formula(String target, Expr value) implements Assignment {
    @Override
    public String formula() {
      return Text.plain(value);
    }

    @Override
    public String toString() {
      return target + " <- " + formula();
    }
  }

  /// `target <- U V^T` where `of = U S V^T`, nearly: a matrix with all its singular values brought
  /// close to 1 (`[0.7, 1.2]`), by five steps of Newton and Schulz, `X <- a X + (b A + c A^2) X`
  /// with `A = X X^T`, from `X = of / |of|`, `a = 3.4445`, `b = -4.7750`, `c = 2.0315` (Jordan
  /// 2024).
  ///
  /// The last axis is the columns, all axes before it are the rows.
  record Orthogonal(String target, String of) implements Assignment {
    @Override
    public String formula() {
      return "orthogonal(" + of + ")";
    }

    @Override
    public String toString() {
      return target + " <- " + formula();
    }
  }

  /// `target <- |of|`: the Euclidean norm of a whole tensor, a number.
  record Norm(String target, String of) implements Assignment {
    @Override
    public String formula() {
      return "|" + of + "|";
    }

    @Override
    public String toString() {
      return target + " <- " + formula();
    }
  }
}
