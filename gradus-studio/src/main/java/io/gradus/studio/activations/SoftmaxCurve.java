package io.gradus.studio.activations;

import static io.gradus.expr.Expr.lit;

import io.gradus.Gradients;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.exec.Reference;
import io.gradus.expr.Expr;
import io.gradus.op.Softmax;
import java.util.ArrayList;
import java.util.List;

/// Softmax of three scores, of which the first moves.
///
/// Its slope is a row of a matrix: moving one score moves all three probabilities.
///
/// @param second the second score
/// @param third the third score
record SoftmaxCurve(double second, double third) implements Curve {
  private static final int SCORES = 3;

  @Override
  public Samples sample(double... z) {
    Tensor x = Tensor.input("scores", Shape.of(z.length, SCORES));
    Tensor y = x.softmax(1);
    List<Tensor> rows = new ArrayList<>();
    for (int i = 0; i < SCORES; i++) {
      Gradients gradients = y.slice(1, i, i + 1).sum().gradients(x);
      rows.add(gradients.of(x));
    }
    Reference reference =
        new Reference(
            List.of(y.node(), rows.get(0).node(), rows.get(1).node(), rows.get(2).node()));
    double[] scores = new double[SCORES * z.length];
    for (int i = 0; i < z.length; i++) {
      scores[SCORES * i] = z[i];
      scores[SCORES * i + 1] = second;
      scores[SCORES * i + 2] = third;
    }
    reference.set(x.node(), scores).run(0, 0);
    double[] outputs = reference.of(y.node());
    List<Samples.Other> others = new ArrayList<>();
    for (int i = 1; i < SCORES; i++) {
      others.add(new Samples.Other("a_" + (i + 1), Samples.Among.VALUES, column(outputs, i)));
      others.add(
          new Samples.Other(
              "\\partial a_" + (i + 1) + " / \\partial z",
              Samples.Among.SLOPES,
              column(reference.of(rows.get(i).node()), 0)));
    }
    return new Samples(z, column(outputs, 0), column(reference.of(rows.get(0).node()), 0), others);
  }

  private static double[] column(double[] table, int column) {
    double[] numbers = new double[table.length / SCORES];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = table[SCORES * i + column];
    }
    return numbers;
  }

  private static Expr share() {
    Expr z = Expr.input(0, "z");
    Expr second = Expr.input(1, "z_2");
    Expr third = Expr.input(2, "z_3");
    return z.exp().over(z.exp().plus(second.exp()).plus(third.exp()));
  }

  private static Expr slope() {
    Expr a = Expr.input(3, "a");
    return a.times(lit(1).minus(a));
  }

  private static Expr otherSlope() {
    return Expr.input(3, "a").times(Expr.input(4, "a_2")).negate();
  }

  @Override
  public List<Formula> formulas() {
    return List.of(
        new Formula("a", Readable.latex(share())),
        new Formula("a'", Readable.latex(slope())),
        new Formula("\\frac{\\partial a_2}{\\partial z}", Readable.latex(otherSlope())));
  }

  @Override
  public List<Substituted> substituted(double z, int digits) {
    Samples at = sample(z);
    double[] inputs = {
      z, second, third, at.value()[0], at.others().getFirst().numbers()[0],
    };
    return List.of(
        new Substituted("a", Readable.latex(share(), inputs, digits), at.value()[0]),
        new Substituted("a'", Readable.latex(slope(), inputs, digits), at.slope()[0]),
        new Substituted(
            "\\frac{\\partial a_2}{\\partial z}",
            Readable.latex(otherSlope(), inputs, digits),
            at.others().get(1).numbers()[0]));
  }

  @Override
  public List<Kink> kinks(double low, double high) {
    return List.of();
  }

  @Override
  public String intuition() {
    return new Softmax(1).intuition();
  }
}
