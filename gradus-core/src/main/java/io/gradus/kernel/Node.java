package io.gradus.kernel;

/// One operation of a [Program]: operands are indices of earlier nodes, -1 where there is none.
///
/// `bits` is a constant's value, the index of an input or argument, or the distance of a shift; 0
/// otherwise.
record Node(Opcode op, int a, int b, int c, int bits) {
  int operand(int index) {
    return switch (index) {
      case 0 -> a;
      case 1 -> b;
      default -> c;
    };
  }
}
