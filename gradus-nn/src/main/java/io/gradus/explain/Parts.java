package io.gradus.explain;

import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.graph.Node;
import io.gradus.op.Contraction;
import io.gradus.train.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;

/// The sections of a saved network's forward and backward pass.
///
/// The nodes of the forward pass come in the order in which they are computed, those of the
/// backward pass from the loss to the first layer.
final class Parts {
  private final Pass pass;
  private final Target target;
  private final Layout layout;
  private final NodeNames names;
  private final Elements elements;
  private final Choice choice;

  Parts(Pass pass, Target target, Detail detail) {
    this.pass = pass;
    this.target = target;
    this.layout = new Layout(pass);
    this.names = layout.names();
    this.elements = new Elements(pass, names, layout.constants(), detail.full());
    this.choice = new Choice(pass, layout, detail);
    choice.requireShown();
  }

  /// Layer by layer, from the inputs to the loss.
  List<Section> forward() {
    List<Section> sections = new ArrayList<>();
    for (Node node : layout.forward().shown()) {
      add(sections, Section.Part.FEED_FORWARD, title(node), layout.group(node), node);
    }
    return sections;
  }

  private String title(Node node) {
    String name = names.base(node) + shape(node);
    Node sum = layout.forward().sum(node);
    if (node == pass.answer()) {
      return name + ": probability of " + classes();
    }
    if (node == pass.loss()) {
      return "the loss";
    }
    return sum != null && sum.op() instanceof Contraction
        ? name + ": weighted sum of each neuron"
        : name;
  }

  private String classes() {
    if (!(target instanceof Target.Classes classes) || pass.output().shape().size() == 1) {
      return "the second class";
    }
    List<String> few = classes.names().subList(0, Math.min(8, classes.names().size()));
    return String.join(", ", few) + (few.size() < classes.names().size() ? ", ..." : "");
  }

  private static String shape(Node node) {
    Shape shape = node.shape();
    boolean batch = shape.rank() > 0 && shape.length(0) == 1;
    Shape own = batch ? shape.slice(1, shape.rank()) : shape;
    return own.rank() == 0 ? "" : " " + own;
  }

  private void add(
      List<Section> sections, Section.Part part, String title, String group, Node node) {
    boolean neurons = layout.inNetwork(node) || part == Section.Part.BACK_PROPAGATION;
    add(
        sections,
        part,
        title,
        choice.of(node, group, neurons),
        node,
        index -> elements.line(names.symbol(node, index), node, index));
  }

  private void add(
      List<Section> sections,
      Section.Part part,
      String title,
      int[] chosen,
      Node node,
      IntFunction<Line> line) {
    if (chosen.length > 0) {
      List<Line> lines = Arrays.stream(chosen).mapToObj(line).toList();
      List<String> notes = new ArrayList<>(elements.winners(node, chosen));
      notes.addAll(Selection.rest(lines.size(), pass.numbers(node)));
      sections.add(new Section(part, title, lines, notes));
    }
  }

  /// The elements of a parameter that are shown.
  int[] chosen(Param param) {
    return choice.of(param);
  }

  /// What an output of the network is called.
  String output(int index) {
    return names.named(pass.output()) ? names.symbol(pass.output(), index) : "y" + (index + 1);
  }

  String symbol(Param param, int index) {
    return names.symbol(param, index);
  }

  /// A parameter's path and shape, and what its numbers are called here.
  String title(Param param) {
    String base = names.base(param);
    String called = base.equals(param.path()) ? "" : ", here " + base;
    return param.path() + " " + param.shape() + called;
  }

  /// Layer by layer, from the loss to the inputs; a layer's weights after its sums.
  List<Section> backward() {
    List<Section> sections = new ArrayList<>();
    Set<Node> done = new HashSet<>();
    List<Param> left = new ArrayList<>(layout.learned());
    List<Node> nodes =
        layout.forward().shown().reversed().stream()
            .filter(node -> layout.inNetwork(node) && layout.gradient(node) != null)
            .toList();
    for (int i = 0; i < nodes.size(); i++) {
      String group = layout.group(nodes.get(i));
      gradient(sections, nodes.get(i), group, done);
      boolean last =
          nodes.subList(i + 1, nodes.size()).stream()
              .noneMatch(node -> layout.group(node).equals(group));
      for (Param param : List.copyOf(left)) {
        if (last && group.equals(layout.group(param))) {
          gradient(sections, param, done);
          left.remove(param);
        }
      }
    }
    left.forEach(param -> gradient(sections, param, done));
    return sections;
  }

  private void gradient(List<Section> sections, Node node, String group, Set<Node> done) {
    Node gradient = Objects.requireNonNull(layout.gradient(node));
    steps(sections, gradient, group, done);
    String base = "dL/d" + names.base(node);
    add(
        sections,
        Section.Part.BACK_PROPAGATION,
        base + shape(node) + ": gradient at " + names.base(node),
        choice.of(node, group, true),
        gradient,
        index -> line(base + names.place(node, index), base, gradient, index));
  }

  private void gradient(List<Section> sections, Param param, Set<Node> done) {
    Node gradient = Objects.requireNonNull(layout.gradient(param));
    steps(sections, gradient, layout.group(param), done);
    String base = "dL/d" + names.base(param);
    add(
        sections,
        Section.Part.BACK_PROPAGATION,
        "gradient of " + title(param),
        choice.of(param),
        gradient,
        index -> line("dL/d" + names.symbol(param, index), base, gradient, index));
  }

  private Line line(String symbol, String base, Node gradient, int index) {
    Node own = Layout.reshaped(gradient);
    return names.named(own) && names.base(own).equals(base)
        ? elements.line(symbol, own, index)
        : elements.alias(symbol, gradient, index);
  }

  private void steps(List<Section> sections, Node gradient, String group, Set<Node> done) {
    for (Node node : layout.steps(gradient)) {
      if (done.add(node)) {
        String title = names.base(node) + shape(node) + ": a step on the way back";
        add(sections, Section.Part.BACK_PROPAGATION, title, group, node);
      }
    }
  }
}
