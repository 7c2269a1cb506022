package io.gradus.kernel;

import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Turns formulas into classes, and keeps the classes it used last.
///
/// Hidden classes, one for each structure, written with `java.lang.classfile`: `lookup` decides
/// which modules they see, so a module that reads the Vector API hands in its own. Safe for use by
/// several threads.
public final class KernelCompiler {
  /// The largest [#cost] that a kernel should have: HotSpot compiles methods up to 8,000 bytecodes,
  /// and a node takes about twelve.
  public static final int LARGEST_COST = 250;

  private static final int CAPACITY = 512;

  private record Key(Program program, List<Access> inputs, @Nullable Fold fold) {}

  private final Lookup lookup;
  private final @Nullable VectorShape shape;
  private final Map<Key, Object> kernels = new LinkedHashMap<>(64, 0.75f, true);

  private KernelCompiler(Lookup lookup, @Nullable VectorShape shape) {
    this.lookup = lookup;
    this.shape = shape;
  }

  /// Kernels of plain float arithmetic.
  static KernelCompiler scalar(Lookup lookup) {
    return new KernelCompiler(lookup, null);
  }

  /// Kernels of Vector API calls with 4, 8 or 16 floats a vector; `lookup` is of a class whose
  /// module reads `jdk.incubator.vector`.
  public static KernelCompiler vector(Lookup lookup, int lanes) {
    return new KernelCompiler(lookup, new VectorShape(lanes));
  }

  /// How many operations the formulas come to once functions are spelled out and common
  /// subexpressions are shared.
  public static int cost(ElementwiseSpec spec) {
    return Program.of(spec.outputs()).nodes().size();
  }

  /// Whether these formulas make one kernel; if not, they must be cut into several.
  public static boolean fits(ElementwiseSpec spec) {
    return cost(spec) <= LARGEST_COST;
  }

  /// How many operations a reduction takes at one loop turn of the narrowest vectors.
  public static int cost(ReductionSpec spec) {
    return 4 * Program.of(List.of(spec.prologue())).nodes().size();
  }

  /// Whether this reduction makes one kernel; if not, its prologue must be computed before.
  public static boolean fits(ReductionSpec spec) {
    return cost(spec) <= LARGEST_COST;
  }

  /// A kernel for this structure.
  public ElementwiseKernel elementwise(ElementwiseSpec spec) {
    Program program = checked(Program.of(spec.outputs()), spec.inputs(), spec.arguments());
    Supplier<byte[]> code =
        () ->
            new ElementwiseAssembler(name("Elementwise"), program, spec.inputs(), shape).assemble();
    return (ElementwiseKernel) kernel(new Key(program, spec.inputs(), null), code);
  }

  /// A kernel for this structure.
  public ReductionKernel reduction(ReductionSpec spec) {
    Program program =
        checked(Program.of(List.of(spec.prologue())), spec.inputs(), spec.arguments());
    Supplier<byte[]> code =
        () ->
            new ReductionAssembler(name("Reduction"), spec.fold(), program, spec.inputs(), shape)
                .assemble();
    return (ReductionKernel) kernel(new Key(program, spec.inputs(), spec.fold()), code);
  }

  private ClassDesc name(String kind) {
    return ClassDesc.of(lookup.lookupClass().getPackageName(), kind + "Loop");
  }

  private static Program checked(Program program, List<Access> inputs, int arguments) {
    for (Node node : program.nodes()) {
      if (node.op() == Opcode.LOAD) {
        checkIndex("input", node.bits(), inputs.size());
      } else if (node.op() == Opcode.ARGUMENT) {
        checkIndex("argument", node.bits(), arguments);
      }
    }
    return program;
  }

  private static void checkIndex(String what, int index, int count) {
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException(
          "the formula uses " + what + " " + index + ", but the kernel has " + count + " of them");
    }
  }

  private synchronized Object kernel(Key key, Supplier<byte[]> code) {
    Object kernel = kernels.get(key);
    if (kernel == null) {
      kernel = define(key, code);
      kernels.put(key, kernel);
      if (kernels.size() > CAPACITY) {
        kernels.remove(kernels.keySet().iterator().next());
      }
    }
    return kernel;
  }

  private Object define(Key key, Supplier<byte[]> code) {
    byte[] bytes;
    try {
      bytes = code.get();
    } catch (IllegalArgumentException tooLarge) {
      throw new IllegalArgumentException(
          "formulas of "
              + key.program().nodes().size()
              + " operations are too long for one kernel; at most "
              + LARGEST_COST
              + " are advised: cut them into several",
          tooLarge);
    }
    try {
      Lookup hidden = lookup.defineHiddenClass(bytes, true);
      return hidden
          .findConstructor(hidden.lookupClass(), MethodType.methodType(void.class))
          .invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("cannot define a generated kernel class in " + lookup, e);
    }
  }
}
