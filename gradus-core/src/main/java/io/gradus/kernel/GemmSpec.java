package io.gradus.kernel;

import org.jspecify.annotations.Nullable;

/// The shape of a batched matrix product `C[b] = op(A[b]) * op(B[b])`, all row-major and dense.
///
/// `op(A)` is `[m, k]`: A is stored `[m, k]`, or `[k, m]` when `transposeA`. `op(B)` is `[k, n]`: B
/// is stored `[k, n]`, or `[n, k]` when `transposeB`. C is `[batch, m, n]`. Any size may be 0; with
/// `k` 0 every element of C is +0.
///
/// A or B may be the patches of images instead, read from them as they are needed: then it is not
/// transposed, and there is one batch item.
public record GemmSpec(
    int batch,
    int m,
    int n,
    int k,
    boolean transposeA,
    boolean transposeB,
    @Nullable Patches patchesA,
    @Nullable Patches patchesB) {
  /// The longest chain of multiply-adds before a sum is put aside.
  public static final int LONGEST_SEGMENT = 256;

  /// The shape of this product.
  ///
  /// @throws IllegalArgumentException if a size is negative, or a matrix does not fit one array
  public GemmSpec {
    if (batch < 0 || m < 0 || n < 0 || k < 0) {
      throw new IllegalArgumentException(
          "matrix product sizes must not be negative, got batch %d, m %d, n %d, k %d"
              .formatted(batch, m, n, k));
    }
    if (patchesA != null
            && (transposeA || batch != 1 || patchesA.rows() != m || patchesA.columns() != k)
        || patchesB != null
            && (transposeB || batch != 1 || patchesB.rows() != k || patchesB.columns() != n)) {
      throw new IllegalArgumentException(
          "patches %s and %s do not fit a product of batch %d, m %d, n %d, k %d"
              .formatted(patchesA, patchesB, batch, m, n, k));
    }
    boolean hugeA = patchesA == null && tooLarge(m, k);
    boolean hugeB = patchesB == null && tooLarge(k, n);
    if (hugeA || hugeB || tooLarge((long) batch * m, n)) {
      throw new IllegalArgumentException(
          "each matrix of a product must fit one array, got batch %d, m %d, n %d, k %d"
              .formatted(batch, m, n, k));
    }
  }

  /// A product of two matrices.
  public GemmSpec(int batch, int m, int n, int k, boolean transposeA, boolean transposeB) {
    this(batch, m, n, k, transposeA, transposeB, null, null);
  }

  /// The patches of images times a matrix `[patches.columns(), n]`.
  public static GemmSpec of(Patches patches, int n) {
    return new GemmSpec(1, patches.rows(), n, patches.columns(), false, false, patches, null);
  }

  /// A matrix stored `[patches.rows(), m]`, transposed, times the patches of images.
  public static GemmSpec of(int m, Patches patches) {
    return new GemmSpec(1, m, patches.columns(), patches.rows(), true, false, null, patches);
  }

  private static boolean tooLarge(long rows, long columns) {
    return rows > Integer.MAX_VALUE || rows * columns > Integer.MAX_VALUE;
  }

  /// How many segments the k axis is cut into; 1 when `k` is at most [#LONGEST_SEGMENT].
  ///
  /// This and [#segmentLength()] are the whole numeric contract of a product: element `(i, j)` of C
  /// is `s_0 + s_1 + ...`, added from the left, where `s_t` is the chain `fma(a_p, b_p, sum)` from
  /// `+0f` over the `p` of segment `t` in ascending order. Segments keep the rounding error of long
  /// sums small, and are what kernels block for the caches; they depend on nothing but `k`.
  public int segments() {
    return Math.max(1, Math.ceilDiv(k, LONGEST_SEGMENT));
  }

  /// How many steps of k one segment takes (the last one may be shorter): equal parts, rounded up.
  public int segmentLength() {
    return Math.ceilDiv(k, segments());
  }

  /// Where element `[row, step]` of `op(A)` lies in the numbers of one batch item of A; -1 for a
  /// zero outside of an image.
  public int indexA(int row, int step) {
    return patchesA != null
        ? patchesA.index(row, step)
        : transposeA ? step * m + row : row * k + step;
  }

  /// Where element `[step, column]` of `op(B)` lies in the numbers of one batch item of B; -1 for a
  /// zero outside of an image.
  public int indexB(int step, int column) {
    return patchesB != null
        ? patchesB.index(step, column)
        : transposeB ? column * k + step : step * n + column;
  }

  /// The number of multiply-adds.
  public long operations() {
    return (long) batch * m * n * k;
  }
}
