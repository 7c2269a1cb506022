package io.gradus.expr;

/// A scalar formula: the one source of kernel, double reference, derivative and text.
///
/// A small sealed tree over literals, inputs (one value per element), arguments (numbers given at
/// run time, the same for every element), arithmetic, comparison with selection, and accurate
/// primitives. Trees are values: two formulas are equal when their structure is. The fluent methods
/// build what they say; [Simplify] folds.
public sealed interface Expr {

  /// A number. Kernels round it to `float`; the double reference uses it as it is.
  record Literal(double value) implements Expr {
    // Records compare doubles by bits already, so -0.0 and 0.0 stay different kernels.
  }

  /// The element of operand `index`; `name` is what texts print, such as `x` or `g`.
  record Input(int index, String name) implements Expr {}

  /// A number given at run time, the same for all elements: a learning rate, a bias correction, a
  /// slider.
  record Argument(int index, String name) implements Expr {}

  /// `op(x)`.
  record Unary(UnaryOp op, Expr x) implements Expr {}

  /// `left op right`.
  record Binary(BinaryOp op, Expr left, Expr right) implements Expr {}

  /// `a * b + c`, rounded once.
  record Fma(Expr a, Expr b, Expr c) implements Expr {}

  /// `left op right ? yes : no`. A comparison with NaN is false, but for [Comparison#NE].
  record Select(Comparison op, Expr left, Expr right, Expr yes, Expr no) implements Expr {}

  /// Functions of one number, `x`.
  enum UnaryOp {
    /// `-x`.
    NEG,
    /// `|x|`.
    ABS,
    /// The square root; NaN below 0.
    SQRT,
    /// The nearest whole number below or at x.
    FLOOR,
    /// The nearest whole number above or at x.
    CEIL,
    /// To the nearest integer, ties to even, as `Math.rint`.
    ROUND,
    /// `e^x`.
    EXP,
    /// `e^x - 1`, without the rounding to 0 near 0.
    EXPM1,
    /// `ln x`; -infinity at 0, NaN below.
    LOG,
    /// `ln(1 + x)`, without the rounding to 0 near 0.
    LOG1P,
    /// `(e^x - e^-x) / (e^x + e^-x)`.
    TANH,
    /// The error function, `2 / sqrt(pi)` times the integral of `e^-t^2` from 0 to x.
    ERF,
    /// `1 - erf(x)`, without the rounding to 0 for large x.
    ERFC,
    /// `1 / (1 + e^-x)`.
    SIGMOID,
    /// `log(1 + e^x)`.
    SOFTPLUS,
    /// `sin x`, x in radians.
    SIN,
    /// `cos x`, x in radians.
    COS
  }

  /// Functions of two numbers, `a` and `b`.
  enum BinaryOp {
    /// `a + b`.
    ADD,
    /// `a - b`.
    SUB,
    /// `a * b`.
    MUL,
    /// `a / b`.
    DIV,
    /// The smaller; NaN if either is NaN, and -0 is below +0.
    MIN,
    /// The larger; NaN if either is NaN, and +0 is above -0.
    MAX,
    /// `a^b`, as `Math.pow` defines it.
    POW
  }

  /// Comparisons; with NaN only [#NE] holds.
  enum Comparison {
    /// `a < b`.
    LT,
    /// `a <= b`.
    LE,
    /// `a > b`.
    GT,
    /// `a >= b`.
    GE,
    /// `a = b`; the two zeros are equal.
    EQ,
    /// `a != b`; NaN differs from everything.
    NE
  }

  /// A number, the same for all elements.
  static Expr lit(double value) {
    return new Literal(value);
  }

  /// The element of operand `index`; `name` is what texts print.
  static Expr input(int index, String name) {
    return new Input(index, name);
  }

  /// Number `index` of those given at run time; `name` is what texts print.
  static Expr argument(int index, String name) {
    return new Argument(index, name);
  }

