package io.gradus.studio.circuit;

import io.gradus.expr.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the page is told: the drawing with the numbers known at a step, and that step in words.
final class View {
  private final Workbench bench;
  private final Circuit circuit;
  private final Pass pass;
  private final Steps steps;
  private final List<List<Circuit.Use>> uses;
  private final int at;
  private final double rate;

  View(Workbench bench, int at, double rate) {
    this.bench = bench;
    this.circuit = bench.circuit();
    this.pass = bench.pass();
    this.steps = new Steps(circuit, pass, at);
    this.uses = circuit.uses();
    this.at = at;
    this.rate = rate;
  }

  Map<String, @Nullable Object> whole(boolean undo, boolean redo) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("problem", null);
    view.put("expression", bench.edition().text());
    view.put("presets", Preset.ALL.stream().map(View::preset).toList());
    view.put("functions", Functions.help());
    view.put("step", step());
    view.put("elements", circuit.elements().stream().map(this::element).toList());
    view.put("wires", wires());
    view.put("groups", circuit.groups().stream().map(View::group).toList());
    view.put("toggled", List.copyOf(bench.edition().toggled()));
    view.put("notes", circuit.notes());
    view.put("check", check());
    view.put("nudge", nudge());
    view.put("columns", bench.layout().width());
    view.put("rows", bench.layout().height());
    view.put("undo", undo);
    view.put("redo", redo);
    return view;
  }

  private static Map<String, @Nullable Object> preset(Preset preset) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", preset.name());
    map.put("title", preset.title());
    map.put("expression", preset.expression());
    map.put("source", preset.source());
    map.put("look", preset.look());
    return map;
  }

  private Map<String, @Nullable Object> step() {
    Steps.Said said = steps.said();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("at", at);
    map.put("total", Steps.total(circuit));
    map.put("forward", circuit.gates().size());
    map.put("title", said.title());
    map.put("sentence", said.sentence());
    map.put("formulas", said.formulas());
    map.put("focus", said.focus());
    return map;
  }

  private Map<String, @Nullable Object> element(Element element) {
    int id = element.id();
    Layout.Point point = bench.layout().of(id);
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("id", id);
    map.put("symbol", element.symbol());
    map.put("name", Text.unicode(io.gradus.expr.Expr.input(0, element.symbol())));
    map.put("column", point.column());
    map.put("row", point.row());
    map.put("uses", uses.get(id).size());
    map.put("value", steps.knowsValue(id) ? (Object) pass.values()[id] : null);
    boolean some = steps.knowsGradient(id) || steps.received(id) > 0;
    map.put("gradient", some ? (Object) steps.gradient(id) : null);
    map.put("whole", steps.knowsGradient(id));
    if (element instanceof Element.Gate gate) {
      Pattern pattern = Pattern.of(gate);
      map.put("label", gate.label());
      map.put("formula", Text.unicode(formula(gate)));
      map.put("operands", gate.operands());
      map.put("slopes", steps.knowsValue(id) ? list(pass.slopes()[id]) : null);
      map.put("pattern", pattern.name().toLowerCase(java.util.Locale.ROOT));
      map.put(
          "patternTitle",
          pattern == Pattern.ROUTES
              ? gate.label().replaceAll("\\(.*", "") + " routes"
              : pattern.title());
      map.put("group", gate.group());
      map.put("sent", steps.hasSent(id));
    }
    return map;
  }

  private io.gradus.expr.Expr formula(Element.Gate gate) {
    return io.gradus.expr.Exprs.substitute(
        gate.op().value(gate.op().operands()), Latex.symbols(gate, circuit));
  }

  private static List<Double> list(double[] numbers) {
    List<Double> list = new ArrayList<>();
    for (double number : numbers) {
      list.add(number);
    }
    return list;
  }

  private List<Map<String, @Nullable Object>> wires() {
    List<Map<String, @Nullable Object>> wires = new ArrayList<>();
    for (Element element : circuit.elements()) {
      for (Circuit.Use use : uses.get(element.id())) {
        Map<String, @Nullable Object> wire = new LinkedHashMap<>();
        wire.put("from", element.id());
        wire.put("to", use.gate());
        wire.put("operand", use.operand());
        wire.put("of", ((Element.Gate) circuit.element(use.gate())).operands().size());
        wire.put(
            "bends",
            bench.layout().bends(element.id(), use).stream()
                .map(point -> List.of(point.column(), point.row()))
                .toList());
        wire.put(
            "part",
            steps.hasSent(use.gate()) ? (Object) pass.parts()[use.gate()][use.operand()] : null);
        wires.add(wire);
      }
    }
    return wires;
  }

  private static Map<String, @Nullable Object> group(Group group) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("id", group.id());
    map.put("title", group.title());
    map.put("open", group.open());
    map.put("members", group.members());
    return map;
  }

  private Map<String, @Nullable Object> check() {
    Check check = bench.check();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("verdict", check.verdict().name().toLowerCase(java.util.Locale.ROOT));
    map.put("error", check.error());
    map.put("step", check.step());
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Check.Row row : check.rows()) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("symbol", row.symbol());
      one.put("gradient", row.gradient());
      one.put("numeric", row.numeric());
      one.put("error", row.error());
      one.put("step", row.step());
      one.put("kink", row.kink());
      one.put("rounding", row.rounding());
      rows.add(one);
    }
    map.put("rows", rows);
    return map;
  }

  private Map<String, @Nullable Object> nudge() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("rate", rate);
    map.put("symbol", circuit.output().symbol());
    map.put("before", pass.values()[circuit.output().id()]);
    map.put("after", bench.outputAfter(rate));
    return map;
  }

  /// Where a gate's numbers come from, as far as the step goes.
  Map<String, @Nullable Object> detail(int id) {
    Element element = circuit.element(id);
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("id", id);
    map.put("symbol", element.symbol());
    List<String> formulas = new ArrayList<>();
    List<String> sentences = new ArrayList<>();
    if (element instanceof Element.Gate gate) {
      map.put("label", gate.label());
      sentences.add(Pattern.of(gate).meaning());
      if (!gate.op().intuition().isEmpty()) {
        sentences.add(gate.op().intuition());
      }
      if (steps.knowsValue(id)) {
        if (!steps.trouble(gate).isEmpty()) {
          sentences.add(steps.trouble(gate));
        }
        formulas.add(Latex.value(gate, circuit, pass));
        for (int k = 0; k < gate.operands().size(); k++) {
          formulas.add(Latex.slope(gate, k, circuit, pass));
        }
      }
    } else {
      map.put("label", "input");
      sentences.add("An input: edit its number and everything is computed anew.");
      formulas.add(Latex.symbol(element) + " = " + Latex.number(pass.values()[id]));
    }
    sentences.add(usage(id));
    if (steps.knowsGradient(id)) {
      formulas.add(whence(element));
    }
    map.put("sentences", sentences);
    map.put("formulas", formulas);
    return map;
  }

  private String usage(int id) {
    int count = uses.get(id).size();
    if (count == 0) {
      return "This is the output.";
    }
    String gates =
        String.join(
            ", ",
            uses.get(id).stream()
                .map(use -> circuit.element(use.gate()).symbol())
                .distinct()
                .toList());
    return count == 1
        ? "Its output goes to " + gates + "."
        : "Its output goes "
            + count
            + " ways, to "
            + gates
            + ": forward it is copied, backward the"
            + " gradients add up.";
  }

  private String whence(Element element) {
    List<Circuit.Use> of = uses.get(element.id());
    if (of.isEmpty()) {
      return Latex.gradient(element, circuit) + " = 1";
    }
    if (of.size() > 1) {
      return Latex.sum(element, of, circuit, pass);
    }
    Element.Gate user = (Element.Gate) circuit.element(of.getFirst().gate());
    return Latex.part(user, of.getFirst().operand(), circuit, pass);
  }
}
