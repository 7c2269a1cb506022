package io.gradus.benchmarks;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The rival: OpenBLAS's `cblas_sgemm`, called through `java.lang.foreign` on off-heap copies.
final class OpenBlas {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
  private static final ValueLayout ADDRESS = ValueLayout.ADDRESS;
  private static final int ROW_MAJOR = 101;
  private static final int PLAIN = 111;
  private static final int TRANSPOSED = 112;

  private final Linker linker = Linker.nativeLinker();
  private final SymbolLookup library;
  private final MethodHandle sgemm;

  OpenBlas(String name) {
    library = SymbolLookup.libraryLookup(name, Arena.global());
    sgemm =
        find(
            "cblas_sgemm",
            FunctionDescriptor.ofVoid(
                INT, INT, INT, INT, INT, INT, FLOAT, ADDRESS, INT, ADDRESS, INT, FLOAT, ADDRESS,
                INT));
  }

  private MethodHandle find(String name, FunctionDescriptor type) {
    return linker.downcallHandle(library.find(name).orElseThrow(), type);
  }

  void threads(int count) {
    try {
      find("openblas_set_num_threads", FunctionDescriptor.ofVoid(INT)).invokeExact(count);
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  /// Version, build options and the core type whose kernels run.
  String configuration() {
    return text("openblas_get_config") + "; core type " + text("openblas_get_corename");
  }

  private String text(String function) {
    MemoryLayout string = MemoryLayout.sequenceLayout(256, ValueLayout.JAVA_BYTE);
    FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.ADDRESS.withTargetLayout(string));
    try {
      return ((MemorySegment) find(function, type).invokeExact()).getString(0);
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  /// `C = op(A) op(B)`, row-major and dense.
  void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      MemorySegment a,
      MemorySegment b,
      MemorySegment c) {
    try {
      sgemm.invokeExact(
          ROW_MAJOR,
          transposeA ? TRANSPOSED : PLAIN,
          transposeB ? TRANSPOSED : PLAIN,
          m,
          n,
          k,
          1f,
          a,
          transposeA ? m : k,
          b,
          transposeB ? k : n,
          0f,
          c,
          n);
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }
}
