package io.gradus.kernel;

import static io.gradus.kernel.Opcode.*;

import io.gradus.expr.Expr.Comparison;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Appends nodes to a program, one node for equal ones; operations on constants are done at once.
///
/// Every method returns the index of its node.
final class ProgramBuilder {
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Node, Integer> known = new HashMap<>();

  Program build(List<Integer> outputs) {
    return Program.pruned(nodes, outputs);
  }

  int constant(float value) {
    // One NaN for all, so that a kernel's key does not depend on a payload.
    return leaf(CONSTANT, Float.floatToIntBits(value));
  }

  /// Whether a node is the constant `value`.
  boolean isConstant(int node, float value) {
    return node == constant(value);
  }

  int load(int input) {
    return leaf(LOAD, input);
  }

  int argument(int index) {
    return leaf(ARGUMENT, index);
  }

  int add(int a, int b) {
    return binary(ADD, a, b);
  }

  int sub(int a, int b) {
    return binary(SUB, a, b);
  }

  int mul(int a, int b) {
    return binary(MUL, a, b);
  }

  int div(int a, int b) {
    return binary(DIV, a, b);
  }

  int min(int a, int b) {
    return binary(MIN, a, b);
  }

  int max(int a, int b) {
    return binary(MAX, a, b);
  }

  /// `a * b + c`, rounded once.
  int fma(int a, int b, int c) {
    return append(FMA, a, b, c, 0);
  }

  int neg(int a) {
    return append(NEG, a, -1, -1, 0);
  }

  int abs(int a) {
    return append(ABS, a, -1, -1, 0);
  }

  int sqrt(int a) {
    return append(SQRT, a, -1, -1, 0);
  }

  int add(int a, float b) {
    return add(a, constant(b));
  }

  int sub(int a, float b) {
    return sub(a, constant(b));
  }

  int mul(int a, float b) {
    return mul(a, constant(b));
  }

  int fma(int a, float b, int c) {
    return fma(a, constant(b), c);
  }

  int fma(int a, int b, float c) {
    return fma(a, b, constant(c));
  }

  int fma(int a, float b, float c) {
    return fma(a, constant(b), constant(c));
  }

  /// `coefficients[0] + x * (coefficients[1] + x * ...)` by Horner's rule in fma.
  int polynomial(int x, float... coefficients) {
    int sum = constant(coefficients[coefficients.length - 1]);
    for (int i = coefficients.length - 2; i >= 0; i--) {
      sum = fma(sum, x, constant(coefficients[i]));
    }
    return sum;
  }

  /// A mask, to be used by [#select].
  int compare(Comparison op, int a, int b) {
    Opcode opcode =
        switch (op) {
          case LT -> LT;
          case LE -> LE;
          case GT -> GT;
          case GE -> GE;
          case EQ -> EQ;
          case NE -> NE;
        };
    return binary(opcode, a, b);
  }

  int compare(Comparison op, int a, float b) {
    return compare(op, a, constant(b));
  }

  /// `mask ? yes : no`.
  int select(int mask, int yes, int no) {
    return yes == no ? yes : append(SELECT, mask, yes, no, 0);
  }

  int toBits(int a) {
    return append(TO_BITS, a, -1, -1, 0);
  }

  int fromBits(int a) {
    return append(FROM_BITS, a, -1, -1, 0);
  }

  int intConstant(int value) {
    return leaf(INT_CONSTANT, value);
  }

  int intAdd(int a, int b) {
    return binary(INT_ADD, a, b);
  }

  int intSub(int a, int b) {
    return binary(INT_SUB, a, b);
  }

  int intAnd(int a, int b) {
    return binary(INT_AND, a, b);
  }

  int intOr(int a, int b) {
    return binary(INT_OR, a, b);
  }

  int intXor(int a, int b) {
    return binary(INT_XOR, a, b);
  }

  int shiftLeft(int a, int distance) {
    return append(SHIFT_LEFT, a, -1, -1, distance);
  }

  int shiftRight(int a, int distance) {
    return append(SHIFT_RIGHT, a, -1, -1, distance);
  }

  int shiftRightUnsigned(int a, int distance) {
    return append(SHIFT_RIGHT_UNSIGNED, a, -1, -1, distance);
  }

  /// The magnitude of `a` with the sign of `b`.
  int copySign(int a, int b) {
    int magnitude = intAnd(toBits(a), intConstant(0x7fff_ffff));
    int sign = intAnd(toBits(b), intConstant(0x8000_0000));
    return fromBits(intOr(magnitude, sign));
  }

  private int leaf(Opcode op, int bits) {
    return append(op, -1, -1, -1, bits);
  }

  private int binary(Opcode op, int a, int b) {
    return append(op, a, b, -1, 0);
  }

  private int append(Opcode op, int a, int b, int c, int bits) {
    Node node = Folding.fold(new Node(op, a, b, c, bits), nodes);
    if (node.op() == SELECT && nodes.get(node.a()).op() == CONSTANT) {
      return nodes.get(node.a()).bits() != 0 ? node.b() : node.c();
    }
    Integer index = known.get(node);
    if (index == null) {
      index = nodes.size();
      nodes.add(node);
      known.put(node, index);
    }
    return index;
  }
}
