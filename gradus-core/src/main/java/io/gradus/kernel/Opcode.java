package io.gradus.kernel;

/// What a [Node] computes; every one of these gives the same bits in a scalar register and in a
/// vector lane.
enum Opcode {
  /// The float whose bits the node carries.
  CONSTANT(Kind.FLOAT, 0),
  /// The element of an input array; the node carries the input's index.
  LOAD(Kind.FLOAT, 0),
  /// A run-time number; the node carries its index.
  ARGUMENT(Kind.FLOAT, 0),
  ADD(Kind.FLOAT, 2),
  SUB(Kind.FLOAT, 2),
  MUL(Kind.FLOAT, 2),
  DIV(Kind.FLOAT, 2),
  MIN(Kind.FLOAT, 2),
  MAX(Kind.FLOAT, 2),
  FMA(Kind.FLOAT, 3),
  NEG(Kind.FLOAT, 1),
  ABS(Kind.FLOAT, 1),
  SQRT(Kind.FLOAT, 1),
  LT(Kind.MASK, 2),
  LE(Kind.MASK, 2),
  GT(Kind.MASK, 2),
  GE(Kind.MASK, 2),
  EQ(Kind.MASK, 2),
  NE(Kind.MASK, 2),
  /// `a ? b : c`, where `a` is a comparison.
  SELECT(Kind.FLOAT, 3),
  /// The bits of a float, as an int.
  TO_BITS(Kind.INT, 1),
  /// The float that has these bits.
  FROM_BITS(Kind.FLOAT, 1),
  /// The int that the node carries.
  INT_CONSTANT(Kind.INT, 0),
  INT_ADD(Kind.INT, 2),
  INT_SUB(Kind.INT, 2),
  INT_AND(Kind.INT, 2),
  INT_OR(Kind.INT, 2),
  INT_XOR(Kind.INT, 2),
  /// Shifts by the constant distance that the node carries.
  SHIFT_LEFT(Kind.INT, 1),
  SHIFT_RIGHT(Kind.INT, 1),
  SHIFT_RIGHT_UNSIGNED(Kind.INT, 1);

  /// What a node's value is.
  enum Kind {
    FLOAT,
    INT,
    MASK
  }

  private final Kind kind;
  private final int operands;

  Opcode(Kind kind, int operands) {
    this.kind = kind;
    this.operands = operands;
  }

  Kind kind() {
    return kind;
  }

  int operands() {
    return operands;
  }
}
