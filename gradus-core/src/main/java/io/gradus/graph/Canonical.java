package io.gradus.graph;

import io.gradus.Shape;
import io.gradus.expr.Expr;
import io.gradus.expr.Exprs;
import io.gradus.expr.Simplify;
import io.gradus.op.Add;
import io.gradus.op.Composite;
import io.gradus.op.Concat;
import io.gradus.op.Elementwise;
import io.gradus.op.Embed;
import io.gradus.op.Expand;
import io.gradus.op.Formula;
import io.gradus.op.Leaf;
import io.gradus.op.MatMul;
import io.gradus.op.Op;
import io.gradus.op.Operands;
import io.gradus.op.Reduction;
import io.gradus.op.Reshape;
import io.gradus.op.Transpose;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes the graph that counts: common subexpressions once, composites expanded, and the backward
/// pass simplified.
///
/// Any rewrite that could change a rounding lives here and touches backward nodes only; it depends
/// on shapes and constants, never on threads, timing or hardware, nor on which nodes have values.
/// Every executor runs this graph, so all agree to the bit. Nobody differentiates it: gradients are
/// taken of the graph as it was written, see [Backward].
public final class Canonical {
  private record Key(Op op, List<Node> inputs) {}

  private final Map<Key, Node> known = new HashMap<>();
  private final Map<Node, Node> mapped = new IdentityHashMap<>();

  private Canonical() {}

  /// For each node that `outputs` need, the node to compute instead.
  public static Map<Node, Node> of(List<Node> outputs) {
    Canonical canonical = new Canonical();
    for (Node node : Order.of(outputs)) {
      canonical.map(node);
    }
    return canonical.mapped;
  }

  /// `outputs` in canonical form.
  public static List<Node> outputs(List<Node> outputs) {
    Map<Node, Node> mapped = of(outputs);
    return outputs.stream().map(node -> mapped.getOrDefault(node, node)).toList();
  }

  private Node map(Node node) {
    Node done = mapped.get(node);
    if (done != null) {
      return done;
    }
    List<Node> inputs = new ArrayList<>();
    for (Node input : node.inputs()) {
      inputs.add(mapped.containsKey(input) ? mapped.get(input) : map(input));
    }
    Node result;
    if (node.op() instanceof Leaf && !(node.op() instanceof Leaf.Fill)) {
      result = node;
    } else if (node.op() instanceof Composite composite) {
      result = expand(composite, node, inputs);
    } else {
      result = make(node, inputs);
    }
    keepValue(node, result);
    mapped.put(node, result);
    mapped.putIfAbsent(result, result);
    return result;
  }

