package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.Line;
import io.gradus.explain.Section;
import io.gradus.explain.Walkthrough;
import io.gradus.expr.Evaluate;
import io.gradus.expr.Expr;
import io.gradus.expr.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
  private final Map<String, Entry> bySymbol = new HashMap<>();
  private final int forward;
  private final int backward;

  Passes(DenseExample example) {
    walkthrough = Walkthrough.of(example);
    int forwardLines = 0;
    int backwardLines = 0;
    for (Section section : walkthrough.sections()) {
      String layer = section.title().replaceAll(":.*", "");
      for (Line line : section.lines()) {
        entries.add(new Entry(section.part(), section.title(), layer, neuron(line), line));
        forwardLines += section.part() == Section.Part.FEED_FORWARD ? 1 : 0;
        backwardLines += section.part() == Section.Part.BACK_PROPAGATION ? 1 : 0;
      }
    }
    forward = forwardLines;
    backward = forwardLines + backwardLines;
    entries.forEach(entry -> bySymbol.put(entry.line().symbol(), entry));
  }

  /// `h1` of `net_h1` and `dE/dout_h1`; a weight's line is one of its own.
  private static String neuron(Line line) {
    String symbol = line.symbol();
    return symbol.replaceAll("^(dE/d)?(net_|out_)", "");
  }

  Walkthrough walkthrough() {
    return walkthrough;
  }

  List<Entry> entries() {
    return entries;
  }

  @org.jspecify.annotations.Nullable
  Entry named(String symbol) {
    return bySymbol.get(symbol);
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
    while (to < end && grain != Grain.PASS && together(entries.get(to - 1), entries.get(to), grain)
        || to < end && grain == Grain.PASS) {
      to++;
    }
    return new Place(to, 0);
  }

  private static boolean together(Entry one, Entry other, Grain grain) {
    return grain == Grain.LAYER
        ? one.layer().equals(other.layer())
        : one.section().equals(other.section()) && one.neuron().equals(other.neuron());
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
    List<Expr> terms = terms(line.formula());
    for (int i = 0; i < count; i++) {
      double term = Evaluate.in(terms.get(i), line.inputs());
      sum = i == 0 ? term : sum + term;
    }
    return sum;
  }

  /// One term of a line as text with its numbers put in.
  static String term(Line line, int index, int digits) {
    return Text.withNumbers(terms(line.formula()).get(index), line.inputs(), digits);
  }
}
