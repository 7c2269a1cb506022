package io.gradus.exec;

import io.gradus.Shape;
import io.gradus.expr.Expr;
import io.gradus.expr.Exprs;
import io.gradus.graph.Canonical;
import io.gradus.graph.Kind;
import io.gradus.graph.Node;
import io.gradus.graph.Order;
import io.gradus.graph.Recompute;
import io.gradus.graph.Value;
import io.gradus.kernel.Access;
import io.gradus.kernel.ElementwiseSpec;
import io.gradus.kernel.Gemm;
import io.gradus.kernel.GemmSpec;
import io.gradus.kernel.KernelCompiler;
import io.gradus.op.Contraction;
import io.gradus.op.Elementwise;
import io.gradus.op.Expand;
import io.gradus.op.Formula;
import io.gradus.op.Leaf;
import io.gradus.op.Movement;
import io.gradus.op.Reduction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// From graph to [Plan]: fuses, lays out memory, makes the steps. Nothing here changes a rounding.
final class Planner {
  private static final int MOST_NODES = 160;
  private static final int MOST_OPERANDS = 12;
  private static final int DEEPEST = 256;

  /// A fused chain: one formula over operands that live in memory.
  private record Chain(Expr expr, List<Node> operands, List<Node> members) {}

  private final Engine engine;
  private final List<Plan.Output> wanted;
  private final List<Node> outputs;
  private final Map<Node, Integer> users = new IdentityHashMap<>();
  private final Set<Node> unfused = new HashSet<>();
  private final Set<Node> kept = new HashSet<>();
  private final Map<Node, Slot> destined = new IdentityHashMap<>();
  private final Map<Node, Slot> slots = new IdentityHashMap<>();
  private final Map<Node, Slot> inputs = new IdentityHashMap<>();
  private final List<Runnable> aliases = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<String> descriptions = new ArrayList<>();
  private final Arena arena = new Arena();
  private int largestPart = MOST_NODES;

  Planner(Engine engine, List<Plan.Output> wanted, boolean recompute) {
    this.engine = engine;
    this.wanted = wanted;
    List<Node> canonical = Canonical.outputs(wanted.stream().map(Plan.Output::node).toList());
    this.outputs = recompute ? Recompute.of(canonical) : canonical;
  }

