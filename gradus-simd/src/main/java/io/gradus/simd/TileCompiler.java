package io.gradus.simd;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Writes [Tile] classes, one per [TileShape], in the form that C2 turns into a loop of
/// multiply-adds.
///
/// For 2 rows and 1 vector the method reads
///
/// ```java
/// void set(int steps, float[] a, int ao, int lda, float[] b, int bo, int ldb, float[] c, int co, int ldc) {
///   FloatVector c00 = FloatVector.fromArray(SPECIES, ZEROS, 0);
///   FloatVector c10 = FloatVector.fromArray(SPECIES, ZEROS, LANES);
///   int a0 = ao;
///   int a1 = ao + lda;
///   for (int p = 0; p < steps; p++) {
///     FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo + p * LANES);
///     FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
///     c00 = x.fma(b0, c00);
///     x = FloatVector.broadcast(SPECIES, a[a1 + p]);
///     c10 = x.fma(b0, c10);
///   }
///   c00.intoArray(c, co);
///   c10.intoArray(c, co + ldc);
/// }
/// ```
///
/// Every sum is a local variable of its own, the species a constant, and the sums start from an
/// array because C2 handles many `FloatVector.zero` sums badly. Separate classes per shape keep
/// branches on the shape, and their deoptimisations, out of the code.
final class TileCompiler {
  /// Enough zeros for the sums of the largest tile.
  static final float[] ZEROS = new float[512];

