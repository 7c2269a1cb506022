package io.gradus.kernel;

import static java.lang.Float.floatToIntBits;
import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;

import java.util.List;

/// Does operations on constants while a program is built; the bits are those that the kernel would
/// compute.
final class Folding {
  private Folding() {}

  /// The node, or a constant in its place; a comparison of constants becomes the constant 1 or 0.
  static Node fold(Node node, List<Node> nodes) {
    int operands = node.op().operands();
    if (operands == 0 || node.op() == Opcode.SELECT) {
      return node;
    }
    int[] bits = new int[3];
    for (int k = 0; k < operands; k++) {
      Node operand = nodes.get(node.operand(k));
      if (operand.op() != Opcode.CONSTANT && operand.op() != Opcode.INT_CONSTANT) {
        return node;
      }
      bits[k] = operand.bits();
    }
    return switch (node.op().kind()) {
      case FLOAT -> new Node(Opcode.CONSTANT, -1, -1, -1, floatToIntBits(floatValue(node, bits)));
      case INT -> new Node(Opcode.INT_CONSTANT, -1, -1, -1, intValue(node, bits));
      case MASK ->
          new Node(
              Opcode.CONSTANT, -1, -1, -1, compare(node.op(), bits) ? floatToRawIntBits(1f) : 0);
    };
  }

  private static float floatValue(Node node, int[] bits) {
    float a = intBitsToFloat(bits[0]);
    float b = intBitsToFloat(bits[1]);
    return switch (node.op()) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case FMA -> Math.fma(a, b, intBitsToFloat(bits[2]));
      case NEG -> -a;
      case ABS -> Math.abs(a);
      case SQRT -> (float) Math.sqrt(a);
      case FROM_BITS -> a;
      default -> throw new IllegalStateException("not a float operation: " + node);
    };
  }

  private static int intValue(Node node, int[] bits) {
    int a = bits[0];
    int b = bits[1];
    return switch (node.op()) {
      case TO_BITS -> a;
      case INT_ADD -> a + b;
      case INT_SUB -> a - b;
      case INT_AND -> a & b;
      case INT_OR -> a | b;
      case INT_XOR -> a ^ b;
      case SHIFT_LEFT -> a << node.bits();
      case SHIFT_RIGHT -> a >> node.bits();
      case SHIFT_RIGHT_UNSIGNED -> a >>> node.bits();
      default -> throw new IllegalStateException("not an int operation: " + node);
    };
  }

  private static boolean compare(Opcode op, int[] bits) {
    float a = intBitsToFloat(bits[0]);
    float b = intBitsToFloat(bits[1]);
    return switch (op) {
      case LT -> a < b;
      case LE -> a <= b;
      case GT -> a > b;
      case GE -> a >= b;
      case EQ -> a == b;
      case NE -> a != b;
      default -> throw new IllegalStateException("not a comparison: " + op);
    };
  }
}
