package io.gradus.explain;

import io.gradus.expr.Derivative;
import io.gradus.expr.Evaluate;
import io.gradus.expr.Expr;
import io.gradus.expr.Numbers;
import io.gradus.expr.Simplify;
import io.gradus.optim.Assignment;
import io.gradus.optim.Rule;
import io.gradus.optim.Sgd;
import java.util.ArrayList;
import java.util.List;

/// One training step of a small dense network, number by number: feed-forward, back-propagation,
/// update.
///
/// Every result comes from the double-precision engine's own graph; every formula from the op, loss
/// or optimizer that it belongs to.
public final class Walkthrough implements Explained {
  private final DenseExample example;
  private final Symbols symbols;
  private final Computed computed;
  private final List<Section> sections = new ArrayList<>();
  private final DenseExample after;

  private Walkthrough(DenseExample example) {
    this.example = example;
    this.symbols = new Symbols(example);
    this.computed = new Computed(example);
    forward();
    backward();
    this.after = update();
  }

  public static Walkthrough of(DenseExample example) {
    return new Walkthrough(example);
  }

  public DenseExample example() {
    return example;
  }

  @Override
  public String title() {
    return example.name()
        + ", a "
        + example.inputs().size()
        + example.layers().stream()
            .map(layer -> "-" + layer.weights().size())
            .reduce("", String::concat)
        + " network";
  }

  @Override
  public String source() {
    return example.source();
  }

  @Override
  public String about() {
    return "inputs "
        + list(example.inputs())
        + ", targets "
        + list(example.targets())
        + ", rate "
        + Numbers.format(example.rate());
  }

  private static String list(List<Double> numbers) {
    return String.join(", ", numbers.stream().map(Numbers::format).toList());
  }

  @Override
  public String closing(int digits) {
    return "The error was "
        + Numbers.format(error(), digits)
        + " and is "
        + Numbers.format(of(after).error(), digits)
        + " after the update.";
  }

  @Override
  public List<Section> sections() {
    return List.copyOf(sections);
  }

  /// The error before the update.
  public double error() {
    return computed.error();
  }

  /// The same network with the updated weights.
  public DenseExample after() {
    return after;
  }

  private int width(int layer) {
    return layer < 0 ? example.inputs().size() : example.layers().get(layer).weights().size();
  }

  private double weight(int layer, int neuron, int input) {
    return example.layers().get(layer).weights().get(neuron).get(input);
  }

  private void forward() {
    for (int k = 0; k < example.layers().size(); k++) {
      List<Line> lines = new ArrayList<>();
      DenseExample.Layer layer = example.layers().get(k);
      for (int j = 0; j < width(k); j++) {
        lines.add(net(k, j));
        NamedInputs names = new NamedInputs();
        Expr z = names.of(symbols.net(k, j), computed.net(k, j));
        lines.add(names.line(symbols.out(k, j), layer.activation().value(z), computed.out(k, j)));
      }
      sections.add(new Section(Section.Part.FEED_FORWARD, symbols.layer(k), lines));
    }
    sections.add(new Section(Section.Part.FEED_FORWARD, "error", List.of(errorLine())));
  }

  private Line net(int k, int j) {
    NamedInputs names = new NamedInputs();
    Expr sum = null;
    for (int i = 0; i < width(k - 1); i++) {
      Expr product =
          names
              .of(symbols.weight(k, j, i), weight(k, j, i))
              .times(names.of(symbols.out(k - 1, i), computed.out(k - 1, i)));
      sum = sum == null ? product : sum.plus(product);
    }
    Expr bias = names.of(symbols.bias(k, j), example.layers().get(k).biases().get(j));
    return names.line(symbols.net(k, j), sum == null ? bias : sum.plus(bias), computed.net(k, j));
  }

  private static Expr halfSquare(Expr target, Expr out) {
    return Expr.lit(0.5).times(target.minus(out).square());
  }

  private Line errorLine() {
    NamedInputs names = new NamedInputs();
    int last = example.layers().size() - 1;
    Expr sum = null;
    for (int j = 0; j < width(last); j++) {
      Expr part =
          halfSquare(
              names.of(symbols.target(j), example.targets().get(j)),
              names.of(symbols.out(last, j), computed.out(last, j)));
      sum = sum == null ? part : sum.plus(part);
    }
    return names.line("E", sum == null ? Expr.lit(0) : sum, computed.error());
  }