  Plan plan() {
    List<Node> order = Order.of(outputs);
    for (Node node : order) {
      for (Node input : new HashSet<>(node.inputs())) {
        users.merge(input, 1, Integer::sum);
        if (!fuses(node)) {
          unfused.add(input);
        }
      }
    }
    kept.addAll(outputs);
    for (int i = 0; i < outputs.size(); i++) {
      destine(outputs.get(i), wanted.get(i).destination());
    }
    // Operands first, so that a deep graph needs no deep recursion.
    Map<Node, Integer> depths = new IdentityHashMap<>();
    for (Node node : order) {
      if (stands(node, depths)) {
        emit(node);
      }
    }
    List<Slot> results = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      results.add(result(outputs.get(i), wanted.get(i).destination()));
    }
    results.forEach(slot -> arena.use(slot, Integer.MAX_VALUE));
    int floats = arena.layOut();
    Runnable rebind = () -> aliases.forEach(Runnable::run);
    rebind.run();
    return new Plan(steps, descriptions, inputs, results, wanted, floats, rebind);
  }

  private static boolean fuses(Node user) {
    return user.op() instanceof Elementwise
        || user.op() instanceof Reduction
        || user.op() instanceof Expand;
  }

  /// Whether a node's result is kept in memory in any case; the others may be fused into their only
  /// user. It is computed in its place in the order, which frees its operands early.
  private boolean stands(Node node, Map<Node, Integer> depths) {
    int depth = 1;
    for (Node input : node.inputs()) {
      depth = Math.max(depth, depths.getOrDefault(input, 0) + 1);
    }
    boolean computes = node.op() instanceof Elementwise || node.op() instanceof Contraction;
    boolean fusible =
        computes && users.getOrDefault(node, 0) == 1 && !unfused.contains(node)
            || node.op() instanceof Expand;
    boolean stands =
        kept.contains(node) || !fusible && !(node.op() instanceof Leaf) || depth >= DEEPEST;
    if (node.op() instanceof Leaf) {
      return false;
    }
    depths.put(node, stands ? 0 : depth);
    return stands;
  }

  /// Lets the step that computes `node` write to `destination` itself.
  private void destine(Node node, @Nullable Value destination) {
    boolean own = !(node.op() instanceof Leaf) || node.op() instanceof Leaf.Fill;
    boolean alias = node.op() instanceof Movement movement && movement.alias();
    if (destination != null && own && !alias && !destined.containsKey(node)) {
      Slot target = new Slot(node.shape());
      target.bind(destination);
      destined.put(node, target);
    }
  }

  private Slot result(Node node, @Nullable Value destination) {
    Slot source = emit(node);
    if (destination == null || destinedHere(source, destination)) {
      return source;
    }
    Slot target = new Slot(node.shape());
    target.bind(destination);
    Formula copy = new Formula("copy", 1, Formula.operand(0));
    add(
        Lowering.step(engine, copy, List.of(source), target, this::scratch),
        "copy",
        node,
        List.of(source));
    return target;
  }

  private static boolean destinedHere(Slot slot, Value destination) {
    return slot.shape.size() == 0
        || slot.floats.length > 0
            && slot.floats == destination.floats()
            && slot.offset == destination.offset();
  }

  /// The place of a node's result; its step is added when it is first asked for.
  private Slot emit(Node node) {
    Slot known = slots.get(node);
    if (known != null) {
      return known;
    }
    Slot destination = destined.get(node);
    Slot slot = destination != null ? destination : new Slot(node.shape());
    slots.put(node, slot);
    if (node.op() instanceof Leaf && !(node.op() instanceof Leaf.Fill)) {
      leaf(node, slot);
    } else if (node.op() instanceof Movement movement && movement.alias()) {
      Slot source = emit(node.input(0));
      aliases.add(() -> slot.bind(source, 0));
      arena.alias(slot, source);
    } else {
      make(node, slot);
    }
    return slot;
  }

  private void leaf(Node node, Slot slot) {
    if (node.op() instanceof Leaf.Parameter parameter) {
      slot.bind(Value.of(parameter.param()));
      return;
    }
    Value value = node.value();
    if (value != null) {
      slot.bind(value);
    }
    inputs.put(node, slot);
  }

  private void make(Node node, Slot slot) {
    switch (node.op()) {
      case Elementwise elementwise -> elementwise(node, slot);
      case Reduction reduction -> reduction(node, reduction, slot);
      default -> {
        List<Slot> operands = node.inputs().stream().map(this::emit).toList();
        place(node, slot);
        add(
            Lowering.step(engine, node.op(), operands, slot, this::scratch),
            node.op().name(),
            node,
            operands);
      }
    }
  }

  private void place(Node node, Slot slot) {
    if (slot.floats.length > 0) {
      return;
    }
    if (node.kind() == Kind.INDEX) {
      slot.bind(Value.of(new int[node.shape().size()]));
    } else {
      arena.define(slot, steps.size());
    }
  }

  private Slot scratch(int floats) {
    Slot slot = new Slot(Shape.of(floats));
    if (floats > 0) {
      arena.define(slot, steps.size());
      arena.use(slot, steps.size());
    }
    return slot;
  }

  private void add(Step step, String what, Node node, List<Slot> operands) {
    operands.forEach(operand -> arena.use(operand, steps.size()));
    Slot own = slots.get(node);
    if (own != null) {
      arena.use(own, steps.size());
    }
    steps.add(step);
    descriptions.add(
        what
            + "  "
            + node.shape()
            + (node.path().isEmpty() ? "" : "  " + node.path())
            + (node.backward() ? "  (backward)" : ""));
  }

  private void elementwise(Node node, Slot slot) {
    Chain chain = chain(node, node.shape());
    Node product = product(chain, node.shape());
    List<Slot> operands = new ArrayList<>();
    List<Slot> read = new ArrayList<>();
    for (Node operand : chain.operands()) {
      if (operand == product) {
        slots.put(operand, slot);
        operands.add(slot);
      } else {
        Slot place = emit(operand);
        operands.add(place);
        read.add(place);
      }
    }
    String what = describe(chain, product);
    if (product == null) {
      place(node, slot);
      add(new ElementwiseStep(engine, chain.expr(), operands, slot), what, node, read);
      return;
    }
    Contraction op = (Contraction) product.op();
    Slot a = emit(product.input(0));
    Slot b = emit(product.input(1));
    read.add(a);
    read.add(b);
    place(node, slot);
    GemmSpec spec = op.product(List.of(a.shape, b.shape));
    Gemm gemm = engine.kernels().gemm(spec);
    Epilogue epilogue = new Epilogue(engine, chain.expr(), operands, slot);
    add(
        new GemmStep(
            engine,
            spec,
            gemm,
            a,
            b,
            slot,
            scratch(gemm.scratch(engine.workers().count())),
            epilogue),
        what,
        node,
        read);
  }

  private static String describe(Chain chain, @Nullable Node product) {
    List<String> names = new ArrayList<>();
    if (product != null) {
      names.add(product.op().name());
    }
    for (int i = chain.members().size() - 1; i >= 0; i--) {
      names.add(chain.members().get(i).op().name());
    }
    return String.join(" + ", names);
  }

  /// A product that only this chain reads can take the chain as its epilogue.
  private @Nullable Node product(Chain chain, Shape shape) {
    for (Node operand : chain.operands()) {
      if (operand.op() instanceof Contraction
          && !slots.containsKey(operand)
          && single(operand)
          && operand.shape().equals(shape)) {
        return operand;
      }
    }
    return null;
  }

  private boolean single(Node node) {
    return users.getOrDefault(node, 0) == 1 && !kept.contains(node) && node.value() == null;
  }

  /// The longest chain into `root` whose kernel HotSpot will still compile well.
  private Chain chain(Node root, Shape shape) {
    largestPart = MOST_NODES;
    Chain chain = attempt(root, shape);
    while (largestPart > 0 && !fits(chain)) {
      largestPart /= 2;
      chain = attempt(root, shape);
    }
    return chain;
  }

  private static boolean fits(Chain chain) {
    List<Access> access = Collections.nCopies(chain.operands().size(), Access.CONTIGUOUS);
    return KernelCompiler.fits(new ElementwiseSpec(List.of(chain.expr()), access, 0));
  }

  private Chain attempt(Node root, Shape shape) {
    List<Node> operands = new ArrayList<>();
    List<Node> members = new ArrayList<>();
    Expr expr = inline(root, shape, operands, members, new HashMap<>());
    return new Chain(expr, operands, members);
  }

  private Expr inline(
      Node node, Shape shape, List<Node> operands, List<Node> members, Map<Node, Expr> memo) {
    Elementwise op = (Elementwise) node.op();
    members.add(node);
    List<Expr> parts = new ArrayList<>();
    for (Node input : node.inputs()) {
      Expr part = memo.get(input);
      if (part == null) {
        part = operand(input, shape, operands, members, memo);
        memo.put(input, part);
      }
      parts.add(part);
    }
    return op.value(parts);
  }

  private Expr operand(
      Node input, Shape shape, List<Node> operands, List<Node> members, Map<Node, Expr> memo) {
    if (input.op() instanceof Leaf.Fill fill) {
      return Expr.lit(fill.number());
    }
    if (input.op() instanceof Expand
        && input.value() == null
        && !kept.contains(input)
        && !slots.containsKey(input)) {
      return operand(input.input(0), shape, operands, members, memo);
    }
    if (input.op() instanceof Elementwise
        && single(input)
        && input.shape().equals(shape)
        && !slots.containsKey(input)
        && operands.size() < MOST_OPERANDS
        && members.size() < 16) {
      int operandsBefore = operands.size();
      int membersBefore = members.size();
      Map<Node, Expr> inner = new HashMap<>(memo);
      Expr part = inline(input, shape, operands, members, inner);
      if (Exprs.nodes(part) <= largestPart && operands.size() <= MOST_OPERANDS) {
        memo.putAll(inner);
        return part;
      }
      operands.subList(operandsBefore, operands.size()).clear();
      members.subList(membersBefore, members.size()).clear();
    }
    int at = operands.indexOf(input);
    if (at < 0) {
      at = operands.size();
      operands.add(input);
    }
    return Formula.operand(at);
  }

  private void reduction(Node node, Reduction op, Slot slot) {
    Node input = node.input(0);
    Shape shape = input.shape();
    Chain chain = new Chain(Formula.operand(0), List.of(input), List.of());
    if (input.op() instanceof Elementwise && single(input) && !slots.containsKey(input)) {
      Chain fused = chain(input, shape);
      boolean productInside = product(fused, shape) != null;
      if (!productInside
          && ReduceStep.fits(op, fused.operands().stream().map(Node::shape).toList(), shape)) {
        chain = fused;
      }
    }
    List<Slot> operands = chain.operands().stream().map(this::emit).toList();
    place(node, slot);
    Slot working = scratch(ReduceStep.scratch(op, shape));
    List<Node> members = new ArrayList<>();
    members.add(node);
    members.addAll(chain.members());
    add(
        new ReduceStep(engine, op, chain.expr(), operands, shape, slot, working),
        describe(new Chain(chain.expr(), chain.operands(), members), null),
        node,
        operands);
  }
}
