package io.gradus.simd;

/// `C = A B` or `C += A B` for one small block of C whose sums live in registers throughout.
///
/// Rows of A are contiguous in `p`. All the steps of one call are one ascending chain from +0 for
/// each element.
interface Tile {
  /// `c[co + i*ldc + j] = sum_p a[ao + i*lda + p] * b[bo + p*ldb + j]`.
  void set(
      int steps,
      float[] a,
      int ao,
      int lda,
      float[] b,
      int bo,
      int ldb,
      float[] c,
      int co,
      int ldc);

  /// As [#set], added to what C holds.
  void add(
      int steps,
      float[] a,
      int ao,
      int lda,
      float[] b,
      int bo,
      int ldb,
      float[] c,
      int co,
      int ldc);

  /// Copies `steps` rows of B, each `ldb` after the last, to the packed form: rows of whole
  /// vectors, padded with zeros, one after another from `to[at]`.
  void pack(int steps, float[] b, int bo, int ldb, float[] to, int at);
}