  private static final ClassDesc SELF = ClassDesc.of("io.gradus.simd.GeneratedTile");
  private static final ClassDesc COMPILER = ClassDesc.of("io.gradus.simd.TileCompiler");
  private static final ClassDesc TILE = ClassDesc.of("io.gradus.simd.Tile");
  private static final ClassDesc FLOATS = CD_float.arrayType();
  private static final ClassDesc FLOAT_VECTOR = FloatVector.class.describeConstable().orElseThrow();
  private static final ClassDesc VECTOR = Vector.class.describeConstable().orElseThrow();
  private static final ClassDesc SPECIES = VectorSpecies.class.describeConstable().orElseThrow();
  private static final ClassDesc MASK = VectorMask.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void, CD_int, FLOATS, CD_int, CD_int, FLOATS, CD_int, CD_int, FLOATS, CD_int, CD_int);

  private static final MethodTypeDesc PACK =
      MethodTypeDesc.of(CD_void, CD_int, FLOATS, CD_int, CD_int, FLOATS, CD_int);

  // Parameter slots; slot 0 is `this`.
  private static final int STEPS = 1;
  private static final int A = 2;
  private static final int AO = 3;
  private static final int LDA = 4;
  private static final int B = 5;
  private static final int BO = 6;
  private static final int LDB = 7;
  private static final int C = 8;
  private static final int CO = 9;
  private static final int LDC = 10;

  // Holds pure code only, and at most one class per shape: a few hundred.
  private static final Map<TileShape, Tile> TILES = new ConcurrentHashMap<>();

  private final TileShape shape;

  private TileCompiler(TileShape shape) {
    this.shape = shape;
  }

  /// The tile for `shape`, generated when it is first asked for.
  static Tile tile(TileShape shape) {
    return TILES.computeIfAbsent(shape, s -> new TileCompiler(s).define());
  }

  private Tile define() {
    byte[] bytes = ClassFile.of().build(SELF, this::write);
    try {
      MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClass(bytes, true);
      return (Tile)
          hidden
              .findConstructor(hidden.lookupClass(), MethodType.methodType(void.class))
              .asType(MethodType.methodType(Tile.class))
              .invokeExact();
    } catch (Throwable t) {
      throw new IllegalStateException("cannot define the tile class for " + shape, t);
    }
  }

  private void write(ClassBuilder type) {
    type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC).withInterfaceSymbols(TILE);
    type.withMethodBody(
        ConstantDescs.INIT_NAME,
        ConstantDescs.MTD_void,
        0,
        code ->
            code.aload(0)
                .invokespecial(
                    ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                .return_());
    if (masked()) {
      type.withField("MASK", MASK, ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
      type.withMethodBody(
          ConstantDescs.CLASS_INIT_NAME,
          ConstantDescs.MTD_void,
          ClassFile.ACC_STATIC,
          code ->
              species(code)
                  .iconst_0()
                  .loadConstant(shape.tail())
                  .invokeinterface(SPECIES, "indexInRange", MethodTypeDesc.of(MASK, CD_int, CD_int))
                  .putstatic(SELF, "MASK", MASK)
                  .return_());
    }
    type.withMethodBody("set", RUN, ClassFile.ACC_PUBLIC, code -> body(code, false));
    type.withMethodBody("add", RUN, ClassFile.ACC_PUBLIC, code -> body(code, true));
    type.withMethodBody("pack", PACK, ClassFile.ACC_PUBLIC, this::pack);
  }

  private void body(CodeBuilder code, boolean add) {
    int[] sums = start(code);
    int[] rows = rowStarts(code);
    int p = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(p);
    Label top = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(top).iload(p).iload(STEPS).if_icmpge(end);
    step(code, sums, rows, p);
    code.iinc(p, 1).goto_(top).labelBinding(end);
    finish(code, sums, add);
    code.return_();
  }

  private int[] start(CodeBuilder code) {
    int[] sums = new int[shape.rows() * shape.vectors()];
    for (int s = 0; s < sums.length; s++) {
      sums[s] = code.allocateLocal(TypeKind.REFERENCE);
      // An address of its own for each, or C2 makes one register of them and copies it in the loop.
      species(code).getstatic(COMPILER, "ZEROS", FLOATS).loadConstant(s * shape.lanes());
      fromArray(code, false).astore(sums[s]);
    }
    return sums;
  }

  private int[] rowStarts(CodeBuilder code) {
    int[] rows = new int[shape.rows()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = code.allocateLocal(TypeKind.INT);
      code.iload(AO).iload(LDA).loadConstant(i).imul().iadd().istore(rows[i]);
    }
    return rows;
  }

  private void step(CodeBuilder code, int[] sums, int[] rows, int p) {
    int[] b = new int[shape.vectors()];
    for (int j = 0; j < b.length; j++) {
      b[j] = code.allocateLocal(TypeKind.REFERENCE);
      species(code).aload(B).iload(BO);
      if (shape.packed()) {
        code.iload(p).loadConstant(shape.vectors() * shape.lanes()).imul().iadd();
      }
      code.loadConstant(j * shape.lanes()).iadd();
      fromArray(code, false).astore(b[j]);
    }
    int x = code.allocateLocal(TypeKind.REFERENCE);
    for (int i = 0; i < rows.length; i++) {
      species(code).aload(A).iload(rows[i]).iload(p).iadd().faload();
      code.invokestatic(
              FLOAT_VECTOR, "broadcast", MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, CD_float))
          .astore(x);
      for (int j = 0; j < b.length; j++) {
        int sum = sums[i * b.length + j];
        code.aload(x).aload(b[j]).aload(sum);
        code.invokevirtual(FLOAT_VECTOR, "fma", MethodTypeDesc.of(FLOAT_VECTOR, VECTOR, VECTOR))
            .astore(sum);
      }
    }
    if (!shape.packed()) {
      code.iload(BO).iload(LDB).iadd().istore(BO);
    }
  }

  private void finish(CodeBuilder code, int[] sums, boolean add) {
    for (int i = 0; i < shape.rows(); i++) {
      for (int j = 0; j < shape.vectors(); j++) {
        boolean masked = masked() && j == shape.vectors() - 1;
        int sum = sums[i * shape.vectors() + j];
        if (add) {
          species(code).aload(C);
          fromArray(element(code, i, j), masked);
          code.aload(sum)
              .invokevirtual(FLOAT_VECTOR, "add", MethodTypeDesc.of(FLOAT_VECTOR, VECTOR));
        } else {
          code.aload(sum);
        }
        intoArray(element(code.aload(C), i, j), masked);
      }
    }
  }

  private void pack(CodeBuilder code) {
    int b = 2;
    int bo = 3;
    int ldb = 4;
    int to = 5;
    int at = 6;
    int p = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(p);
    Label top = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(top).iload(p).iload(STEPS).if_icmpge(end);
    for (int j = 0; j < shape.vectors(); j++) {
      species(code).aload(b).iload(bo).loadConstant(j * shape.lanes()).iadd();
      fromArray(code, masked() && j == shape.vectors() - 1);
      code.aload(to).iload(at).loadConstant(j * shape.lanes()).iadd();
      intoArray(code, false);
    }
    code.iload(bo).iload(ldb).iadd().istore(bo);
    code.iload(at).loadConstant(shape.vectors() * shape.lanes()).iadd().istore(at);
    code.iinc(p, 1).goto_(top).labelBinding(end).return_();
  }

  private CodeBuilder element(CodeBuilder code, int row, int vector) {
    code.iload(CO).iload(LDC).loadConstant(row).imul().iadd();
    return code.loadConstant(vector * shape.lanes()).iadd();
  }

  private boolean masked() {
    return shape.tail() < shape.lanes();
  }

  private CodeBuilder species(CodeBuilder code) {
    return code.getstatic(FLOAT_VECTOR, "SPECIES_" + 32 * shape.lanes(), SPECIES);
  }

  private static CodeBuilder fromArray(CodeBuilder code, boolean masked) {
    return masked
        ? code.getstatic(SELF, "MASK", MASK)
            .invokestatic(
                FLOAT_VECTOR,
                "fromArray",
                MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, FLOATS, CD_int, MASK))
        : code.invokestatic(
            FLOAT_VECTOR, "fromArray", MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, FLOATS, CD_int));
  }

  private static void intoArray(CodeBuilder code, boolean masked) {
    if (masked) {
      code.getstatic(SELF, "MASK", MASK)
          .invokevirtual(
              FLOAT_VECTOR, "intoArray", MethodTypeDesc.of(CD_void, FLOATS, CD_int, MASK));
    } else {
      code.invokevirtual(FLOAT_VECTOR, "intoArray", MethodTypeDesc.of(CD_void, FLOATS, CD_int));
    }
  }
}
