package io.gradus;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;
import io.gradus.op.*;
import java.util.List;

/// Arithmetic, functions of one number, and comparisons: a tensor's methods that treat each element
/// alone. Operands broadcast as in NumPy.
abstract sealed class TensorArithmetic permits TensorActivations {
  /// This, as the one class that there is.
  final Tensor self() {
    return (Tensor) this;
  }

  /// The lengths of the axes.
  public abstract Shape shape();

  final Tensor unary(Elementwise op) {
    return Tensor.apply(op, List.of(self()));
  }

  final Tensor binary(Elementwise op, Tensor other) {
    return Tensor.apply(op, List.of(self(), Arguments.tensor(other, op.name())));
  }

  private Tensor formula(String name, Expr expr) {
    return unary(new Formula(name, 1, expr));
  }

  private static Expr x() {
    return Formula.operand(0);
  }

  private Tensor compare(Comparison op, double number) {
    return formula("compare", Expr.select(op, x(), Expr.lit(number), Expr.lit(1), Expr.lit(0)));
  }

  /// `x + other`.
  public Tensor add(Tensor other) {
    return binary(new Add(), other);
  }

  /// `x + number`.
  public Tensor add(double number) {
    return formula("add", x().plus(number));
  }

  /// `x - other`.
  public Tensor subtract(Tensor other) {
    return binary(new Subtract(), other);
  }

  /// `x - number`.
  public Tensor subtract(double number) {
    return formula("subtract", x().minus(number));
  }

  /// `x * other`, element by element; [Tensor#matmul(Tensor)] is the matrix product.
  public Tensor multiply(Tensor other) {
    return binary(new Multiply(), other);
  }

  /// `x * number`.
  public Tensor multiply(double number) {
    return formula("multiply", x().times(number));
  }

  /// `x / other`; by zero it is infinite, or NaN for `0 / 0`.
  public Tensor divide(Tensor other) {
    return binary(new Divide(), other);
  }

  /// `x / number`.
  public Tensor divide(double number) {
    return formula("divide", x().over(number));
  }

  /// `x^exponent`; a negative base with a fractional exponent gives NaN.
  public Tensor pow(Tensor exponent) {
    return binary(new Power(), exponent);
  }

  /// `x^exponent`; a negative base with a fractional exponent gives NaN.
  public Tensor pow(double exponent) {
    return formula("power", x().pow(Expr.lit(exponent)));
  }

  /// `min(x, other)`; NaN wins, and equal operands get half of the gradient each.
  public Tensor min(Tensor other) {
    return binary(new Minimum(), other);
  }

  /// `max(x, other)`; NaN wins, and equal operands get half of the gradient each.
  public Tensor max(Tensor other) {
    return binary(new Maximum(), other);
  }

  /// `|x|`; its slope is the sign of x, 0 at 0.
  public Tensor abs() {
    return unary(new Absolute());
  }

  /// `-x`.
  public Tensor negate() {
    return unary(new Negate());
  }

  /// -1, 0 or 1 by the sign of x, NaN at NaN; slope 0.
  public Tensor sign() {
    return unary(new Sign());
  }

  /// The square root; NaN below 0, and its slope is infinite at 0.
  public Tensor sqrt() {
    return unary(new SquareRoot());
  }

  /// `1 / sqrt(x)`.
  public Tensor rsqrt() {
    return unary(new ReciprocalSquareRoot());
  }

  /// `1 / x`.
  public Tensor reciprocal() {
    return unary(new Reciprocal());
  }

  /// `x^2`.
  public Tensor square() {
    return unary(new Square());
  }

  /// `e^x`.
  public Tensor exp() {
    return unary(new Exp());
  }

  /// `e^x - 1`, without the rounding to 0 near 0.
  public Tensor expm1() {
    return unary(new Expm1());
  }

  /// `ln x`; -infinity at 0, NaN below.
  public Tensor log() {
    return unary(new Log());
  }

  /// `ln(1 + x)`, without the rounding to 0 near 0.
  public Tensor log1p() {
    return unary(new Log1p());
  }

  /// `sin x`, x in radians; accurate up to 10,000, less so beyond; above 2^22 x is taken as 0.
  public Tensor sin() {
    return unary(new Sin());
  }

  /// `cos x`, x in radians; accurate up to 10,000, as [#sin].
  public Tensor cos() {
    return unary(new Cos());
  }

  /// The error function, `2 / sqrt(pi)` times the integral of `e^-t^2` from 0 to x.
  public Tensor erf() {
    return unary(new Erf());
  }

  /// The nearest whole number below or at x; slope 0.
  public Tensor floor() {
    return unary(new Floor());
  }

  /// The nearest whole number above or at x; slope 0.
  public Tensor ceil() {
    return unary(new Ceil());
  }

  /// The nearest whole number, ties to even; slope 0.
  public Tensor round() {
    return unary(new Round());
  }

  /// `min(max(x, low), high)`; slope 1 in `[low, high]`, 0 outside.
  ///
  /// @throws IllegalArgumentException if low is above high, or one of them is NaN
  public Tensor clamp(double low, double high) {
    return unary(new Clamp(low, high));
  }

  /// 1 where `x = other`, else 0.
  public Tensor equal(Tensor other) {
    return binary(new Compare(Comparison.EQ), other);
  }

  /// 1 where `x = number`, else 0.
  public Tensor equal(double number) {
    return compare(Comparison.EQ, number);
  }

  /// 1 where `x != other`, else 0; NaN differs from everything.
  public Tensor notEqual(Tensor other) {
    return binary(new Compare(Comparison.NE), other);
  }

  /// 1 where `x < other`, else 0.
  public Tensor less(Tensor other) {
    return binary(new Compare(Comparison.LT), other);
  }

  /// 1 where `x < number`, else 0.
  public Tensor less(double number) {
    return compare(Comparison.LT, number);
  }

  /// 1 where `x <= other`, else 0.
  public Tensor lessOrEqual(Tensor other) {
    return binary(new Compare(Comparison.LE), other);
  }

  /// 1 where `x > other`, else 0.
  public Tensor greater(Tensor other) {
    return binary(new Compare(Comparison.GT), other);
  }

  /// 1 where `x > number`, else 0.
  public Tensor greater(double number) {
    return compare(Comparison.GT, number);
  }

  /// 1 where `x >= other`, else 0.
  public Tensor greaterOrEqual(Tensor other) {
    return binary(new Compare(Comparison.GE), other);
  }

  /// `yes` where this is not 0, else `no`; the three broadcast.
  public Tensor where(Tensor yes, Tensor no) {
    return Tensor.apply(
        new Where(),
        List.of(self(), Arguments.tensor(yes, "where"), Arguments.tensor(no, "where")));
  }
}
