package io.gradus.kernel;

import static io.gradus.expr.Expr.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.expr.Evaluate;
import io.gradus.expr.Expr;
import io.gradus.expr.Expr.BinaryOp;
import io.gradus.expr.Expr.Comparison;
import io.gradus.expr.Expr.UnaryOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Generated scalar loops: each operation against the double reference, and the ways operands are
/// laid out.
class ElementwiseTest {
  private static final Expr X = Expr.input(0, "x");
  private static final Expr Y = Expr.input(1, "y");
  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    2f,
    -2f,
    0.5f,
    -0.5f,
    3f,
    -3f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    1e9f,
    16777215f
  };

  private final Kernels kernels = new ScalarKernels();

  private ElementwiseKernel kernel(Expr formula, Access... inputs) {
    return kernels.elementwise(new ElementwiseSpec(List.of(formula), List.of(inputs), 2));
  }

  @Test
  void everyOperationMatchesItsDoubleReference() {
    List<Expr> formulas = new ArrayList<>(List.of(Expr.fma(X, Y, X)));
    for (UnaryOp op : UnaryOp.values()) {
      formulas.add(new Expr.Unary(op, X));
    }
    for (BinaryOp op : BinaryOp.values()) {
      formulas.add(new Expr.Binary(op, X, Y));
    }
    for (Comparison op : Comparison.values()) {
      formulas.add(Expr.select(op, X, Y, lit(1), lit(2)));
    }
    for (Expr formula : formulas) {
      matchesReference(formula);
    }
  }

  private void matchesReference(Expr formula) {
    Random random = new Random(3);
    int n = SPECIAL.length * SPECIAL.length + 500;
    float[] x = new float[n];
    float[] y = new float[n];
    for (int i = 0; i < n; i++) {
      boolean isSpecial = i < SPECIAL.length * SPECIAL.length;
      x[i] = isSpecial ? SPECIAL[i % SPECIAL.length] : (float) random.nextGaussian() * 5;
      y[i] = isSpecial ? SPECIAL[i / SPECIAL.length] : (float) random.nextGaussian() * 5;
    }
    float[] actual = new float[n];
    kernel(formula, Access.CONTIGUOUS, Access.CONTIGUOUS)
        .run(
            new float[][] {x, y},
            new int[2],
            new int[2],
            new float[][] {actual},
            new int[1],
            new float[2],
            n);
    for (int i = 0; i < n; i++) {
      if (formula instanceof Expr.Unary(UnaryOp op, Expr _)
          && (op == UnaryOp.SIN || op == UnaryOp.COS)
          && Math.abs(x[i]) > 1e4f) {
        continue;
      }
      float exact = (float) Evaluate.in(formula, x[i], y[i]);
      float margin = Math.max(2 * Math.ulp(exact), Float.MIN_NORMAL);
      boolean isClose =
          Math.abs(exact - actual[i]) <= margin || Float.compare(exact, actual[i]) == 0;
      assertThat(isClose)
          .as("%s of x = %s, y = %s: expected %s, got %s", formula, x[i], y[i], exact, actual[i])
          .isTrue();
    }
  }

  @Test
  void readsContiguousConstantAndStridedInputs() {
    float[] x = {9, 1, 2, 3, 4};
    float[] y = {10, 20};
    float[] z = {100, 0, 0, 200, 0, 0, 300};
    Expr formula = X.plus(Y).plus(Expr.input(2, "z")).times(Expr.argument(1, "a"));
    float[] out = new float[5];
    kernel(formula, Access.CONTIGUOUS, Access.CONSTANT, Access.STRIDED)
        .run(
            new float[][] {x, y, z},
            new int[] {1, 1, 0},
            new int[] {1, 0, 3},
            new float[][] {out},
            new int[] {2},
            new float[] {7, 2},
            3);
    assertThat(out).containsExactly(0, 0, 242, 444, 646);
  }

  @Test
  void readsAllInputsBeforeItWritesInPlace() {
    float[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    float[] y = {10, 20, 30, 40, 50, 60, 70, 80, 90};
    ElementwiseSpec swap =
        new ElementwiseSpec(List.of(Y, X), List.of(Access.CONTIGUOUS, Access.CONTIGUOUS), 0);
    float[][] both = {x, y};
    kernels.elementwise(swap).run(both, new int[2], new int[2], both, new int[2], new float[0], 9);
    assertThat(x).containsExactly(10, 20, 30, 40, 50, 60, 70, 80, 90);
    assertThat(y).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void writesConstantsAndArguments() {
    ElementwiseSpec spec =
        new ElementwiseSpec(List.of(lit(3), Expr.argument(0, "a").exp()), List.of(), 1);
    float[] three = new float[4];
    float[] one = new float[4];
    kernels
        .elementwise(spec)
        .run(
            new float[0][],
            new int[0],
            new int[0],
            new float[][] {three, one},
            new int[2],
            new float[] {0},
            3);
    assertThat(three).containsExactly(3, 3, 3, 0);
    assertThat(one).containsExactly(1, 1, 1, 0);
  }

  @Test
  void sharesKernelsOfTheSameStructureWhateverTheNames() {
    ElementwiseSpec one = new ElementwiseSpec(List.of(X.exp()), List.of(Access.CONTIGUOUS), 0);
    ElementwiseSpec other =
        new ElementwiseSpec(List.of(Expr.input(0, "g").exp()), List.of(Access.CONTIGUOUS), 0);
    assertThat(kernels.elementwise(one)).isSameAs(kernels.elementwise(other));
  }

  @Test
  void sharesSubexpressionsAmongOutputs() {
    Expr sigmoid = X.sigmoid();
    int alone =
        KernelCompiler.cost(new ElementwiseSpec(List.of(sigmoid), List.of(Access.CONTIGUOUS), 0));
    int both =
        KernelCompiler.cost(
            new ElementwiseSpec(
                List.of(sigmoid, X.times(X.sigmoid())), List.of(Access.CONTIGUOUS), 0));
    assertThat(both).isEqualTo(alone + 1);
  }

  @Test
  void saysWhenAFormulaDoesNotFit() {
    Expr chain = X;
    for (int i = 0; i < 2000; i++) {
      chain = chain.sigmoid();
    }
    ElementwiseSpec spec = new ElementwiseSpec(List.of(chain), List.of(Access.CONTIGUOUS), 0);
    assertThat(KernelCompiler.fits(spec)).isFalse();
    assertThatThrownBy(() -> kernels.elementwise(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cut them into several");
    assertThatThrownBy(() -> kernel(Y, Access.CONTIGUOUS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("input 1");
  }
}
