package io.gradus.explain;

import io.gradus.expr.Derivative;
import io.gradus.expr.Expr;
import io.gradus.expr.Numbers;
import io.gradus.expr.Simplify;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

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

  /// Feed-forward, back-propagation and one update of an example, with every number computed.
  public static Walkthrough of(DenseExample example) {
    return new Walkthrough(example);
  }

  /// What it walks through.
  public DenseExample example() {
    return example;
  }

  @Override
  public String title() {
    List<String> sizes = example.sizes().stream().map(String::valueOf).toList();
    return example.name() + ", a " + String.join("-", sizes) + " network";
  }

  @Override
  public String source() {
    return example.source();
  }

  @Override
  public String about() {
    List<String> parts = new ArrayList<>();
    int shown = Math.min(4, example.samples().size());
    for (Sample sample : example.samples().subList(0, shown)) {
      parts.add("inputs " + list(sample.inputs()) + ", targets " + list(sample.targets()));
    }
    if (shown < example.samples().size()) {
      parts.add("... " + (example.samples().size() - shown) + " more samples");
    }
    boolean usual = example.loss() == DenseLoss.HALF_SQUARES && example.descent() == Descent.SGD;
    String settings = usual ? "" : example.loss().title() + ", " + example.descent().title() + ", ";
    return String.join("; ", parts) + ", " + settings + "rate " + Numbers.format(example.rate());
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
    return layer < 0 ? example.inputs() : example.layers().get(layer).weights().size();
  }

  private int samples() {
    return example.samples().size();
  }

  private double weight(int layer, int neuron, int input) {
    return example.layers().get(layer).weights().get(neuron).get(input);
  }

  private void forward() {
    for (int s = 0; s < samples(); s++) {
      String prefix = samples() == 1 ? "" : "sample " + (s + 1) + ", ";
      for (int k = 0; k < example.layers().size(); k++) {
        List<Line> lines = new ArrayList<>();
        for (int j = 0; j < width(k); j++) {
          lines.add(net(k, j, s));
          lines.add(out(k, j, s));
        }
        sections.add(new Section(Section.Part.FEED_FORWARD, prefix + symbols.layer(k), lines));
      }
      if (example.loss() == DenseLoss.CROSS_ENTROPY) {
        sections.add(
            new Section(Section.Part.FEED_FORWARD, prefix + "probabilities", probabilities(s)));
      }
      if (samples() > 1) {
        sections.add(new Section(Section.Part.FEED_FORWARD, prefix + "error", List.of(errorOf(s))));
      }
    }
    Line error = samples() == 1 ? errorOf(0) : meanError();
    sections.add(new Section(Section.Part.FEED_FORWARD, "error", List.of(error)));
  }

  private static Expr sum(int count, IntFunction<Expr> terms) {
    Expr sum = terms.apply(0);
    for (int i = 1; i < count; i++) {
      sum = sum.plus(terms.apply(i));
    }
    return sum;
  }

  private static Expr divided(Expr e, int by) {
    return by == 1 ? e : e.over(by);
  }

  private Expr outName(NamedInputs names, int k, int j, int s) {
    return names.of(symbols.of(symbols.out(k, j), s), computed.out(k, j, s));
  }

  private Expr netName(NamedInputs names, int k, int j, int s) {
    return names.of(symbols.of(symbols.net(k, j), s), computed.net(k, j, s));
  }

  private Expr toNetName(NamedInputs names, int k, int j, int s) {
    return names.of("dE/d" + symbols.of(symbols.net(k, j), s), computed.toNet(k, j, s));
  }

  private Expr targetName(NamedInputs names, int j, int s) {
    double target = example.samples().get(s).targets().get(j);
    return names.of(symbols.of(symbols.target(j), s), target);
  }

  private Expr probabilityName(NamedInputs names, int j, int s) {
    return names.of(symbols.of(symbols.probability(j), s), computed.probability(j, s));
  }

  private Line net(int k, int j, int s) {
    NamedInputs names = new NamedInputs();
    Expr products =
        sum(
            width(k - 1),
            i ->
                names
                    .of(symbols.weight(k, j, i), weight(k, j, i))
                    .times(outName(names, k - 1, i, s)));
    Expr bias = names.of(symbols.bias(k, j), example.layers().get(k).biases().get(j));
    return names.line(symbols.of(symbols.net(k, j), s), products.plus(bias), computed.net(k, j, s));
  }

  private Line out(int k, int j, int s) {
    NamedInputs names = new NamedInputs();
    Expr y = example.layers().get(k).activation().value(netName(names, k, j, s));
    return names.line(symbols.of(symbols.out(k, j), s), y, computed.out(k, j, s));
  }

  private List<Line> probabilities(int s) {
    List<Line> lines = new ArrayList<>();
    int last = example.layers().size() - 1;
    for (int j = 0; j < width(last); j++) {
      NamedInputs names = new NamedInputs();
      Expr own = outName(names, last, j, s).exp();
      Expr all = sum(width(last), n -> outName(names, last, n, s).exp());
      double result = computed.probability(j, s);
      lines.add(names.line(symbols.of(symbols.probability(j), s), own.over(all), result));
    }
    return lines;
  }

  private Line errorOf(int s) {
    NamedInputs names = new NamedInputs();
    int last = example.layers().size() - 1;
    boolean softmax = example.loss() == DenseLoss.CROSS_ENTROPY;
    Expr sum =
        sum(
            width(last),
            j -> {
              Expr target = targetName(names, j, s);
              Expr answer = softmax ? probabilityName(names, j, s) : outName(names, last, j, s);
              return example.loss().term(answer, target);
            });
    Expr error = divided(sum, example.loss().divisor(width(last)));
    return names.line(symbols.of("E", s), error, computed.error(s));
  }

  private Line meanError() {
    NamedInputs names = new NamedInputs();
    Expr sum = sum(samples(), s -> names.of(symbols.of("E", s), computed.error(s)));
    return names.line("E", sum.over(samples()), computed.error());
  }

  private void backward() {
    int last = example.layers().size() - 1;
    for (int k = last; k >= 0; k--) {
      List<Line> outputs = new ArrayList<>();
      List<Line> nets = new ArrayList<>();
      List<Line> weights = new ArrayList<>();
      for (int j = 0; j < width(k); j++) {
        for (int s = 0; s < samples(); s++) {
          outputs.add(k == last ? toOutput(k, j, s) : toHidden(k, j, s));
          nets.add(toNet(k, j, s));
        }
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

  private Line toOutput(int k, int j, int s) {
    NamedInputs names = new NamedInputs();
    Expr target = targetName(names, j, s);
    Expr slope;
    if (example.loss() == DenseLoss.CROSS_ENTROPY) {
      Expr all = sum(width(k), n -> targetName(names, n, s));
      slope = probabilityName(names, j, s).times(all).minus(target);
    } else {
      Expr out = outName(names, k, j, s);
      slope = Derivative.of(example.loss().term(out, target), 1);
    }
    int divisor = samples() * example.loss().divisor(width(k));
    return names.line(
        "dE/d" + symbols.of(symbols.out(k, j), s),
        divided(slope, divisor),
        computed.toOut(k, j, s));
  }

  private Line toHidden(int k, int j, int s) {
    NamedInputs names = new NamedInputs();
    Expr sum =
        sum(
            width(k + 1),
            n ->
                toNetName(names, k + 1, n, s)
                    .times(names.of(symbols.weight(k + 1, n, j), weight(k + 1, n, j))));
    return names.line("dE/d" + symbols.of(symbols.out(k, j), s), sum, computed.toOut(k, j, s));
  }

  private Line toNet(int k, int j, int s) {
    NamedInputs names = new NamedInputs();
    Expr g = names.of("dE/d" + symbols.of(symbols.out(k, j), s), computed.toOut(k, j, s));
    Expr y = outName(names, k, j, s);
    Expr z = netName(names, k, j, s);
    Expr slope = Simplify.of(example.layers().get(k).activation().slope(z, y));
    Expr product = slope.equals(Expr.lit(1)) ? g : g.times(slope);
    return names.line("dE/d" + symbols.of(symbols.net(k, j), s), product, computed.toNet(k, j, s));
  }

  private Line toWeight(int k, int j, int i) {
    NamedInputs names = new NamedInputs();
    Expr sum = sum(samples(), s -> toNetName(names, k, j, s).times(outName(names, k - 1, i, s)));
    return names.line("dE/d" + symbols.weight(k, j, i), sum, computed.toWeight(k, j, i));
  }

  private Line toBias(int k, int j) {
    NamedInputs names = new NamedInputs();
    Expr sum = sum(samples(), s -> toNetName(names, k, j, s));
    return names.line("dE/d" + symbols.bias(k, j), sum, computed.toBias(k, j));
  }

  private DenseExample update() {
    DenseOptimizer optimizer = new DenseOptimizer(example);
    Set<String> known = new HashSet<>();
    for (int k = 0; k < example.layers().size(); k++) {
      DenseExample.Layer layer = example.layers().get(k);
      List<Line> lines = new ArrayList<>();
      for (int j = 0; j < width(k); j++) {
        for (int i = 0; i < width(k - 1); i++) {
          double gradient = computed.toWeight(k, j, i);
          step(optimizer, symbols.weight(k, j, i), weight(k, j, i), gradient, known, lines);
        }
        if (example.learnBiases()) {
          double bias = layer.biases().get(j);
          step(optimizer, symbols.bias(k, j), bias, computed.toBias(k, j), known, lines);
        }
      }
      sections.add(new Section(Section.Part.OPTIMIZER, symbols.layer(k), lines));
    }
    DenseRun run = new DenseRun(example);
    run.update(1);
    return run.example();
  }

  /// The optimizer's own rule with this weight's name and numbers; what is the same for all weights
  /// comes once.
  private static void step(
      DenseOptimizer optimizer,
      String weight,
      double value,
      double gradient,
      Set<String> known,
      List<Line> into) {
    UpdateLines lines = optimizer.lines(weight, value, gradient);
    for (Line line : lines.lines(weight, 0)) {
      if (known.add(line.symbol())) {
        into.add(line);
      }
    }
  }
}
