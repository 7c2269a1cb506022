package io.gradus.op;

import io.gradus.expr.Expr;

/// `y = a + b`.
public record Add() implements Elementwise.Binary {
  @Override
  public Expr value(Expr a, Expr b) {
    return a.plus(b);
  }
}
