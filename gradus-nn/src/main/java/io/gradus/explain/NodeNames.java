package io.gradus.explain;

import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.graph.Node;
import io.gradus.op.Contraction;
import io.gradus.op.Elementwise;
import io.gradus.op.Leaf;
import io.gradus.op.Reduction;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the numbers of a saved network are called: `x3`, `hidden.w[3,5]`, `hidden.net[5]`,
/// `relu[5]`, `dL/drelu[5]`.
///
/// Places count from 1, and the batch's axis is left out. A parameter is called by its path, with
/// `w` for `weight` and `b` for `bias` where no other has that name.
final class NodeNames {
  private final Map<Node, String> bases = new IdentityHashMap<>();
  private final Map<Param, String> params = new IdentityHashMap<>();
  private final Set<String> taken = new HashSet<>();

  /// Names parameters first, by their paths.
  NodeNames(Collection<Param> all) {
    Map<String, Integer> count = new HashMap<>();
    all.forEach(param -> count.merge(brief(param.path()), 1, Integer::sum));
    all.forEach(param -> count.merge(layer(param.path()), 1, Integer::sum));
    for (Param param : all) {
      String brief = brief(param.path());
      boolean own = brief.equals(layer(param.path())) || count.getOrDefault(brief, 0) == 1;
      params.put(param, unique(own ? brief : layer(param.path())));
    }
  }

  private static String brief(String path) {
    return layer(path).replaceAll("(^|\\.)weight$", "$1w").replaceAll("(^|\\.)bias$", "$1b");
  }

  /// The path of a layer; one that begins with a digit would look like a number.
  static String layer(String path) {
    return !path.isEmpty() && Character.isDigit(path.charAt(0)) ? "layer" + path : path;
  }

  private String unique(String wanted) {
    String name = wanted;
    for (int i = 2; !taken.add(name); i++) {
      name = wanted + (Character.isDigit(wanted.charAt(wanted.length() - 1)) ? "_" : "") + i;
    }
    return name;
  }

  void name(Node node, String wanted) {
    bases.put(node, unique(wanted));
  }

  /// Names a node of the network by its layer and what it does there.
  ///
  /// @param sum the product or reduction that its formula is about
  void nameStep(Node node, @Nullable Node sum, List<Node> users) {
    name(node, prefix(node) + kind(node, sum, users));
  }

  /// Names a step of the backward pass that is the gradient of nothing shown.
  void nameBack(Node node) {
    name(node, prefix(node) + "back");
  }

  private static String prefix(Node node) {
    return node.path().isEmpty() ? "" : layer(node.path()) + ".";
  }

  private static String kind(Node node, @Nullable Node sum, List<Node> users) {
    if (sum != null && sum.op() instanceof Contraction) {
      return "net";
    }
    if (sum != null && sum.op() instanceof Reduction reduction) {
      boolean scaled = node.op().name().equals("multiply") || node.op().name().equals("divide");
      return switch (reduction.fold()) {
        case SUM -> scaled ? "mean" : "sum";
        default -> reduction.fold().name().toLowerCase(Locale.ROOT);
      };
    }
    if (Lookups.pooled(node)) {
      return "place";
    }
    boolean last =
        !node.path().isEmpty() && users.stream().noneMatch(user -> user.path().equals(node.path()));
    if (last && !(node.op() instanceof Elementwise.Unary)) {
      return "out";
    }
    String op = node.op().name();
    return op.substring(0, 1).toLowerCase(Locale.ROOT) + op.substring(1);
  }

  boolean named(Node node) {
    return bases.containsKey(node) || node.op() instanceof Leaf.Parameter;
  }

  String base(Node node) {
    return node.op() instanceof Leaf.Parameter leaf
        ? base(leaf.param())
        : java.util.Objects.requireNonNull(bases.get(node));
  }

  String base(Param param) {
    return params.getOrDefault(param, layer(param.path()));
  }

  /// The name of one number of a node.
  String symbol(Node node, int index) {
    if (node.op() instanceof Leaf.Parameter leaf) {
      return symbol(leaf.param(), index);
    }
    // x3 and t1 read better than x[3] and t[1].
    boolean vector = node.op() instanceof Leaf.Input && node.shape().rank() == 2;
    return base(node) + (vector ? String.valueOf(index + 1) : place(node, index));
  }

  String symbol(Param param, int index) {
    return base(param) + place(param.shape(), 0, index);
  }

  /// `[2,5]`; nothing for the only number of a node.
  String place(Node node, int index) {
    Shape shape = node.shape();
    return shape.size() == 1 ? "" : place(shape, shape.length(0) == 1 ? 1 : 0, index);
  }

  private static String place(Shape shape, int from, int index) {
    if (shape.rank() <= from) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    int rest = index;
    for (int axis = shape.rank() - 1; axis >= from; axis--) {
      text.insert(0, (axis > from ? "," : "") + (rest % shape.length(axis) + 1));
      rest /= shape.length(axis);
    }
    return "[" + text + "]";
  }
}
