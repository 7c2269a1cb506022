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

  /// Functions of one number.
  enum UnaryOp {
    NEG,
    ABS,
    SQRT,
    FLOOR,
    CEIL,
    /// To the nearest integer, ties to even, as `Math.rint`.
    ROUND,
    EXP,
    EXPM1,
    LOG,
    LOG1P,
    TANH,
    ERF,
    ERFC,
    SIGMOID,
    /// `log(1 + e^x)`.
    SOFTPLUS,
    SIN,
    COS
  }

  /// Functions of two numbers. `MIN` and `MAX` give NaN when either operand is NaN, and order -0
  /// before +0.
  enum BinaryOp {
    ADD,
    SUB,
    MUL,
    DIV,
    MIN,
    MAX,
    POW
  }

  /// Comparisons.
  enum Comparison {
    LT,
    LE,
    GT,
    GE,
    EQ,
    NE
  }

  static Expr lit(double value) {
    return new Literal(value);
  }

  static Expr input(int index, String name) {
    return new Input(index, name);
  }

  static Expr argument(int index, String name) {
    return new Argument(index, name);
  }

  static Expr fma(Expr a, Expr b, Expr c) {
    return new Fma(a, b, c);
  }

  static Expr select(Comparison op, Expr left, Expr right, Expr yes, Expr no) {
    return new Select(op, left, right, yes, no);
  }

  default Expr plus(Expr other) {
    return new Binary(BinaryOp.ADD, this, other);
  }

  default Expr minus(Expr other) {
    return new Binary(BinaryOp.SUB, this, other);
  }

  default Expr times(Expr other) {
    return new Binary(BinaryOp.MUL, this, other);
  }

  default Expr over(Expr other) {
    return new Binary(BinaryOp.DIV, this, other);
  }

  default Expr plus(double other) {
    return plus(lit(other));
  }

  default Expr minus(double other) {
    return minus(lit(other));
  }

  default Expr times(double other) {
    return times(lit(other));
  }

  default Expr over(double other) {
    return over(lit(other));
  }

  default Expr min(Expr other) {
    return new Binary(BinaryOp.MIN, this, other);
  }

  default Expr max(Expr other) {
    return new Binary(BinaryOp.MAX, this, other);
  }

  default Expr pow(Expr other) {
    return new Binary(BinaryOp.POW, this, other);
  }

  default Expr negate() {
    return new Unary(UnaryOp.NEG, this);
  }

  default Expr abs() {
    return new Unary(UnaryOp.ABS, this);
  }

  default Expr sqrt() {
    return new Unary(UnaryOp.SQRT, this);
  }

  default Expr square() {
    return times(this);
  }

  default Expr floor() {
    return new Unary(UnaryOp.FLOOR, this);
  }

  default Expr ceil() {
    return new Unary(UnaryOp.CEIL, this);
  }

  default Expr round() {
    return new Unary(UnaryOp.ROUND, this);
  }

  default Expr exp() {
    return new Unary(UnaryOp.EXP, this);
  }

  default Expr expm1() {
    return new Unary(UnaryOp.EXPM1, this);
  }

  default Expr log() {
    return new Unary(UnaryOp.LOG, this);
  }

  default Expr log1p() {
    return new Unary(UnaryOp.LOG1P, this);
  }

  default Expr tanh() {
    return new Unary(UnaryOp.TANH, this);
  }

  default Expr erf() {
    return new Unary(UnaryOp.ERF, this);
  }

  default Expr erfc() {
    return new Unary(UnaryOp.ERFC, this);
  }

  default Expr sigmoid() {
    return new Unary(UnaryOp.SIGMOID, this);
  }

  default Expr softplus() {
    return new Unary(UnaryOp.SOFTPLUS, this);
  }

  default Expr sin() {
    return new Unary(UnaryOp.SIN, this);
  }

  default Expr cos() {
    return new Unary(UnaryOp.COS, this);
  }
}
