package io.gradus.explain;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;
import java.util.List;

/// Circuits of lectures: a few numbers, each computed from others.
final class WorkedCircuits {
  static final List<String> NAMES =
      List.of(
          "cs231n-circuit",
          "cs231n-patterns",
          "cs231n-neuron",
          "cs231n-staged",
          "cs231n-hinge",
          "cs231n-softmax",
          "micrograd",
          "micrograd-step",
          "micrograd-sanity");

  private static final String NOTES = "Stanford CS231n, notes on backpropagation";
  private static final String LINEAR = "Stanford CS231n, notes on linear classification";

  private WorkedCircuits() {}

  static Explained named(String name) {
    return switch (name) {
      case "cs231n-circuit" -> circuit(name);
      case "cs231n-patterns" -> patterns(name);
      case "cs231n-neuron" -> neuron(name);
      case "cs231n-staged" -> staged(name);
      case "cs231n-hinge" -> hinge(name);
      case "cs231n-softmax" -> softmax(name);
      case "micrograd" -> micrograd(name);
      case "micrograd-step" -> stepUphill(name);
      default -> sanity(name);
    };
  }

  private static Sheet circuit(String name) {
    Circuit c = new Circuit(name, "f = (x + y) z", NOTES);
    Expr x = c.given("x", -2);
    Expr y = c.given("y", 5);
    Expr z = c.given("z", -4);
    Expr q = c.step("q", x.plus(y));
    c.step("f", q.times(z));
    return c.walked();
  }

  private static Sheet patterns(String name) {
    Circuit c = new Circuit(name, "f = 2 (x y + max(z, w))", NOTES);
    Expr x = c.given("x", 3);
    Expr y = c.given("y", -4);
    Expr z = c.given("z", 2);
    Expr w = c.given("w", -1);
    Expr product = c.step("product", x.times(y));
    Expr larger = c.step("larger", z.max(w));
    Expr sum = c.step("sum", product.plus(larger));
    c.step("f", sum.times(2));
    return c.walked();
  }

  private static Sheet neuron(String name) {
    Circuit c = new Circuit(name, "a sigmoid neuron, gate by gate", NOTES);
    Expr w0 = c.given("w0", 2);
    Expr w1 = c.given("w1", -3);
    Expr w2 = c.given("w2", -3);
    Expr x0 = c.given("x0", -1);
    Expr x1 = c.given("x1", -2);
    Expr dot = c.step("dot", w0.times(x0).plus(w1.times(x1)).plus(w2));
    Expr minus = c.step("minus", dot.negate());
    Expr power = c.step("power", minus.exp());
    Expr more = c.step("more", power.plus(1));
    c.step("f", lit(1).over(more));
    return c.walked();
  }

  private static Sheet staged(String name) {
    Circuit c = new Circuit(name, "f = (x + s(y)) / (s(x) + (x + y)^2), s the sigmoid", NOTES);
    Expr x = c.given("x", 3);
    Expr y = c.given("y", -4);
    Expr sigy = c.step("sigy", y.sigmoid());
    Expr num = c.step("num", x.plus(sigy));
    Expr sigx = c.step("sigx", x.sigmoid());
    Expr xpy = c.step("xpy", x.plus(y));
    Expr xpysqr = c.step("xpysqr", xpy.square());
    Expr den = c.step("den", sigx.plus(xpysqr));
    Expr invden = c.step("invden", lit(1).over(den));
    c.step("f", num.times(invden));
    return c.walked();
  }

