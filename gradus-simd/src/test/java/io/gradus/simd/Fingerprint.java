package io.gradus.simd;

import io.gradus.expr.Expr;
import io.gradus.kernel.Access;
import io.gradus.kernel.ElementwiseKernel;
import io.gradus.kernel.ElementwiseSpec;
import io.gradus.kernel.Fold;
import io.gradus.kernel.KernelChoice;
import io.gradus.kernel.Kernels;
import io.gradus.kernel.ReductionKernel;
import io.gradus.kernel.ReductionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Prints the kernels in use, why, and a hash of what they compute for each of many formulas.
///
/// Runs in a virtual machine of its own for each vector width: only one width per process is
/// compiled as it is in use. The argument says how often each kernel is run, so that the compiler
/// can come in between.
final class Fingerprint {
  private static final int SIZE = 2053;
  private static final List<Access> INPUTS = List.of(Access.CONTIGUOUS, Access.CONTIGUOUS);

  private final Kernels kernels;
  private final int rounds;
  private final float[][] in = new float[2][SIZE];

  private Fingerprint(Kernels kernels, int rounds) {
    this.kernels = kernels;
    this.rounds = rounds;
    Random random = new Random(11);
    for (int i = 0; i < SIZE; i++) {
      in[0][i] =
          i % 3 == 0
              ? Float.intBitsToFloat(random.nextInt())
              : (float) random.nextGaussian() * (i % 5);
      in[1][i] = i % 4 == 0 ? in[0][i] : (float) random.nextGaussian() * 3;
    }
    float[] special = {
      0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1f, Float.MIN_VALUE
    };
    for (int i = 0; i < special.length * special.length; i++) {
      in[0][7 * i] = special[i % special.length];
      in[1][7 * i] = special[i / special.length];
    }
  }

  public static void main(String[] arguments) {
    KernelChoice choice = KernelChoice.ofThisMachine();
    System.out.println(choice.kernels().name() + ": " + choice.reason());
    Fingerprint fingerprint = new Fingerprint(choice.kernels(), Integer.parseInt(arguments[0]));
    for (Expr formula : formulas()) {
      System.out.println(Integer.toHexString(fingerprint.elementwise(formula)) + " " + formula);
    }
    Expr product = Expr.input(0, "x").times(Expr.input(1, "y"));
    for (Fold fold : Fold.values()) {
      System.out.println(Integer.toHexString(fingerprint.reduction(fold, product)) + " " + fold);
    }
  }

  private static List<Expr> formulas() {
    Expr x = Expr.input(0, "x");
    Expr y = Expr.input(1, "y");
    List<Expr> formulas = new ArrayList<>();
    for (Expr.UnaryOp op : Expr.UnaryOp.values()) {
      formulas.add(new Expr.Unary(op, x));
    }
    for (Expr.BinaryOp op : Expr.BinaryOp.values()) {
      formulas.add(new Expr.Binary(op, x, y));
    }
    for (Expr.Comparison op : Expr.Comparison.values()) {
      formulas.add(Expr.select(op, x, y, x.plus(1), y));
    }
    Random random = new Random(5);
    for (int i = 0; i < 12; i++) {
      formulas.add(tree(random, 4));
    }
    return formulas;
  }

  private static Expr tree(Random random, int depth) {
    if (depth == 0) {
      return switch (random.nextInt(4)) {
        case 0 -> Expr.input(0, "x");
        case 1 -> Expr.input(1, "y");
        case 2 -> Expr.argument(0, "a");
        default -> Expr.lit(random.nextInt(-3, 4) / 2.0);
      };
    }
    Expr left = tree(random, depth - 1);
    return switch (random.nextInt(4)) {
      case 0 ->
          new Expr.Unary(Expr.UnaryOp.values()[random.nextInt(Expr.UnaryOp.values().length)], left);
      case 1 -> Expr.fma(left, tree(random, depth - 1), tree(random, 0));
      case 2 ->
          Expr.select(
              Expr.Comparison.GT, left, tree(random, 0), tree(random, depth - 1), left.negate());
      default ->
          new Expr.Binary(Expr.BinaryOp.values()[random.nextInt(6)], left, tree(random, depth - 1));
    };
  }

  private int elementwise(Expr formula) {
    ElementwiseKernel kernel =
        kernels.elementwise(new ElementwiseSpec(List.of(formula), INPUTS, 1));
    float[][] out = new float[1][SIZE];
    int hash = 0;
    for (int round = 0; round < rounds; round++) {
      kernel.run(in, new int[2], new int[2], out, new int[1], new float[] {0.3f}, SIZE);
      if (round == 0) {
        hash = hash(out[0]);
      } else if (hash(out[0]) != hash) {
        throw new IllegalStateException("other bits in round " + round + ": " + formula);
      }
    }
    return hash;
  }

  private static int hash(float[] values) {
    int hash = 1;
    for (float value : values) {
      hash = 31 * hash + Float.floatToIntBits(value);
    }
    return hash;
  }

  private int reduction(Fold fold, Expr prologue) {
    ReductionKernel kernel = kernels.reduction(new ReductionSpec(fold, prologue, INPUTS, 0));
    int hash = 1;
    for (int n = 0; n < 10 * Math.min(rounds, 6); n++) {
      for (int from : new int[] {1, 400}) {
        hash =
            31 * hash
                + Float.floatToIntBits(
                    kernel.run(in, new int[] {from, from}, new int[2], new float[0], n * 16 % 97));
        hash =
            31 * hash
                + Float.floatToIntBits(
                    kernel.run(in, new int[] {from, from}, new int[2], new float[0], n % 60));
      }
    }
    return hash;
  }
}
