package io.gradus.studio.circuit;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;
import io.gradus.expr.Exprs;
import io.gradus.expr.Text;
import io.gradus.op.Absolute;
import io.gradus.op.Ceil;
import io.gradus.op.Cos;
import io.gradus.op.Elementwise;
import io.gradus.op.Elu;
import io.gradus.op.Erf;
import io.gradus.op.Exp;
import io.gradus.op.Expm1;
import io.gradus.op.Floor;
import io.gradus.op.Formula;
import io.gradus.op.Gelu;
import io.gradus.op.LeakyRelu;
import io.gradus.op.Log;
import io.gradus.op.Log1p;
import io.gradus.op.Mish;
import io.gradus.op.Reciprocal;
import io.gradus.op.Relu;
import io.gradus.op.Round;
import io.gradus.op.Selu;
import io.gradus.op.Sigmoid;
import io.gradus.op.Sign;
import io.gradus.op.Silu;
import io.gradus.op.Sin;
import io.gradus.op.Softplus;
import io.gradus.op.Softsign;
import io.gradus.op.Square;
import io.gradus.op.SquareRoot;
import io.gradus.op.StopGradient;
import io.gradus.op.Tanh;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The functions that an expression may use, by name.
final class Functions {
  private static final Map<String, Elementwise> UNARY =
      Map.ofEntries(
          Map.entry("abs", new Absolute()),
          Map.entry("ceil", new Ceil()),
          Map.entry("cos", new Cos()),
          Map.entry("elu", new Elu(1)),
          Map.entry("erf", new Erf()),
          Map.entry("erfc", new Formula("erfc", 1, Formula.operand(0).erfc())),
          Map.entry("exp", new Exp()),
          Map.entry("expm1", new Expm1()),
          Map.entry("floor", new Floor()),
          Map.entry("gelu", new Gelu()),
          Map.entry("hold", new StopGradient()),
          Map.entry("leakyRelu", new LeakyRelu(0.01)),
          Map.entry("ln", new Log()),
          Map.entry("log", new Log()),
          Map.entry("log1p", new Log1p()),
          Map.entry("mish", new Mish()),
          Map.entry("reciprocal", new Reciprocal()),
          Map.entry("relu", new Relu()),
          Map.entry("round", new Round()),
          Map.entry("selu", new Selu()),
          Map.entry("sigmoid", new Sigmoid()),
          Map.entry("σ", new Sigmoid()),
          Map.entry("sign", new Sign()),
          Map.entry("silu", new Silu()),
          Map.entry("sin", new Sin()),
          Map.entry("softplus", new Softplus()),
          Map.entry("softsign", new Softsign()),
          Map.entry("sqrt", new SquareRoot()),
          Map.entry("square", new Square()),
          Map.entry("tanh", new Tanh()));

  /// Functions of rows, and of several numbers.
  private static final Set<String> OF_MANY =
      Set.of(
          "batchNorm",
          "crossEntropy",
          "dot",
          "logSumExp",
          "max",
          "mean",
          "min",
          "mse",
          "pow",
          "shift",
          "softmax",
          "sum");

  private static final double EPSILON = 1e-5;

  private Functions() {}

  static boolean knows(String name) {
    return UNARY.containsKey(name) || OF_MANY.contains(name);
  }

  /// All names, for a message.
  static String names() {
    return Stream.concat(UNARY.keySet().stream(), OF_MANY.stream())
        .filter(name -> name.chars().allMatch(c -> c < 128))
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }

  /// The op of a function of one number.
  static Optional<Elementwise> unary(String name) {
    return Optional.ofNullable(UNARY.get(name));
  }

  /// The formula over operand 0 by which an op is opened into gates; empty where it is one gate.
  static Optional<Expr> opened(Elementwise op) {
    Expr x = Formula.operand(0);
    Expr formula =
        switch (op) {
          // One exponential instead of two.
          case Tanh _ -> x.times(2).exp().minus(1).over(x.times(2).exp().plus(1));
          case Silu _, Mish _ -> op.value(List.of(x));
          default -> Text.expanded(op.value(List.of(x)));
        };
    boolean choice = holdsChoice(formula);
    return choice || steps(formula) < 2 ? Optional.empty() : Optional.of(formula);
  }

  private static boolean holdsChoice(Expr e) {
    return e instanceof Expr.Select || Exprs.operands(e).stream().anyMatch(Functions::holdsChoice);
  }

  private static int steps(Expr e) {
    int own = Exprs.operands(e).isEmpty() || Exprs.isUniform(e) ? 0 : 1;
    return own + Exprs.operands(e).stream().mapToInt(Functions::steps).sum();
  }

  private static List<Expr> operands(int count) {
    return Stream.iterate(0, i -> i + 1).limit(count).map(Formula::operand).toList();
  }

  static Expr sum(List<Expr> terms) {
    return terms.stream().reduce(Expr::plus).orElse(lit(0));
  }

  /// `e^x_i / sum_j e^x_j`, for each i of `n`.
  static List<Expr> softmax(int n) {
    List<Expr> powers = operands(n).stream().map(Expr::exp).toList();
    Expr total = sum(powers);
    return powers.stream().map(power -> power.over(total)).toList();
  }

  /// `ln sum_j e^x_j - x_label`: what softmax and `-ln` come to.
  static Expr crossEntropy(int n, int label) {
    return logSumExp(n).minus(Formula.operand(label));
  }

  static Expr logSumExp(int n) {
    return sum(operands(n).stream().map(Expr::exp).toList()).log();
  }

  /// `(x_i - mean) / sqrt(variance + 1e-5)`, for each i of `n`.
  static List<Expr> batchNorm(int n) {
    Expr mean = sum(operands(n)).over(n);
    List<Expr> centred = operands(n).stream().map(x -> x.minus(mean)).toList();
    Expr variance = sum(centred.stream().map(Expr::square).toList()).over(n);
    Expr spread = variance.plus(EPSILON).sqrt();
    return centred.stream().map(x -> x.over(spread)).toList();
  }

  /// Names with what they do, for the page's help.
  static Map<String, String> help() {
    Map<String, String> help = new TreeMap<>();
    UNARY.forEach(
        (name, op) -> help.put(name, Text.unicode(op.value(List.of(Expr.input(0, "x"))))));
    help.put("ln", "the natural logarithm, as log");
    help.put("log", "the natural logarithm");
    help.put("hold", "x, and no gradient flows back");
    help.put("max", "the largest of several numbers or of a row");
    help.put("min", "the least of several numbers or of a row");
    help.put("pow", "pow(x, y) is x^y");
    help.put("sum", "sum([a, b, c])");
    help.put("mean", "mean([a, b, c])");
    help.put("dot", "dot([a, b], [c, d]) is a*c + b*d");
    help.put("mse", "mse([y0, y1], [t0, t1]), the mean of the squared differences");
    help.put("softmax", "softmax([a, b, c])[0], e^a / (e^a + e^b + e^c)");
    help.put("crossEntropy", "crossEntropy([a, b, c], 0), -ln softmax([a, b, c])[0]");
    help.put("logSumExp", "logSumExp([a, b]), ln(e^a + e^b)");
    help.put("shift", "shift([a, b]), the row less its largest, held still: no overflow in e^x");
    help.put("batchNorm", "batchNorm([a, b, c])[0], (a - mean) / sqrt(variance + 0.00001)");
    return help;
  }
}
