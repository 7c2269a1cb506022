package io.gradus.optim;

import static io.gradus.expr.Expr.lit;

import io.gradus.Shape;
import io.gradus.expr.Expr;
import java.util.List;

/// `b <- mu b + (1-mu) g; p <- p - rate (scale orthogonal(n) + decay p)` with `n = (1-mu) g + mu
/// b`: momentum whose step has all its singular values near 1 (Jordan et al. 2024, Muon; [step
/// scales][Scale] of Liu et al. 2025).
///
/// Matrices, and tensors of more axes seen as matrices of their last one, are trained so; biases,
/// scales and whatever is in `others` are trained by AdamW at the same rate. Embeddings and the
/// last layer belong there.
///
/// @param nesterov whether `n` looks ahead; otherwise it is `b`
/// @param others beginnings of paths of parameters that AdamW trains
public record Muon(
    Schedule rate, double mu, boolean nesterov, double decay, Scale scale, List<String> others)
    implements Optimizer {
  /// How long a step is, by the shape of the matrix.
  public enum Scale {
    /// `sqrt(max(1, out / in))`.
    ORIGINAL,
    /// `0.2 sqrt(max(in, out))`: as long as AdamW's usual step, so that its rates serve.
    MATCH_ADAMW
  }

  /// Checks that `mu` is in `[0, 1)` and `decay` is 0 or more; keeps a copy of the list.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public Muon {
    Require.fraction("Muon", "mu", mu);
    Require.notNegative("Muon", "decay", decay);
    others = List.copyOf(others);
  }

  /// At a constant rate, with the usual settings.
  public Muon(double rate) {
    this(Schedule.constant(rate));
  }

  /// With the usual settings: `mu` 0.95 with look-ahead, `decay` 0.1, the original step scale, and
  /// nothing but biases and scales trained by AdamW.
  public Muon(Schedule rate) {
    this(rate, 0.95, true, 0.1, Scale.ORIGINAL, List.of());
  }

  /// This method with the parameters of these paths, and all below them, trained by AdamW.
  public Muon except(String... paths) {
    return new Muon(rate, mu, nesterov, decay, scale, List.of(paths));
  }

  /// The rule for a square matrix.
  @Override
  public Rule rule() {
    return rule("", Shape.of(1, 1));
  }

  @Override
  public Rule rule(String path, Shape shape) {
    if (shape.rank() < 2 || others.stream().anyMatch(other -> within(path, other))) {
      return new AdamW(rate, 0.9, 0.999, 1e-8, decay).rule();
    }
    double out = shape.length(shape.rank() - 1);
    double in = shape.size() / Math.max(1, out);
    double length =
        switch (scale) {
          case ORIGINAL -> Math.sqrt(Math.max(1, out / Math.max(1, in)));
          case MATCH_ADAMW -> 0.2 * Math.sqrt(Math.max(in, out));
        };
    return matrixRule(length);
  }

  private static boolean within(String path, String other) {
    return path.equals(other) || path.startsWith(other + ".");
  }

  private Rule matrixRule(double length) {
    RuleBuilder r = new RuleBuilder();
    Expr p = r.parameter();
    Expr g = r.gradient();
    Expr b = r.state("b");
    Expr keep = r.setting("mu", mu);
    Expr shrink = r.setting("decay", decay);
    Expr scaled = r.setting("scale", length);
    Expr rest = lit(1).minus(keep);
    r.set(b, keep.times(b).plus(rest.times(g)));
    Expr n = nesterov ? r.let("n", rest.times(g).plus(keep.times(b))) : b;
    Expr o = r.orthogonal("o", n);
    r.set(p, p.minus(r.rate().times(scaled.times(o).plus(shrink.times(p)))));
    return r.build();
  }

  @Override
  public String citation() {
    return "Jordan et al. 2024, Muon: an optimizer for hidden layers in neural networks; Liu et al."
        + " 2025, Muon is scalable for LLM training, equation 4";
  }
}