  /// The scores of three classes for one image of four pixels.
  private static Expr[] scores(Circuit c) {
    double[][] weights = {{0.01, -0.05, 0.1, 0.05}, {0.7, 0.2, 0.05, 0.16}, {0, -0.45, -0.2, 0.03}};
    double[] pixels = {-15, 22, -44, 56};
    double[] biases = {0, 0.2, -0.3};
    Expr[][] w = new Expr[3][4];
    Expr[] x = new Expr[4];
    Expr[] b = new Expr[3];
    for (int k = 0; k < 3; k++) {
      for (int i = 0; i < 4; i++) {
        w[k][i] = c.given("W[" + (k + 1) + "," + (i + 1) + "]", weights[k][i]);
      }
    }
    for (int i = 0; i < 4; i++) {
      x[i] = c.given("x" + (i + 1), pixels[i]);
    }
    for (int k = 0; k < 3; k++) {
      b[k] = c.given("b" + (k + 1), biases[k]);
    }
    Expr[] scores = new Expr[3];
    for (int k = 0; k < 3; k++) {
      Expr sum = w[k][0].times(x[0]);
      for (int i = 1; i < 4; i++) {
        sum = sum.plus(w[k][i].times(x[i]));
      }
      scores[k] = c.step("s" + (k + 1), sum.plus(b[k]));
    }
    return scores;
  }

  private static Sheet hinge(String name) {
    Circuit c = new Circuit(name, "the multiclass hinge loss, the third class is right", LINEAR);
    Expr[] s = scores(c);
    Expr first = c.step("margin1", s[0].minus(s[2]).plus(1).max(lit(0)));
    Expr second = c.step("margin2", s[1].minus(s[2]).plus(1).max(lit(0)));
    c.step("L", first.plus(second));
    return c.walked();
  }

  private static Sheet softmax(String name) {
    Circuit c =
        new Circuit(name, "the softmax and its cross-entropy, the third class is right", LINEAR);
    Expr[] s = scores(c);
    Expr e1 = c.step("e1", s[0].exp());
    Expr e2 = c.step("e2", s[1].exp());
    Expr e3 = c.step("e3", s[2].exp());
    Expr all = c.step("all", e1.plus(e2).plus(e3));
    c.step("p1", e1.over(all));
    c.step("p2", e2.over(all));
    Expr p3 = c.step("p3", e3.over(all));
    c.step("L", p3.log().negate());
    return c.walked();
  }

  private static Sheet micrograd(String name) {
    Circuit c = new Circuit(name, "the expression of its README", "A. Karpathy, micrograd, 2020");
    Expr a = c.given("a", -4);
    Expr b = c.given("b", 2);
    Expr c1 = c.step("c1", a.plus(b));
    Expr d1 = c.step("d1", a.times(b).plus(b.pow(lit(3))));
    Expr c2 = c.step("c2", c1.plus(c1.plus(1)));
    Expr c3 = c.step("c3", c2.plus(lit(1).plus(c2).minus(a)));
    Expr r1 = c.step("r1", b.plus(a).max(lit(0)));
    Expr d2 = c.step("d2", d1.plus(d1.times(2).plus(r1)));
    Expr r2 = c.step("r2", b.minus(a).max(lit(0)));
    Expr d3 = c.step("d3", d2.plus(lit(3).times(d2).plus(r2)));
    Expr e = c.step("e", c3.minus(d3));
    Expr f = c.step("f", e.square());
    c.step("g", f.over(2).plus(lit(10).over(f)));
    return c.walked();
  }

  private static Sheet stepUphill(String name) {
    Circuit c =
        new Circuit(
            name,
            "L = (a b + c) f, and a step that makes it larger",
            "A. Karpathy, the micrograd lecture, 2022");
    Expr a = c.given("a", 2);
    Expr b = c.given("b", -3);
    Expr third = c.given("c", 10);
    Expr f = c.given("f", -2);
    Expr e = c.step("e", a.times(b));
    Expr d = c.step("d", e.plus(third));
    c.step("L", d.times(f));
    return c.walkedUphill(0.01);
  }

  private static Sheet sanity(String name) {
    Circuit c =
        new Circuit(
            name, "test_sanity_check: x is used again and again", "A. Karpathy, micrograd, 2020");
    Expr x = c.given("x", -4);
    Expr z = c.step("z", lit(2).times(x).plus(2).plus(x));
    Expr q = c.step("q", z.max(lit(0)).plus(z.times(x)));
    Expr h = c.step("h", z.times(z).max(lit(0)));
    c.step("y", h.plus(q).plus(q.times(x)));
    return c.walked();
  }
}
