package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.kernel.GemmSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `C[.., i, j] = sum_k A[.., i, k] * B[.., k, j]`, batch axes broadcast as in NumPy.
///
/// @param transposeA A is stored `[.., k, i]`
/// @param transposeB B is stored `[.., j, k]`
public record MatMul(boolean transposeA, boolean transposeB) implements Contraction {
  @Override
  public String name() {
    return "matmul" + (transposeA ? "_ta" : "") + (transposeB ? "_tb" : "");
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape a = inputs.get(0);
    Shape b = inputs.get(1);
    if (a.rank() < 2 || b.rank() < 2) {
      throw new ShapeException(
          "matmul takes matrices, got %s x %s: reshape a row of n numbers to (1, n) or (n, 1)"
              .formatted(a, b));
    }
    int inner = a.length(transposeA ? -2 : -1);
    int other = b.length(transposeB ? -1 : -2);
    if (inner != other) {
      throw new ShapeException(
          "matmul  "
              + text(a, transposeA)
              + " x "
              + text(b, transposeB)
              + "   inner sizes differ: "
              + inner
              + " and "
              + other);
    }
    Shape batch = a.slice(0, a.rank() - 2).broadcast(b.slice(0, b.rank() - 2));
    return batch.concat(Shape.of(a.length(transposeA ? -1 : -2), b.length(transposeB ? -2 : -1)));
  }

  @Override
  public GemmSpec product(List<Shape> inputs) {
    Shape a = inputs.get(0);
    Shape c = shape(inputs);
    int batch = c.slice(0, c.rank() - 2).size();
    int k = a.length(transposeA ? -2 : -1);
    return new GemmSpec(batch, c.length(-2), c.length(-1), k, transposeA, transposeB);
  }

  private static String text(Shape shape, boolean transposed) {
    return shape + (transposed ? "^T" : "");
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    Tensor g = call.gradient();
    Tensor a = null;
    Tensor b = null;
    if (call.wants(0)) {
      Tensor right = call.input(1);
      a = transposeA ? right.matmul(g, transposeB, true) : g.matmul(right, false, !transposeB);
      a = a.sumTo(call.shape(0));
    }
    if (call.wants(1)) {
      Tensor left = call.input(0);
      b = transposeB ? g.matmul(left, true, transposeA) : left.matmul(g, !transposeA, false);
      b = b.sumTo(call.shape(1));
    }
    return Vjp.two(a, b);
  }

  @Override
  public String formula(List<String> operands) {
    return operands.get(0)
        + (transposeA ? "^T" : "")
        + " . "
        + operands.get(1)
        + (transposeB ? "^T" : "");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        example(Shape.scalar(), Shape.scalar(), 3, 4, 5),
        example(Shape.scalar(), Shape.scalar(), 1, 1, 1),
        example(Shape.scalar(), Shape.scalar(), 2, 0, 3),
        example(Shape.of(2), Shape.of(2), 3, 2, 4),
        example(Shape.of(2, 1), Shape.of(3), 2, 3, 2));
  }

  private Example example(Shape batchA, Shape batchB, int m, int k, int n) {
    return Example.of(
        batchA.concat(transposeA ? Shape.of(k, m) : Shape.of(m, k)),
        batchB.concat(transposeB ? Shape.of(n, k) : Shape.of(k, n)));
  }
}
