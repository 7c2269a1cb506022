package io.gradus.studio.activations;

import static io.gradus.expr.Expr.lit;

import io.gradus.Tensor;
import io.gradus.expr.Evaluate;
import io.gradus.expr.Expr;
import io.gradus.expr.Simplify;
import io.gradus.op.Elementwise;
import java.util.ArrayList;
import java.util.List;

/// An op of the engine as a function of its first operand; a second one is a parameter that the
/// network learns.
///
/// @param learned the value of the learned parameter; none for most ops
/// @param value `a` over the inputs `z` and, if it is learned, `alpha`
/// @param slope `a'` over the same and the output `a`
/// @param learnedSlope the slope in the learned parameter, over the same; null without one
record FormulaCurve(
    Elementwise op,
    double[] learned,
    Expr value,
    Expr slope,
    @org.jspecify.annotations.Nullable Expr learnedSlope)
    implements Curve {
  private static final Expr Z = Expr.input(0, "z");
  private static final Expr ALPHA = Expr.input(1, "alpha");

  static FormulaCurve of(Elementwise op, double... learned) {
    List<Expr> operands = op.arity() == 1 ? List.of(Z) : List.of(Z, ALPHA);
    Expr output = Expr.input(op.arity(), "a");
    return new FormulaCurve(
        op,
        learned.clone(),
        op.value(operands),
        Simplify.of(op.slope(0, operands, output)),
        op.arity() == 1 ? null : Simplify.of(op.slope(1, operands, output)));
  }

  private double[] inputs(double z) {
    double[] inputs = new double[op.arity() + 1];
    inputs[0] = z;
    System.arraycopy(learned, 0, inputs, 1, op.arity() - 1);
    inputs[op.arity()] = Evaluate.in(value, inputs);
    return inputs;
  }

  private double slope(double z) {
    return Evaluate.in(slope, inputs(z));
  }

  @Override
  public Samples sample(double... z) {
    double[] values = new double[z.length];
    double[] slopes = new double[z.length];
    double[] learnedSlopes = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      double[] inputs = inputs(z[i]);
      values[i] = inputs[op.arity()];
      slopes[i] = Evaluate.in(slope, inputs);
      learnedSlopes[i] = learnedSlope == null ? 0 : Evaluate.in(learnedSlope, inputs);
    }
    List<Samples.Other> others =
        learnedSlope == null
            ? List.of()
            : List.of(
                new Samples.Other(
                    "\\partial a / \\partial \\alpha", Samples.Among.SLOPES, learnedSlopes));
    return new Samples(z, values, slopes, others);
  }

  @Override
  public List<Formula> formulas() {
    List<Formula> formulas = new ArrayList<>();
    formulas.add(new Formula("a", Readable.latex(value)));
    formulas.add(new Formula("a'", Readable.latex(slope)));
    if (learnedSlope != null) {
      formulas.add(
          new Formula("\\frac{\\partial a}{\\partial \\alpha}", Readable.latex(learnedSlope)));
    }
    return formulas;
  }

  @Override
  public List<Substituted> substituted(double z, int digits) {
    double[] inputs = inputs(z);
    List<Substituted> lines = new ArrayList<>();
    lines.add(line("a", value, inputs, digits));
    lines.add(line("a'", slope, inputs, digits));
    if (learnedSlope != null) {
      lines.add(line("\\frac{\\partial a}{\\partial \\alpha}", learnedSlope, inputs, digits));
    }
    return lines;
  }

  private static Substituted line(String symbol, Expr e, double[] inputs, int digits) {
    return new Substituted(symbol, Readable.latex(e, inputs, digits), Evaluate.in(e, inputs));
  }

  @Override
  public List<Kink> kinks(double low, double high) {
    return Kinks.of(value, inputs(0), this::slope, low, high);
  }

  /// The activations of a layer for its sums, of any shape.
  Tensor apply(Tensor sums) {
    if (op instanceof Elementwise.Unary unary) {
      return sums.map(unary);
    }
    Expr x = io.gradus.op.Formula.operand(0);
    Expr formula = op.value(List.of(x, lit(learned[0])));
    return Tensor.apply(new io.gradus.op.Formula(op.name(), 1, formula), List.of(sums));
  }

  @Override
  public String intuition() {
    return op.intuition();
  }
}
