package io.gradus.explain;

import io.gradus.Param;
import io.gradus.graph.Node;
import io.gradus.graph.Order;
import io.gradus.op.Leaf;
import io.gradus.op.Reshape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A saved network's pass as it is read: which numbers have lines, what they are called, and the
/// layer that each belongs to.
final class Layout {
  private static final String PREDICTION = "prediction";
  private static final String LOSS = "loss";

  private final Pass pass;
  private final Constants constants;
  private final NodeNames names;
  private final Set<Node> network;
  private final Set<Node> toAnswer;
  private final Reading forward;
  private final Reading backward;
  private final Map<Node, String> groups = new IdentityHashMap<>();
  private final Map<Node, Node> gradients;
  private final Map<Param, Node> paramGradients;
  private final Map<Param, String> paramGroups = new LinkedHashMap<>();

  Layout(Pass pass) {
    this.pass = pass;
    this.gradients = pass.gradients();
    this.paramGradients = pass.paramGradients();
    this.constants = new Constants(pass.nodes());
    List<Node> outputs = new ArrayList<>(List.of(pass.output()));
    this.network = identitySet(Order.of(outputs));
    Node answer = pass.answer();
    if (answer != null) {
      outputs.add(answer);
    }
    this.toAnswer = identitySet(Order.of(outputs));
    outputs.add(pass.loss());
    List<Node> order = Order.of(outputs);
    for (Node node : order) {
      if (node.op() instanceof Leaf.Parameter leaf) {
        paramGroups.putIfAbsent(leaf.param(), group(node));
      }
    }
    this.names = new NodeNames(paramGroups.keySet());
    this.forward = new Reading(order, constants, identitySet(outputs), network);
    nameForward();
    this.backward = backwardReading(order);
    nameBackward();
  }

  private static Set<Node> identitySet(Collection<Node> nodes) {
    Set<Node> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.addAll(nodes);
    return set;
  }

  private void nameForward() {
    names.name(pass.input(), "x");
    Node values = pass.values();
    if (values != null) {
      names.name(values, "t");
    }
    for (Node node : forward.shown()) {
      String group = group(node);
      groups.put(node, group);
      if (node == pass.loss()) {
        names.name(node, "L");
      } else if (node == pass.answer()) {
        names.name(node, "p");
      } else {
        names.nameStep(node, forward.sum(node), forward.users(node));
      }
    }
  }

  /// The layer that a node belongs to: what stands between layers goes with the one before it.
  String group(Node node) {
    if (!network.contains(node)) {
      return toAnswer.contains(node) ? PREDICTION : LOSS;
    }
    if (!node.path().isEmpty()) {
      return NodeNames.layer(node.path());
    }
    for (Node input : node.inputs()) {
      String group = groups.get(Reading.source(input));
      if (group != null) {
        return group;
      }
    }
    return "network";
  }

  private Reading backwardReading(List<Node> forwardOrder) {
    Set<Node> wanted = identitySet(List.of());
    for (Node node : forward.shown()) {
      Node gradient = gradients.get(node);
      if (gradient != null && network.contains(node)) {
        wanted.add(reshaped(gradient));
      }
    }
    paramGradients.values().forEach(gradient -> wanted.add(reshaped(gradient)));
    Set<Node> before = identitySet(forwardOrder);
    List<Node> order = Order.of(wanted).stream().filter(node -> !before.contains(node)).toList();
    return new Reading(order, constants, wanted, Set.of());
  }

  /// The node that a gradient is another shape of.
  static Node reshaped(Node node) {
    Node at = node;
    while (at.op() instanceof Reshape) {
      at = at.input(0);
    }
    return at;
  }

  private void nameBackward() {
    for (Node node : forward.shown().reversed()) {
      Node gradient = gradients.get(node);
      if (gradient != null && network.contains(node)) {
        nameGradient(reshaped(gradient), names.base(node));
      }
    }
    paramGradients.forEach(
        (param, gradient) -> nameGradient(reshaped(gradient), names.base(param)));
    for (Node node : backward.shown()) {
      if (!names.named(node) && !Reading.through(node)) {
        names.nameBack(node);
      }
    }
  }

  /// A gradient that is computed for several things is called by the first of them.
  private void nameGradient(Node gradient, String of) {
    if (!Reading.through(gradient) && !constants.holds(gradient) && !names.named(gradient)) {
      names.name(gradient, "dL/d" + of);
    }
  }

  NodeNames names() {
    return names;
  }

  Constants constants() {
    return constants;
  }

  Reading forward() {
    return forward;
  }

  /// What the backward pass computes on the way to this gradient, and uses more than once.
  List<Node> steps(Node gradient) {
    Set<Node> below = identitySet(Order.of(List.of(gradient)));
    return backward.shown().stream()
        .filter(node -> below.contains(node) && names.named(node))
        .filter(node -> !names.base(node).startsWith("dL/d"))
        .toList();
  }

  /// The layer that a parameter belongs to.
  String group(Param param) {
    return paramGroups.getOrDefault(param, "");
  }

  /// Whether a node belongs to the network, and not to the loss.
  boolean inNetwork(Node node) {
    return network.contains(node);
  }

  @Nullable Node gradient(Node node) {
    return gradients.get(node);
  }

  @Nullable Node gradient(Param param) {
    return paramGradients.get(param);
  }

  /// The parameters that learn, in the order of use.
  List<Param> learned() {
    return List.copyOf(paramGradients.keySet());
  }
}