  /// The definition, recorded over placeholders: over operands with values it would be computed.
  private Node expand(Composite composite, Node node, List<Node> inputs) {
    List<Node> placeholders = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Node input = inputs.get(i);
      Node placeholder = Apply.input("operand" + i, input.shape(), input.kind());
      placeholders.add(placeholder);
      mapped.put(placeholder, input);
    }
    Origin origin = new Origin(node.path(), node.backward());
    Node defined = composite.define(new Operands(placeholders, origin)).node();
    for (Node inner : Order.of(List.of(defined))) {
      map(inner);
    }
    return map(defined);
  }

  /// Numbers that are known already are not computed again, and change nothing else.
  private static void keepValue(Node node, Node result) {
    Value value = node.value();
    if (value != null && result.value() == null) {
      result.keep(value);
    }
  }

  private Node make(Node like, List<Node> inputs) {
    if (like.backward()) {
      Node simpler = simplify(like, inputs);
      if (simpler != null) {
        return simpler;
      }
    }
    return unique(like.op(), inputs, like);
  }

  private Node unique(Op op, List<Node> inputs, Node like) {
    Key key = new Key(op, inputs);
    Node same = known.get(key);
    if (same != null && !(op instanceof Leaf && !(op instanceof Leaf.Fill))) {
      return same;
    }
    boolean unchanged = like.op() == op && like.inputs().equals(inputs);
    Node made = unchanged ? like : Apply.record(op, inputs, like.path(), like.backward());
    known.put(key, made);
    return made;
  }

  private @Nullable Node simplify(Node node, List<Node> inputs) {
    return switch (node.op()) {
      case Reshape reshape -> reshape(node, reshape, inputs.get(0));
      case Transpose transpose -> transpose(node, transpose, inputs.get(0));
      case Expand expand when inputs.get(0).shape().equals(expand.to()) -> inputs.get(0);
      case Expand expand when inputs.get(0).op() instanceof Leaf.Fill fill ->
          unique(new Leaf.Fill(expand.to(), fill.number()), List.of(), node);
      case Expand expand
          when inputs.get(0).op() instanceof Expand first && inputs.get(0).backward() ->
          unique(expand, first(inputs.get(0)), node);
      case Embed embed when embed.to().equals(inputs.get(0).shape()) -> inputs.get(0);
      case MatMul matmul -> product(node, matmul, inputs);
      case Reduction reduction
          when reduction.shape(List.of(inputs.get(0).shape())).equals(inputs.get(0).shape()) ->
          inputs.get(0);
      case Add add -> {
        Node joined = joined(node, inputs.get(0), inputs.get(1));
        yield joined != null ? joined : elementwise(node, add, inputs);
      }
      case Elementwise elementwise -> elementwise(node, elementwise, inputs);
      default -> null;
    };
  }

  private static List<Node> first(Node node) {
    return List.of(node.input(0));
  }

  private @Nullable Node reshape(Node node, Reshape reshape, Node input) {
    if (input.shape().equals(reshape.to())) {
      return input;
    }
    if (input.op() instanceof Reshape) {
      Node inner = input.input(0);
      return inner.shape().equals(reshape.to()) ? inner : unique(reshape, List.of(inner), node);
    }
    if (input.op() instanceof Leaf.Fill fill) {
      return unique(new Leaf.Fill(reshape.to(), fill.number()), List.of(), node);
    }
    return null;
  }

  private @Nullable Node transpose(Node node, Transpose transpose, Node input) {
    if (input.op() instanceof Transpose inner && inner.inverse().equals(transpose)) {
      return input.input(0);
    }
    return null;
  }

  private @Nullable Node product(Node node, MatMul matmul, List<Node> inputs) {
    Node a = inputs.get(0);
    Node b = inputs.get(1);
    boolean left = a.op() instanceof Transpose t && t.swapsLastTwo();
    boolean right = b.op() instanceof Transpose t && t.swapsLastTwo();
    if (!left && !right) {
      return null;
    }
    MatMul folded = new MatMul(matmul.transposeA() ^ left, matmul.transposeB() ^ right);
    return unique(folded, List.of(left ? a.input(0) : a, right ? b.input(0) : b), node);
  }

  /// Neighbours among zeros, added, are one piece: so the gradients of the slices of a sequence are
  /// put side by side once, and not added up with zeros over the whole sequence one by one.
  private @Nullable Node joined(Node node, Node a, Node b) {
    int axis = onlyAxis(a);
    if (axis < 0 || axis != onlyAxis(b) || !a.shape().equals(b.shape())) {
      return null;
    }
    int from = start(a, axis);
    int other = start(b, axis);
    boolean first = from + a.input(0).shape().length(axis) == other;
    if (!first && other + b.input(0).shape().length(axis) != from) {
      return null;
    }
    List<Node> parts = new ArrayList<>(parts(first ? a : b, axis));
    parts.addAll(parts(first ? b : a, axis));
    Node whole = unique(new Concat(axis), parts, node);
    if (whole.shape().equals(node.shape())) {
      return whole;
    }
    Embed place = (Embed) (first ? a : b).op();
    return unique(place, List.of(whole), node);
  }

  /// The axis along which there are zeros around a piece; -1 if there are several, or none.
  private static int onlyAxis(Node node) {
    if (!(node.op() instanceof Embed embed) || !node.backward()) {
      return -1;
    }
    int only = -1;
    for (int axis = 0; axis < node.shape().rank(); axis++) {
      if (node.input(0).shape().length(axis) != node.shape().length(axis)) {
        if (only >= 0 || embed.step().get(axis) != 1) {
          return -1;
        }
        only = axis;
      }
    }
    return only;
  }

  private static int start(Node node, int axis) {
    return ((Embed) node.op()).start().get(axis);
  }

  /// What a piece consists of, if it was joined here.
  private static List<Node> parts(Node embedded, int axis) {
    Node piece = embedded.input(0);
    return piece.backward() && piece.op() instanceof Concat concat && concat.axis() == axis
        ? piece.inputs()
        : List.of(piece);
  }

  private @Nullable Node elementwise(Node node, Elementwise op, List<Node> inputs) {
    List<Expr> operands = new ArrayList<>();
    List<Node> kept = new ArrayList<>();
    boolean changed = false;
    Shape others = Shape.scalar();
    for (Node input : inputs) {
      Node source = input;
      if (input.op() instanceof Leaf.Fill fill) {
        operands.add(Expr.lit(fill.number()));
        changed = true;
        continue;
      }
      if (input.op() instanceof Expand && input.backward()) {
        source = input.input(0);
        changed = true;
      }
      int at = kept.indexOf(source);
      if (at < 0) {
        at = kept.size();
        kept.add(source);
        others = others.broadcast(source.shape());
      }
      operands.add(Formula.operand(at));
    }
    if (!changed || !others.equals(node.shape())) {
      return constant(node, op, inputs);
    }
    Expr expr = Simplify.of(op.value(operands));
    if (expr instanceof Expr.Literal literal) {
      return unique(new Leaf.Fill(node.shape(), literal.value()), List.of(), node);
    }
    if (expr instanceof Expr.Input input) {
      Node only = kept.get(input.index());
      return only.shape().equals(node.shape())
          ? only
          : unique(new Expand(node.shape()), List.of(only), node);
    }
    return rebuilt(node, op, expr, kept);
  }

  private Node rebuilt(Node node, Elementwise op, Expr expr, List<Node> kept) {
    List<Node> used = new ArrayList<>();
    Expr[] renamed = new Expr[kept.size()];
    Shape shape = Shape.scalar();
    for (int index : Exprs.inputs(expr)) {
      renamed[index] = Formula.operand(used.size());
      used.add(kept.get(index));
      shape = shape.broadcast(kept.get(index).shape());
    }
    Formula formula = new Formula(op.name(), used.size(), Exprs.substitute(expr, renamed));
    Node made = unique(formula, used, node);
    return shape.equals(node.shape())
        ? made
        : unique(new Expand(node.shape()), List.of(made), node);
  }

  /// All operands are fills: the result is one too.
  private @Nullable Node constant(Node node, Elementwise op, List<Node> inputs) {
    List<Expr> literals = new ArrayList<>();
    for (Node input : inputs) {
      if (!(input.op() instanceof Leaf.Fill fill)) {
        return null;
      }
      literals.add(Expr.lit(fill.number()));
    }
    return Simplify.of(op.value(literals)) instanceof Expr.Literal literal
        ? unique(new Leaf.Fill(node.shape(), literal.value()), List.of(), node)
        : null;
  }
}
