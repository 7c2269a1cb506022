package io.gradus.expr;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr.BinaryOp;
import io.gradus.expr.Expr.Comparison;
import io.gradus.expr.Expr.UnaryOp;
import java.util.Random;

/// Random formulas over two inputs and one argument, the same for the same seed.
final class RandomExprs {
  private static final double[] LITERALS = {-2, -1, -0.5, 0, 0.5, 1, 2, 3};

  private final Random random;

  RandomExprs(long seed) {
    random = new Random(seed);
  }

  Expr tree(int depth) {
    if (depth <= 1) {
      return leaf();
    }
    return switch (random.nextInt(8)) {
      case 0 -> leaf();
      case 1, 2 -> new Expr.Unary(pick(UnaryOp.values()), tree(depth - 1));
      case 3 -> Expr.fma(tree(depth - 1), tree(depth - 1), tree(depth - 1));
      case 4 ->
          Expr.select(pick(Comparison.values()), leaf(), leaf(), tree(depth - 1), tree(depth - 1));
      default -> new Expr.Binary(pick(BinaryOp.values()), tree(depth - 1), tree(depth - 1));
    };
  }

  private Expr leaf() {
    return switch (random.nextInt(5)) {
      case 0, 1 -> Expr.input(0, "x");
      case 2 -> Expr.input(1, "z");
      case 3 -> Expr.argument(0, "a");
      default -> lit(LITERALS[random.nextInt(LITERALS.length)]);
    };
  }

  double number() {
    return random.nextDouble(-3, 3);
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