  private void backward() {
    int last = example.layers().size() - 1;
    for (int k = last; k >= 0; k--) {
      List<Line> outputs = new ArrayList<>();
      List<Line> nets = new ArrayList<>();
      List<Line> weights = new ArrayList<>();
      for (int j = 0; j < width(k); j++) {
        outputs.add(k == last ? toOutput(k, j) : toHidden(k, j));
        nets.add(toNet(k, j));
        for (int i = 0; i < width(k - 1); i++) {
          weights.add(toWeight(k, j, i));
        }
        weights.add(toBias(k, j));
      }
      String layer = symbols.layer(k);
      sections.add(
          new Section(
              Section.Part.BACK_PROPAGATION,
              layer + ": gradient at each neuron's output",
              outputs));
      sections.add(
          new Section(
              Section.Part.BACK_PROPAGATION,
              layer + ": gradient at each neuron's weighted sum",
              nets));
      sections.add(
          new Section(Section.Part.BACK_PROPAGATION, layer + ": gradient of each weight", weights));
    }
  }

  private Line toOutput(int k, int j) {
    NamedInputs names = new NamedInputs();
    Expr target = names.of(symbols.target(j), example.targets().get(j));
    Expr out = names.of(symbols.out(k, j), computed.out(k, j));
    Expr slope = Derivative.of(halfSquare(target, out), 1);
    return names.line("dE/d" + symbols.out(k, j), slope, computed.toOut(k, j));
  }

  private Line toHidden(int k, int j) {
    NamedInputs names = new NamedInputs();
    Expr sum = null;
    for (int n = 0; n < width(k + 1); n++) {
      Expr product =
          names
              .of("dE/d" + symbols.net(k + 1, n), computed.toNet(k + 1, n))
              .times(names.of(symbols.weight(k + 1, n, j), weight(k + 1, n, j)));
      sum = sum == null ? product : sum.plus(product);
    }
    return names.line(
        "dE/d" + symbols.out(k, j), sum == null ? Expr.lit(0) : sum, computed.toOut(k, j));
  }

  private Line toNet(int k, int j) {
    NamedInputs names = new NamedInputs();
    Expr g = names.of("dE/d" + symbols.out(k, j), computed.toOut(k, j));
    Expr y = names.of(symbols.out(k, j), computed.out(k, j));
    Expr z = names.of(symbols.net(k, j), computed.net(k, j));
    Expr slope = Simplify.of(example.layers().get(k).activation().slope(z, y));
    return names.line("dE/d" + symbols.net(k, j), g.times(slope), computed.toNet(k, j));
  }

  private Line toWeight(int k, int j, int i) {
    NamedInputs names = new NamedInputs();
    Expr g = names.of("dE/d" + symbols.net(k, j), computed.toNet(k, j));
    Expr x = names.of(symbols.out(k - 1, i), computed.out(k - 1, i));
    return names.line("dE/d" + symbols.weight(k, j, i), g.times(x), computed.toWeight(k, j, i));
  }

  private Line toBias(int k, int j) {
    NamedInputs names = new NamedInputs();
    Expr g = names.of("dE/d" + symbols.net(k, j), computed.toNet(k, j));
    return names.line("dE/d" + symbols.bias(k, j), g, computed.toBias(k, j));
  }

  private DenseExample update() {
    List<DenseExample.Layer> layers = new ArrayList<>();
    for (int k = 0; k < example.layers().size(); k++) {
      DenseExample.Layer layer = example.layers().get(k);
      List<Line> lines = new ArrayList<>();
      List<List<Double>> weights = new ArrayList<>();
      List<Double> biases = new ArrayList<>();
      for (int j = 0; j < width(k); j++) {
        List<Double> row = new ArrayList<>();
        for (int i = 0; i < width(k - 1); i++) {
          Line line = step(symbols.weight(k, j, i), weight(k, j, i), computed.toWeight(k, j, i));
          lines.add(line);
          row.add(line.result());
        }
        weights.add(row);
        double bias = layer.biases().get(j);
        if (example.learnBiases()) {
          Line line = step(symbols.bias(k, j), bias, computed.toBias(k, j));
          lines.add(line);
          bias = line.result();
        }
        biases.add(bias);
      }
      sections.add(new Section(Section.Part.OPTIMIZER, symbols.layer(k), lines));
      layers.add(new DenseExample.Layer(weights, biases, layer.activation()));
    }
    return new DenseExample(
        example.name(),
        example.source(),
        example.inputs(),
        example.targets(),
        layers,
        example.rate(),
        example.learnBiases());
  }

  /// The optimizer's own rule, with this weight's name and numbers.
  private Line step(String weight, double value, double gradient) {
    Rule rule = new Sgd(example.rate()).rule();
    NamedInputs names = new NamedInputs();
    Expr p = names.of(weight, value);
    Expr g = names.of("dE/d" + weight, gradient);
    Expr rate = names.of("rate", example.rate());
    Assignment.Formula assignment = (Assignment.Formula) rule.assignments().getLast();
    Expr formula =
        io.gradus.expr.Exprs.substituteArguments(
            io.gradus.expr.Exprs.substitute(assignment.value(), p, g), rate, rate);
    double[] numbers = {value, gradient, example.rate()};
    return names.line(weight + "+", formula, Evaluate.in(formula, numbers));
  }
}