  /// `a * b + c`, rounded once.
  static Expr fma(Expr a, Expr b, Expr c) {
    return new Fma(a, b, c);
  }

  /// `left op right ? yes : no`.
  static Expr select(Comparison op, Expr left, Expr right, Expr yes, Expr no) {
    return new Select(op, left, right, yes, no);
  }

  /// `this + other`.
  default Expr plus(Expr other) {
    return new Binary(BinaryOp.ADD, this, other);
  }

  /// `this - other`.
  default Expr minus(Expr other) {
    return new Binary(BinaryOp.SUB, this, other);
  }

  /// `this * other`.
  default Expr times(Expr other) {
    return new Binary(BinaryOp.MUL, this, other);
  }

  /// `this / other`.
  default Expr over(Expr other) {
    return new Binary(BinaryOp.DIV, this, other);
  }

  /// `this + other`.
  default Expr plus(double other) {
    return plus(lit(other));
  }

  /// `this - other`.
  default Expr minus(double other) {
    return minus(lit(other));
  }

  /// `this * other`.
  default Expr times(double other) {
    return times(lit(other));
  }

  /// `this / other`.
  default Expr over(double other) {
    return over(lit(other));
  }

  /// The smaller of the two; NaN if either is NaN.
  default Expr min(Expr other) {
    return new Binary(BinaryOp.MIN, this, other);
  }

  /// The larger of the two; NaN if either is NaN.
  default Expr max(Expr other) {
    return new Binary(BinaryOp.MAX, this, other);
  }

  /// `this^other`, as `Math.pow` defines it.
  default Expr pow(Expr other) {
    return new Binary(BinaryOp.POW, this, other);
  }

  /// `-this`.
  default Expr negate() {
    return new Unary(UnaryOp.NEG, this);
  }

  /// `|this|`.
  default Expr abs() {
    return new Unary(UnaryOp.ABS, this);
  }

  /// The square root; NaN below 0.
  default Expr sqrt() {
    return new Unary(UnaryOp.SQRT, this);
  }

  /// `this * this`.
  default Expr square() {
    return times(this);
  }

  /// The nearest whole number below or at this.
  default Expr floor() {
    return new Unary(UnaryOp.FLOOR, this);
  }

  /// The nearest whole number above or at this.
  default Expr ceil() {
    return new Unary(UnaryOp.CEIL, this);
  }

  /// The nearest whole number, ties to even.
  default Expr round() {
    return new Unary(UnaryOp.ROUND, this);
  }

  /// `e^this`.
  default Expr exp() {
    return new Unary(UnaryOp.EXP, this);
  }

  /// `e^this - 1`, without the rounding to 0 near 0.
  default Expr expm1() {
    return new Unary(UnaryOp.EXPM1, this);
  }

  /// `ln this`; -infinity at 0, NaN below.
  default Expr log() {
    return new Unary(UnaryOp.LOG, this);
  }

  /// `ln(1 + this)`, without the rounding to 0 near 0.
  default Expr log1p() {
    return new Unary(UnaryOp.LOG1P, this);
  }

  /// The hyperbolic tangent.
  default Expr tanh() {
    return new Unary(UnaryOp.TANH, this);
  }

  /// The error function, see [UnaryOp#ERF].
  default Expr erf() {
    return new Unary(UnaryOp.ERF, this);
  }

  /// `1 - erf(this)`, without the rounding to 0 for large numbers.
  default Expr erfc() {
    return new Unary(UnaryOp.ERFC, this);
  }

  /// `1 / (1 + e^-this)`.
  default Expr sigmoid() {
    return new Unary(UnaryOp.SIGMOID, this);
  }

  /// `ln(1 + e^this)`.
  default Expr softplus() {
    return new Unary(UnaryOp.SOFTPLUS, this);
  }

  /// `sin this`, in radians.
  default Expr sin() {
    return new Unary(UnaryOp.SIN, this);
  }

  /// `cos this`, in radians.
  default Expr cos() {
    return new Unary(UnaryOp.COS, this);
  }
}
