package io.gradus.kernel;

import static io.gradus.kernel.Symbols.FLOATS_2;
import static io.gradus.kernel.Symbols.FLOATS_3;
import static io.gradus.kernel.Symbols.FLOAT_TO_FLOAT;

import io.gradus.kernel.Opcode.Kind;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;

/// Writes a program as float and int instructions, one local variable a node.
final class ScalarEmitter {
  private final Frame frame;
  private final CodeBuilder code;
  private final int[] slots;
  private int ahead;

  /// `slots` gives the local variables of nodes that are done, -1 for the others, and takes those
  /// of the nodes to come.
  ScalarEmitter(Frame frame, int[] slots) {
    this.frame = frame;
    this.code = frame.code;
    this.slots = slots;
  }

  /// Emits all that changes from element to element, for the element `ahead` of the loop index.
  void body(int ahead) {
    this.ahead = ahead;
    for (int i = 0; i < frame.uniform.length; i++) {
      if (!frame.uniform[i]) {
        define(i);
      }
    }
  }

  /// Emits one node and keeps it in a local; constants and comparisons are emitted where they are
  /// used.
  void define(int i) {
    Node node = frame.program.nodes().get(i);
    if (isInline(node)) {
      return;
    }
    boolean isInt = node.op().kind() == Kind.INT;
    compute(node);
    if (slots[i] < 0) {
      slots[i] = isInt ? frame.newInt() : frame.newFloat();
    }
    if (isInt) {
      code.istore(slots[i]);
    } else {
      code.fstore(slots[i]);
    }
  }

  private static boolean isInline(Node node) {
    return node.op() == Opcode.CONSTANT
        || node.op() == Opcode.INT_CONSTANT
        || node.op().kind() == Kind.MASK;
  }

  /// Pushes the value of node `i`.
  void push(int i) {
    Node node = frame.program.nodes().get(i);
    switch (node.op()) {
      case CONSTANT -> code.loadConstant(Float.intBitsToFloat(node.bits()));
      case INT_CONSTANT -> code.loadConstant(node.bits());
      default -> {
        if (node.op().kind() == Kind.INT) {
          code.iload(slots[i]);
        } else {
          code.fload(slots[i]);
        }
      }
    }
  }

  private void compute(Node node) {
    if (node.op() == Opcode.SELECT) {
      select(node);
      return;
    }
    for (int k = 0; k < node.op().operands(); k++) {
      push(node.operand(k));
    }
    switch (node.op()) {
      case LOAD -> load(node.bits());
      case ARGUMENT -> frame.pushArgument(node.bits());
      case ADD -> code.fadd();
      case SUB -> code.fsub();
      case MUL -> code.fmul();
      case DIV -> code.fdiv();
      case NEG -> code.fneg();
      case MIN -> code.invokestatic(Symbols.MATH, "min", FLOATS_2);
      case MAX -> code.invokestatic(Symbols.MATH, "max", FLOATS_2);
      case FMA -> code.invokestatic(Symbols.MATH, "fma", FLOATS_3);
      case ABS -> code.invokestatic(Symbols.MATH, "abs", FLOAT_TO_FLOAT);
      case SQRT -> squareRoot();
      default -> bits(node);
    }
  }

  private void load(int input) {
    if (frame.inputs.get(input) == Access.CONSTANT) {
      frame.pushConstantInput(input);
    } else {
      frame.pushElement(input, ahead);
      code.faload();
    }
  }

  /// The float square root is the double one rounded: with 53 bits against 24, rounding twice
  /// cannot differ.
  private void squareRoot() {
    code.f2d();
    code.invokestatic(Symbols.MATH, "sqrt", Symbols.DOUBLE_TO_DOUBLE);
    code.d2f();
  }

  private void bits(Node node) {
    switch (node.op()) {
      case TO_BITS -> code.invokestatic(Symbols.FLOAT, "floatToRawIntBits", Symbols.TO_INT);
      case FROM_BITS -> code.invokestatic(Symbols.FLOAT, "intBitsToFloat", Symbols.TO_FLOAT);
      case INT_ADD -> code.iadd();
      case INT_SUB -> code.isub();
      case INT_AND -> code.iand();
      case INT_OR -> code.ior();
      case INT_XOR -> code.ixor();
      case SHIFT_LEFT -> code.loadConstant(node.bits()).ishl();
      case SHIFT_RIGHT -> code.loadConstant(node.bits()).ishr();
      case SHIFT_RIGHT_UNSIGNED -> code.loadConstant(node.bits()).iushr();
      default -> throw new IllegalStateException("not emitted by itself: " + node);
    }
  }

  private void select(Node node) {
    Node mask = frame.program.nodes().get(node.a());
    Label otherwise = code.newLabel();
    Label end = code.newLabel();
    push(mask.a());
    push(mask.b());
    // A comparison with NaN must fall to `otherwise`, and for NE must not.
    switch (mask.op()) {
      case LT -> code.fcmpg().ifge(otherwise);
      case LE -> code.fcmpg().ifgt(otherwise);
      case GT -> code.fcmpl().ifle(otherwise);
      case GE -> code.fcmpl().iflt(otherwise);
      case EQ -> code.fcmpl().ifne(otherwise);
      case NE -> code.fcmpl().ifeq(otherwise);
      default -> throw new IllegalStateException("not a comparison: " + mask);
    }
    push(node.b());
    code.goto_(end).labelBinding(otherwise);
    push(node.c());
    code.labelBinding(end);
  }
}
