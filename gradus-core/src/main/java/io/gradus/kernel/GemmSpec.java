package io.gradus.kernel;

/// The shape of a batched matrix product `C[b] = op(A[b]) * op(B[b])`, all row-major and dense.
///
/// `op(A)` is `[m, k]`: A is stored `[m, k]`, or `[k, m]` when `transposeA`. `op(B)` is `[k, n]`: B is stored `[k, n]`, or
/// `[n, k]` when `transposeB`. C is `[batch, m, n]`.
public record GemmSpec(
    int batch, int m, int n, int k, boolean transposeA, boolean transposeB) {
}
