package io.gradus.kernel;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes the class of an [ElementwiseKernel]: a vector loop, when there are vectors, and a scalar
/// loop for the rest.
record ElementwiseAssembler(
    ClassDesc name, Program program, List<Access> inputs, @Nullable VectorShape shape) {
  private static final int OUT = 3;
  private static final int OUT_OFFSET = 4;
  private static final int ARGUMENTS = 5;
  private static final int FROM = 6;
  private static final int COUNT = 7;

  // Shorter formulas overlap from one turn of the loop to the next without help.
  private static final int SHORTEST_PAIRED = 70;

  byte[] assemble() {
    return ClassFile.of().build(name, this::members);
  }

  private void members(ClassBuilder type) {
    type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
    type.withInterfaceSymbols(Symbols.ELEMENTWISE_KERNEL);
    constructor(type);
    type.withMethodBody("run", Symbols.ELEMENTWISE, ClassFile.ACC_PUBLIC, this::run);
    int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC;
    type.withMethodBody("scalar", Symbols.ELEMENTWISE_LOOP, flags, this::scalarLoop);
    for (int copies : copies()) {
      String method = "vectors" + copies;
      type.withMethodBody(
          method, Symbols.ELEMENTWISE_LOOP, flags, code -> vectorLoop(code, copies));
    }
  }

  static void constructor(ClassBuilder type) {
    type.withMethodBody(
        "<init>",
        MTD_void,
        ClassFile.ACC_PUBLIC,
        code -> code.aload(0).invokespecial(CD_Object, "<init>", MTD_void).return_());
  }

  /// How many vectors at a time the loops take, one loop after the other, before the scalar one.
  private List<Integer> copies() {
    if (shape == null || inputs.contains(Access.STRIDED)) {
      return List.of();
    }
    int size = program.nodes().size();
    return SHORTEST_PAIRED <= size && size <= KernelCompiler.LARGEST_COST
        ? List.of(2, 1)
        : List.of(1);
  }

  /// `vectors2(..., 0, a); vectors1(..., a, b); scalar(..., b, n)`, each for as many elements as it
  /// can take.
  private void run(CodeBuilder code) {
    int count = 7;
    int from = code.allocateLocal(TypeKind.INT);
    int to = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(from);
    for (int copies : copies()) {
      code.iload(count).loadConstant(-copies * lanes()).iand().istore(to);
      call(code, "vectors" + copies, () -> code.iload(from).iload(to));
      code.iload(to).istore(from);
    }
    call(code, "scalar", () -> code.iload(from).iload(count));
    code.return_();
  }

  private int lanes() {
    return shape == null ? 1 : shape.lanes();
  }

  private void call(CodeBuilder code, String method, Runnable range) {
    Label skip = code.newLabel();
    range.run();
    code.if_icmpge(skip);
    for (int parameter = 1; parameter <= 6; parameter++) {
      code.aload(parameter);
    }
    range.run();
    code.invokestatic(name, method, Symbols.ELEMENTWISE_LOOP);
    code.labelBinding(skip);
  }

  private void scalarLoop(CodeBuilder code) {
    Frame frame = new Frame(code, program, inputs, ARGUMENTS);
    frame.prologue();
    int[] outputs = outputArrays(frame);
    loop(
        frame,
        1,
        () -> {
          ScalarEmitter scalar = new ScalarEmitter(frame, frame.fixed.clone());
          scalar.body(0);
          for (int j = 0; j < outputs.length / 2; j++) {
            pushOutput(frame, outputs, j);
            scalar.push(program.outputs().get(j));
            code.fastore();
          }
        });
  }

  private void vectorLoop(CodeBuilder code, int copies) {
    VectorShape vectors = Objects.requireNonNull(shape);
    Frame frame = new Frame(code, program, inputs, ARGUMENTS);
    frame.prologue();
    int[] outputs = outputArrays(frame);
    loop(
        frame,
        copies * vectors.lanes(),
        () -> {
          VectorEmitter vector = new VectorEmitter(frame, vectors, copies);
          vector.body();
          for (int j = 0; j < outputs.length / 2; j++) {
            for (int copy = 0; copy < copies; copy++) {
              vector.push(program.outputs().get(j), copy);
              pushOutput(frame, outputs, j);
              code.loadConstant(copy * vectors.lanes()).iadd();
              vector.store();
            }
          }
        });
  }

  /// Arrays in the first half of the slots, offsets in the second.
  private int[] outputArrays(Frame frame) {
    int count = program.outputs().size();
    int[] slots = new int[2 * count];
    Arrays.setAll(slots, k -> k < count ? frame.newReference() : frame.newInt());
    for (int j = 0; j < count; j++) {
      frame.code.aload(OUT).loadConstant(j).aaload().astore(slots[j]);
      frame.code.aload(OUT_OFFSET).loadConstant(j).iaload().istore(slots[count + j]);
    }
    return slots;
  }

  private static void pushOutput(Frame frame, int[] slots, int j) {
    frame.code.aload(slots[j]).iload(slots[slots.length / 2 + j]).iload(frame.index).iadd();
  }

  /// `for (index = from; index < count; index += step) body`.
  private static void loop(Frame frame, int step, Runnable body) {
    CodeBuilder code = frame.code;
    Label top = code.newLabel();
    Label end = code.newLabel();
    code.iload(FROM).istore(frame.index);
    code.labelBinding(top).iload(frame.index).iload(COUNT).if_icmpge(end);
    body.run();
    code.iinc(frame.index, step).goto_(top).labelBinding(end).return_();
  }
}
