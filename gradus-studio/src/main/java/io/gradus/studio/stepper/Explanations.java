package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.Line;
import io.gradus.explain.Section;
import io.gradus.expr.Expr;
import io.gradus.expr.Exprs;
import io.gradus.expr.Text;
import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a number comes from: its formula, the formula with its numbers, its operands.
final class Explanations {
  private final DenseExample network;
  private final Passes passes;

  Explanations(DenseExample network, Passes passes) {
    this.network = network;
    this.passes = passes;
  }

  /// The explanation of a line's result, or of one of its first `products` terms.
  Map<String, @Nullable Object> of(Passes.Entry entry, int products, boolean whole, int digits) {
    Line line = entry.line();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("symbol", line.symbol());
    map.put("part", entry.part().name());
    map.put("section", entry.section());
    map.put("name", latexName(line.symbol()));
    map.put("latex", line.latex());
    map.put("latexNumbers", line.latexWithNumbers(digits));
    map.put("text", line.text());
    map.put("textNumbers", line.textWithNumbers(digits));
    map.put("result", whole ? line.result() : null);
    map.put("operands", operands(line));
    map.put("factors", whole ? new ChainRule(network, passes).factors(line.symbol()) : null);
    int terms = Passes.terms(line.formula()).size();
    if (terms > 1) {
      map.put("terms", terms(line, whole ? terms : products, digits));
    }
    return map;
  }

  private static List<Map<String, @Nullable Object>> terms(Line line, int count, int digits) {
    List<Map<String, @Nullable Object>> terms = new ArrayList<>();
    int all = Passes.terms(line.formula()).size();
    for (int i = 0; i < all; i++) {
      Map<String, @Nullable Object> term = new LinkedHashMap<>();
      term.put("text", Passes.term(line, i, digits));
      term.put("value", i < count ? Passes.value(line, i) : null);
      term.put("running", i < count ? Passes.partial(line, i + 1) : null);
      terms.add(term);
    }
    return terms;
  }

  private List<Map<String, @Nullable Object>> operands(Line line) {
    List<Map<String, @Nullable Object>> operands = new ArrayList<>();
    Map<String, Integer> seen = new LinkedHashMap<>();
    collect(line.formula(), seen);
    seen.forEach((name, index) -> {
      Map<String, @Nullable Object> operand = new LinkedHashMap<>();
      operand.put("symbol", name);
      operand.put("name", latexName(name));
      operand.put("value", line.inputs()[index]);
      operand.put("given", passes.named(name) == null);
      operands.add(operand);
    });
    return operands;
  }

  private static void collect(Expr formula, Map<String, Integer> seen) {
    if (formula instanceof Expr.Input input) {
      seen.put(input.name(), input.index());
    }
    Exprs.operands(formula).forEach(operand -> collect(operand, seen));
  }

  /// The explanation of anything that has a symbol.
  Map<String, @Nullable Object> named(String symbol, Passes.Place place, int digits) {
    Passes.Entry entry = passes.named(symbol);
    if (entry != null) {
      int at = passes.place(symbol);
      boolean whole = at < place.lines();
      if (!whole && at > place.lines()) {
        Map<String, @Nullable Object> map = of(entry, 0, false, digits);
        map.put("latexNumbers", null);
        map.put("textNumbers", null);
        map.put("terms", null);
        return map;
      }
      return of(entry, place.products(), whole, digits);
    }
    return given(symbol);
  }

  private Map<String, @Nullable Object> given(String symbol) {
    Givens.Given given = Givens.of(network).get(symbol);
    if (given == null) {
      throw new Refusal("nothing here is called \"" + Arguments.shortened(symbol) + "\"");
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("symbol", symbol);
    map.put("name", latexName(symbol));
    map.put("given", true);
    map.put("result", given.value());
    map.put("kind", given.kind());
    map.put("editable", given.editable());
    return map;
  }

  static String latexName(String symbol) {
    boolean updated = symbol.endsWith("+");
    String bare = updated ? symbol.substring(0, symbol.length() - 1) : symbol;
    if (bare.startsWith("dE/d")) {
      return "\\frac{\\partial E}{\\partial " + latexName(bare.substring(4)) + "}";
    }
    int sample = bare.lastIndexOf('@');
    String text = Text.latex(Expr.input(0, sample < 0 ? bare : bare.substring(0, sample)));
    if (sample < 0) {
      return text + (updated ? "^{+}" : "");
    }
    String number = "(" + bare.substring(sample + 1) + ")}";
    return text.endsWith("}")
        ? text.substring(0, text.length() - 1) + "," + number
        : text + "_{" + number;
  }

  /// The lines that are shown, in order.
  static List<Map<String, @Nullable Object>> lines(Passes passes, Passes.Place place) {
    List<Map<String, @Nullable Object>> lines = new ArrayList<>();
    for (int i = 0; i < place.lines(); i++) {
      Passes.Entry entry = passes.entries().get(i);
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      map.put("symbol", entry.line().symbol());
      map.put("part", entry.part().name());
      map.put("section", entry.section());
      map.put("value", entry.line().result());
      lines.add(map);
    }
    return lines;
  }

  static String partName(Section.Part part) {
    return switch (part) {
      case FEED_FORWARD -> "forward";
      case BACK_PROPAGATION -> "backward";
      default -> "update";
    };
  }
}
