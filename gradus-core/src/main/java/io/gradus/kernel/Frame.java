package io.gradus.kernel;

import static java.lang.classfile.TypeKind.FLOAT;
import static java.lang.classfile.TypeKind.INT;
import static java.lang.classfile.TypeKind.REFERENCE;

import java.lang.classfile.CodeBuilder;
import java.util.Arrays;
import java.util.List;

/// The local variables of a generated method: the operands taken apart, the numbers that do not
/// change, the loop index.
///
/// The method's parameters come in the order of [ElementwiseKernel#run] or [ReductionKernel#run];
/// `arguments` is the slot of the run-time numbers.
final class Frame {
  private static final int IN = 0;
  private static final int IN_OFFSET = 1;
  private static final int IN_STRIDE = 2;

  final CodeBuilder code;
  final Program program;
  final List<Access> inputs;
  final boolean[] uniform;
  final int index;
  private final int[] array;
  private final int[] offset;
  private final int[] stride;
  private final int arguments;

  /// Slots of uniform numbers, by node; -1 for nodes that change, for constants and for
  /// comparisons.
  final int[] fixed;

  Frame(CodeBuilder code, Program program, List<Access> inputs, int arguments) {
    this.code = code;
    this.program = program;
    this.inputs = inputs;
    this.arguments = arguments;
    uniform = program.uniform(inputs);
    index = code.allocateLocal(INT);
    array = new int[inputs.size()];
    offset = new int[inputs.size()];
    stride = new int[inputs.size()];
    fixed = new int[program.nodes().size()];
    Arrays.fill(fixed, -1);
  }

  /// Emits what comes before the loop: arrays and offsets into locals, uniform numbers computed.
  void prologue() {
    for (Node node : program.nodes()) {
      if (node.op() == Opcode.LOAD && inputs.get(node.bits()) != Access.CONSTANT) {
        operand(node.bits());
      }
    }
    ScalarEmitter scalar = new ScalarEmitter(this, fixed);
    for (int i = 0; i < uniform.length; i++) {
      if (uniform[i]) {
        scalar.define(i);
      }
    }
  }

  private void operand(int k) {
    array[k] = code.allocateLocal(REFERENCE);
    offset[k] = code.allocateLocal(INT);
    code.aload(IN).loadConstant(k).aaload().astore(array[k]);
    code.aload(IN_OFFSET).loadConstant(k).iaload().istore(offset[k]);
    if (inputs.get(k) == Access.STRIDED) {
      stride[k] = code.allocateLocal(INT);
      code.aload(IN_STRIDE).loadConstant(k).iaload().istore(stride[k]);
    }
  }

  /// Pushes the one element of a constant input.
  void pushConstantInput(int k) {
    code.aload(IN).loadConstant(k).aaload();
    code.aload(IN_OFFSET).loadConstant(k).iaload().faload();
  }

  /// Pushes a run-time number.
  void pushArgument(int k) {
    code.aload(arguments).loadConstant(k).faload();
  }

  /// Pushes an input's array and the position of element `index + ahead` in it.
  void pushElement(int k, int ahead) {
    code.aload(array[k]).iload(offset[k]).iload(index);
    if (ahead != 0) {
      code.loadConstant(ahead).iadd();
    }
    if (inputs.get(k) == Access.STRIDED) {
      code.iload(stride[k]).imul();
    }
    code.iadd();
  }

  int newFloat() {
    return code.allocateLocal(FLOAT);
  }

  int newInt() {
    return code.allocateLocal(INT);
  }

  int newReference() {
    return code.allocateLocal(REFERENCE);
  }
}
