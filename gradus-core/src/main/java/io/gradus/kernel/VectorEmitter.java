package io.gradus.kernel;

import static io.gradus.kernel.Symbols.FLOAT_VECTOR;
import static io.gradus.kernel.Symbols.INT_VECTOR;
import static io.gradus.kernel.Symbols.OPERATORS;

import io.gradus.kernel.Opcode.Kind;
import java.lang.classfile.CodeBuilder;
import java.util.Arrays;

/// Writes a program as calls of the Vector API, one local variable a node.
///
/// The species is loaded from its static final field at each use: only so does the compiler know
/// it.
final class VectorEmitter {
  private final Frame frame;
  private final CodeBuilder code;
  private final VectorShape shape;
  private final int[][] slots;
  private int copy;

  /// `copies` vectors are worked on side by side, node by node: long formulas wait for their own
  /// results, and the processor looks ahead only so far for something else to do.
  VectorEmitter(Frame frame, VectorShape shape, int copies) {
    this.frame = frame;
    this.code = frame.code;
    this.shape = shape;
    slots = new int[copies][frame.program.nodes().size()];
    for (int[] row : slots) {
      Arrays.fill(row, -1);
    }
  }

  /// Emits all that changes from element to element, for the vectors that start at the loop index.
  void body() {
    boolean[] pending = frame.uniform.clone();
    for (int i = 0; i < pending.length; i++) {
      for (copy = 0; copy < slots.length && !frame.uniform[i]; copy++) {
        operands(i, pending);
        compute(frame.program.nodes().get(i));
        keep(i);
      }
    }
    copy = 0;
    for (int output : frame.program.outputs()) {
      broadcast(output, pending);
    }
  }

  /// Pushes the vector of node `i` in one of the copies.
  void push(int i, int ofCopy) {
    code.aload(slots[frame.uniform[i] ? 0 : ofCopy][i]);
  }

  private void push(int i) {
    push(i, copy);
  }

  /// Stores the vector below an array and an index on the stack.
  void store() {
    code.invokevirtual(FLOAT_VECTOR, "intoArray", Symbols.INTO_ARRAY);
  }

  private void keep(int i) {
    int[] row = slots[frame.uniform[i] ? 0 : copy];
    if (row[i] < 0) {
      row[i] = frame.newReference();
    }
    code.astore(row[i]);
  }

  private void operands(int i, boolean[] uniform) {
    Node node = frame.program.nodes().get(i);
    for (int k = 0; k < node.op().operands(); k++) {
      broadcast(node.operand(k), uniform);
    }
    for (int k = 0; k < node.op().operands(); k++) {
      if (node.op() != Opcode.SELECT) {
        push(node.operand(k));
      }
    }
  }

  /// Makes a vector of a number that is the same for all elements, once in a loop body.
  private void broadcast(int i, boolean[] pending) {
    if (!pending[i]) {
      return;
    }
    pending[i] = false;
    Node node = frame.program.nodes().get(i);
    switch (node.op().kind()) {
      case MASK -> {
        operands(i, pending);
        compute(node);
      }
      case FLOAT -> {
        species();
        pushUniform(i, node);
        code.invokestatic(FLOAT_VECTOR, "broadcast", Symbols.BROADCAST_FLOAT);
      }
      case INT -> {
        code.getstatic(INT_VECTOR, shape.species(), Symbols.SPECIES);
        pushUniform(i, node);
        code.invokestatic(INT_VECTOR, "broadcast", Symbols.BROADCAST_INT);
      }
    }
    keep(i);
  }

  private void pushUniform(int i, Node node) {
    switch (node.op()) {
      case CONSTANT -> code.loadConstant(Float.intBitsToFloat(node.bits()));
      case INT_CONSTANT -> code.loadConstant(node.bits());
      default -> {
        if (node.op().kind() == Kind.INT) {
          code.iload(frame.fixed[i]);
        } else {
          code.fload(frame.fixed[i]);
        }
      }
    }
  }

  private void species() {
    code.getstatic(FLOAT_VECTOR, shape.species(), Symbols.SPECIES);
  }

  /// Emits the operation on operands that are on the stack; a selection and a load push their own.
  private void compute(Node node) {
    switch (node.op()) {
      case LOAD -> {
        species();
        frame.pushElement(node.bits(), copy * shape.lanes());
        code.invokestatic(FLOAT_VECTOR, "fromArray", Symbols.FROM_ARRAY);
      }
      case SELECT -> {
        push(node.c());
        push(node.b());
        push(node.a());
        code.invokevirtual(FLOAT_VECTOR, "blend", Symbols.BLEND);
      }
      case ADD, SUB, MUL, DIV, MIN, MAX ->
          code.invokevirtual(FLOAT_VECTOR, lowerCase(node.op()), Symbols.VECTOR_TO_FLOATS);
      case FMA -> code.invokevirtual(FLOAT_VECTOR, "fma", Symbols.VECTORS_TO_FLOATS);
      case NEG, ABS, SQRT ->
          code.invokevirtual(FLOAT_VECTOR, lowerCase(node.op()), Symbols.FLOATS_NULLARY);
      case LT, LE, GT, GE, EQ, NE -> compare(node.op());
      case TO_BITS -> code.invokevirtual(FLOAT_VECTOR, "reinterpretAsInts", Symbols.INTS_NULLARY);
      case FROM_BITS ->
          code.invokevirtual(INT_VECTOR, "reinterpretAsFloats", Symbols.FLOATS_NULLARY);
      case INT_ADD -> code.invokevirtual(INT_VECTOR, "add", Symbols.VECTOR_TO_INTS);
      case INT_SUB -> code.invokevirtual(INT_VECTOR, "sub", Symbols.VECTOR_TO_INTS);
      case INT_AND -> code.invokevirtual(INT_VECTOR, "and", Symbols.VECTOR_TO_INTS);
      case INT_OR -> code.invokevirtual(INT_VECTOR, "or", Symbols.VECTOR_TO_INTS);
      case INT_XOR -> exclusiveOr();
      case SHIFT_LEFT -> shift("LSHL", node.bits());
      case SHIFT_RIGHT -> shift("ASHR", node.bits());
      case SHIFT_RIGHT_UNSIGNED -> shift("LSHR", node.bits());
      default -> throw new IllegalStateException("the same for all elements: " + node);
    }
  }

  private static String lowerCase(Opcode op) {
    return op.name().toLowerCase(java.util.Locale.ROOT);
  }

  /// The operator goes below the second operand, so that one is set aside.
  private void compare(Opcode op) {
    code.getstatic(OPERATORS, op.name(), Symbols.COMPARISON);
    code.swap();
    code.invokevirtual(FLOAT_VECTOR, "compare", Symbols.COMPARE);
  }

  private void exclusiveOr() {
    code.getstatic(OPERATORS, "XOR", Symbols.ASSOCIATIVE);
    code.swap();
    code.invokevirtual(INT_VECTOR, "lanewise", Symbols.LANEWISE);
  }

  private void shift(String operator, int distance) {
    code.getstatic(OPERATORS, operator, Symbols.BINARY);
    code.loadConstant(distance);
    code.invokevirtual(INT_VECTOR, "lanewise", Symbols.LANEWISE_SHIFT);
  }
}
