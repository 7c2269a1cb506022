package io.gradus.exec;

import java.util.Locale;

/// A plan needs more working memory than the heap has; the message says how much, and what to
/// change.
public final class OutOfHeapException extends IllegalStateException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = Integer.MAX_VALUE - 64;

  private OutOfHeapException(String message) {
    super(message);
  }

  /// An array of so many floats.
  ///
  /// @throws OutOfHeapException if there is no room for it
  static float[] floats(long count) {
    long heap = Runtime.getRuntime().maxMemory();
    if (count <= LONGEST && 4 * count < heap) {
      try {
        return new float[(int) count];
      } catch (OutOfMemoryError full) {
        // What is refused is one array, of which nothing is left: all else goes on as before.
        throw refused(count, heap);
      }
    }
    throw refused(count, heap);
  }

  private static OutOfHeapException refused(long count, long heap) {
    Runtime now = Runtime.getRuntime();
    String own =
        count > LONGEST
            ? " in one array, which can have 8.0 GB"
            : ", and Java's heap may grow to %s, of which %s are in use"
                .formatted(size(heap), size(now.totalMemory() - now.freeMemory()));
    return new OutOfHeapException(
        "this plan needs %s of working memory%s: use smaller batches, let back-propagation compute cheap results again instead of keeping them (recompute)%s"
            .formatted(
                size(4 * count), own, count > LONGEST ? "" : ", or give Java more with -Xmx"));
  }

  private static String size(long bytes) {
    return bytes < 1 << 30
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0)
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1073741824.0);
  }
}
