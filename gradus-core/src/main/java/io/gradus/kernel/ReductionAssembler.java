package io.gradus.kernel;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Writes the class of a [ReductionKernel]: sixteen lanes in locals, or in the vectors that hold
/// sixteen floats together.
record ReductionAssembler(
    ClassDesc name, Fold fold, Program program, List<Access> inputs, @Nullable VectorShape shape) {
  private static final int LANES = 16;
  private static final int LARGEST_UNROLLED = 12;
  private static final int ARGUMENTS = 3;
  private static final int FROM = 4;
  private static final int COUNT = 5;
  private static final int FIRST_LANE = 6;

  byte[] assemble() {
    return ClassFile.of().build(name, this::members);
  }

  private void members(ClassBuilder type) {
    type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
    type.withInterfaceSymbols(Symbols.REDUCTION_KERNEL);
    ElementwiseAssembler.constructor(type);
    type.withMethodBody("run", Symbols.REDUCTION, ClassFile.ACC_PUBLIC, this::run);
    int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC;
    type.withMethodBody("scalar", Symbols.REDUCTION_LOOP, flags, this::scalarLoop);
    if (isVector()) {
      type.withMethodBody("vector", Symbols.REDUCTION_LOOP, flags, this::vectorLoop);
    }
  }

  private boolean isVector() {
    return shape != null && !inputs.contains(Access.STRIDED);
  }

  /// Starts all lanes at the identity; vectors do not pay for fewer than sixteen elements.
  private void run(CodeBuilder code) {
    int count = 5;
    Label few = code.newLabel();
    if (isVector()) {
      code.iload(count).loadConstant(LANES).if_icmplt(few);
      callFromStart(code, "vector");
    }
    code.labelBinding(few);
    callFromStart(code, "scalar");
  }

  private void callFromStart(CodeBuilder code, String method) {
    code.aload(1).aload(2).aload(3).aload(4).iconst_0().iload(5);
    for (int lane = 0; lane < LANES; lane++) {
      code.loadConstant(fold.identity());
    }
    code.invokestatic(name, method, Symbols.REDUCTION_LOOP).freturn();
  }

  private void scalarLoop(CodeBuilder code) {
    Frame frame = new Frame(code, program, inputs, ARGUMENTS);
    frame.prologue();
    ScalarEmitter scalar = new ScalarEmitter(frame, frame.fixed.clone());
    code.iload(FROM).istore(frame.index);
    IntConsumer element =
        lane -> {
          scalar.body(lane);
          foldLane(code, lane, () -> scalar.push(program.outputs().getFirst()));
        };
    if (program.nodes().size() <= LARGEST_UNROLLED) {
      sixteens(frame, () -> java.util.stream.IntStream.range(0, LANES).forEach(element));
    }
    oneByOne(frame, scalar);
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        int other = FIRST_LANE + lane + half;
        foldLane(code, lane, () -> code.fload(other));
      }
    }
    code.fload(FIRST_LANE).freturn();
  }

  /// `for (; index <= count - 16; index += 16) body`.
  private static void sixteens(Frame frame, Runnable body) {
    CodeBuilder code = frame.code;
    Label top = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(top)
        .iload(frame.index)
        .iload(COUNT)
        .loadConstant(LANES)
        .isub()
        .if_icmpgt(end);
    body.run();
    code.iinc(frame.index, LANES).goto_(top).labelBinding(end);
  }

  /// `for (; index < count; index++) lane[index % 16] = fold(lane[index % 16], value)`.
  private void oneByOne(Frame frame, ScalarEmitter scalar) {
    CodeBuilder code = frame.code;
    Label top = code.newLabel();
    Label next = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(top).iload(frame.index).iload(COUNT).if_icmpge(end);
    scalar.body(0);
    List<SwitchCase> cases = new ArrayList<>();
    for (int lane = 0; lane < LANES; lane++) {
      cases.add(SwitchCase.of(lane, code.newLabel()));
    }
    code.iload(frame.index).loadConstant(LANES - 1).iand().tableswitch(0, LANES - 1, next, cases);
    for (int lane = 0; lane < LANES; lane++) {
      code.labelBinding(cases.get(lane).target());
      foldLane(code, lane, () -> scalar.push(program.outputs().getFirst()));
      code.goto_(next);
    }
    code.labelBinding(next).iinc(frame.index, 1).goto_(top).labelBinding(end);
  }

  private void foldLane(CodeBuilder code, int lane, Runnable value) {
    code.fload(FIRST_LANE + lane);
    value.run();
    switch (fold) {
      case SUM -> code.fadd();
      case PRODUCT -> code.fmul();
      case MAX -> code.invokestatic(Symbols.MATH, "max", Symbols.FLOATS_2);
      case MIN -> code.invokestatic(Symbols.MATH, "min", Symbols.FLOATS_2);
    }
    code.fstore(FIRST_LANE + lane);
  }

  private void vectorLoop(CodeBuilder code) {
    VectorShape vectors = java.util.Objects.requireNonNull(shape);
    Frame frame = new Frame(code, program, inputs, ARGUMENTS);
    frame.prologue();
    int[] sums = new int[LANES / vectors.lanes()];
    Arrays.setAll(sums, k -> frame.newReference());
    for (int sum : sums) {
      code.getstatic(Symbols.FLOAT_VECTOR, vectors.species(), Symbols.SPECIES);
      code.loadConstant(fold.identity());
      code.invokestatic(Symbols.FLOAT_VECTOR, "broadcast", Symbols.BROADCAST_FLOAT).astore(sum);
    }
    VectorEmitter vector = new VectorEmitter(frame, vectors, sums.length);
    int value = program.outputs().getFirst();
    code.iload(FROM).istore(frame.index);
    sixteens(
        frame,
        () -> {
          vector.body();
          for (int k = 0; k < sums.length; k++) {
            int copy = k;
            foldVectors(code, sums[k], () -> vector.push(value, copy));
          }
        });
    finish(frame, sums, vectors.lanes());
  }

  private void foldVectors(CodeBuilder code, int sum, Runnable value) {
    code.aload(sum);
    value.run();
    String method =
        switch (fold) {
          case SUM -> "add";
          case PRODUCT -> "mul";
          case MAX -> "max";
          case MIN -> "min";
        };
    code.invokevirtual(Symbols.FLOAT_VECTOR, method, Symbols.VECTOR_TO_FLOATS).astore(sum);
  }

  /// Hands the lanes to the scalar loop, which folds the remaining elements into them and then the
  /// lanes.
  private void finish(Frame frame, int[] sums, int lanes) {
    CodeBuilder code = frame.code;
    for (int parameter = 0; parameter < 4; parameter++) {
      code.aload(parameter);
    }
    code.iload(frame.index).iload(COUNT);
    for (int lane = 0; lane < LANES; lane++) {
      code.aload(sums[lane / lanes]).loadConstant(lane % lanes);
      code.invokevirtual(Symbols.FLOAT_VECTOR, "lane", Symbols.LANE);
    }
    code.invokestatic(name, "scalar", Symbols.REDUCTION_LOOP).freturn();
  }
}
