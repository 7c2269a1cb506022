package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.Line;
import io.gradus.explain.Section;
import io.gradus.explain.Symbols;
import io.gradus.explain.Walkthrough;
import io.gradus.expr.Evaluate;
import io.gradus.expr.Expr;
import io.gradus.expr.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All lines of one training step of a network, in the order in which they are shown, and where
/// products, neurons, layers and passes end.
final class Passes {
  /// How far one press of a button goes.
  enum Grain {
    PRODUCT,
    NEURON,
    LAYER,
    PASS
  }

  /// Where a reader is: so many lines are shown whole, and so many products of the next.
  record Place(int lines, int products) {}

  /// One line with its place in the step.
  record Entry(Section.Part part, String section, String layer, String neuron, Line line) {}

  private final Walkthrough walkthrough;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final int forward;
  private final int backward;

  Passes(DenseExample example) {
    walkthrough = Walkthrough.of(example);
    Map<String, String> owners = owners(example);
    int forwardLines = 0;
    int backwardLines = 0;
    for (Section section : walkthrough.sections()) {
      String layer = section.title().replaceAll(":.*", "");
      for (Line line : section.lines()) {
        String neuron = neuron(line.symbol(), owners);
        entries.add(new Entry(section.part(), section.title(), layer, neuron, line));
        forwardLines += section.part() == Section.Part.FEED_FORWARD ? 1 : 0;
        backwardLines += section.part() == Section.Part.BACK_PROPAGATION ? 1 : 0;
      }
    }
    forward = forwardLines;
    backward = forwardLines + backwardLines;
    for (int i = 0; i < entries.size(); i++) {
      places.put(entries.get(i).line().symbol(), i);
    }
  }

  /// For each weight and bias, the neuron that it leads to.
  private static Map<String, String> owners(DenseExample example) {
    Symbols symbols = new Symbols(example);
    Map<String, String> owners = new HashMap<>();
    for (int k = 0; k < example.layers().size(); k++) {
      DenseExample.Layer layer = example.layers().get(k);
      for (int j = 0; j < layer.biases().size(); j++) {
        for (int i = 0; i < layer.weights().get(j).size(); i++) {
          owners.put(symbols.weight(k, j, i), symbols.neuron(k, j));
        }
        owners.put(symbols.bias(k, j), symbols.neuron(k, j));
      }
    }
    return owners;
  }

  /// `h1` of `net_h1`, `dE/dout_h1@2`, `dE/dw1` and `m_w1+`.
  private static String neuron(String symbol, Map<String, String> owners) {
    String bare = symbol.replaceAll("^dE/d|@[0-9]+$|[+]$", "");
    String weight = bare.replaceAll("^[a-z]+_(?=w[0-9]|b_)", "");
    String owner = owners.get(weight);
    return owner != null ? owner : bare.replaceAll("^(net|out|p)_", "");
  }

  Walkthrough walkthrough() {
    return walkthrough;
  }

  List<Entry> entries() {
    return entries;
  }

  @Nullable Entry named(String symbol) {
    Integer place = places.get(symbol);
    return place == null ? null : entries.get(place);
  }

  /// Where the line of this symbol stands; after all lines if there is none.
  int place(String symbol) {
    return places.getOrDefault(symbol, entries.size());
  }

  /// The number of lines at the end of a part.
  int end(Section.Part part) {
    return switch (part) {
      case FEED_FORWARD -> forward;
      case BACK_PROPAGATION -> backward;
      default -> entries.size();
    };
  }

  /// The part that the next line belongs to; the optimizer once all are shown.
  Section.Part part(Place place) {
    return place.lines() < entries.size()
        ? entries.get(place.lines()).part()
        : Section.Part.OPTIMIZER;
  }

  /// One press further, within the part of the next line.
  Place next(Place from, Grain grain) {
    int end = end(part(from));
    int at = from.lines();
    if (at >= end) {
      return from;
    }
    if (grain == Grain.PRODUCT) {
      int products = terms(entries.get(at).line().formula()).size();
      return from.products() + 1 < products
          ? new Place(at, from.products() + 1)
          : new Place(at + 1, 0);
    }
    int to = at + 1;
    while (to < end && together(entries.get(to - 1), entries.get(to), grain)) {
      to++;
    }
    return new Place(to, 0);
  }

  private static boolean together(Entry one, Entry other, Grain grain) {
    return switch (grain) {
      case PASS -> true;
      case LAYER -> one.layer().equals(other.layer());
      default -> one.section().equals(other.section()) && one.neuron().equals(other.neuron());
    };
  }

  /// The terms of a sum, from the left; a formula that is no sum is one term.
  static List<Expr> terms(Expr formula) {
    List<Expr> terms = new ArrayList<>();
    collect(formula, terms);
    return terms;
  }

  private static void collect(Expr formula, List<Expr> terms) {
    if (formula instanceof Expr.Binary sum && sum.op() == Expr.BinaryOp.ADD) {
      collect(sum.left(), terms);
      terms.add(sum.right());
    } else {
      terms.add(formula);
    }
  }

  /// The value of the first `count` terms of a line, summed from the left.
  static double partial(Line line, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double term = value(line, i);
      sum = i == 0 ? term : sum + term;
    }
    return sum;
  }

  /// The value of one term of a line.
  static double value(Line line, int index) {
    return Evaluate.in(terms(line.formula()).get(index), line.inputs());
  }

  /// One term of a line as text with its numbers put in.
  static String term(Line line, int index, int digits) {
    return Text.withNumbers(terms(line.formula()).get(index), line.inputs(), digits);
  }
}
