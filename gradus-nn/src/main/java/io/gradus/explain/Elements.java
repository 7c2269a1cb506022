package io.gradus.explain;

import io.gradus.Shape;
import io.gradus.expr.Expr;
import io.gradus.expr.Simplify;
import io.gradus.graph.Node;
import io.gradus.kernel.Fold;
import io.gradus.kernel.GemmSpec;
import io.gradus.op.Contraction;
import io.gradus.op.Elementwise;
import io.gradus.op.Indexing;
import io.gradus.op.Movement;
import io.gradus.op.Reduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The formula of any single number of a graph, over the numbers that have names.
final class Elements {
  private static final int ALL_TERMS = 8;
  private static final int FIRST_TERMS = 3;

  private final Pass pass;
  private final NodeNames names;
  private final Constants constants;
  private final boolean full;
  private final Lookups lookups;
  private final Map<Node, int[][]> sources = new IdentityHashMap<>();

  /// @param full whether long sums are written to their end
  Elements(Pass pass, NodeNames names, Constants constants, boolean full) {
    this.constants = constants;
    this.pass = pass;
    this.names = names;
    this.full = full;
    this.lookups = new Lookups(pass);
  }

  /// The line of element `index`: its formula over named numbers, and its number.
  Line line(String symbol, Node node, int index) {
    NamedInputs inputs = new NamedInputs();
    Expr formula = Simplify.of(formula(node, index, inputs));
    return inputs.line(symbol, formula, pass.numbers(node)[index]);
  }

  /// A line that says that this number is one that has a name already.
  Line alias(String symbol, Node node, int index) {
    NamedInputs inputs = new NamedInputs();
    return inputs.line(symbol, of(node, index, inputs), pass.numbers(node)[index]);
  }

  private Expr of(Node node, int index, NamedInputs inputs) {
    return names.named(node)
        ? inputs.of(names.symbol(node, index), pass.numbers(node)[index])
        : formula(node, index, inputs);
  }

  private Expr formula(Node node, int index, NamedInputs inputs) {
    if (constants.holds(node)) {
      return Expr.lit(pass.numbers(node)[index]);
    }
    return switch (node.op()) {
      case Elementwise op -> elementwise(node, op, index, inputs);
      case Movement op -> moved(node, op, index, inputs);
      case Contraction op -> product(node, op, index, inputs);
      case Reduction op -> folded(node, op, index, inputs);
      case Indexing _ -> looked(node, index, inputs);
      default -> named(node, index, inputs);
    };
  }

  /// What an index picks, or the place that was found.
  private Expr looked(Node node, int index, NamedInputs inputs) {
    int[] terms = lookups.terms(node, index);
    if (terms != null) {
      Node from = node.input(0);
      return sum(Fold.SUM, terms, q -> of(from, q, inputs), q -> pass.numbers(from)[q], inputs);
    }
    Expr place = lookups.place(node, index, full, q -> word(node.input(0), q), inputs);
    return place != null ? place : named(node, index, inputs);
  }

  private String word(Node node, int index) {
    NamedInputs inputs = new NamedInputs();
    return inputs.line("", of(node, index, inputs), 0).text();
  }

  /// `place[1,2] = 5: x[2,1,1] is the largest`; nothing for numbers that are no places.
  List<String> winners(Node node, int[] chosen) {
    if (!Lookups.pooled(node)) {
      return List.of();
    }
    List<String> notes = new ArrayList<>();
    for (int index : chosen) {
      String winner = word(node.input(0), lookups.winner(node, index));
      notes.add(
          "%s = %d: %s is the largest"
              .formatted(names.symbol(node, index), (int) pass.numbers(node)[index], winner));
    }
    notes.add("places count the numbers of the image from 0: row by row, then channel by channel");
    return notes;
  }

  private Expr named(Node node, int index, NamedInputs inputs) {
    return inputs.of(opaque(node) + names.place(node, index), pass.numbers(node)[index]);
  }

  /// Ops that are the user's own have a formula for the whole tensor only.
  private String opaque(Node node) {
    return node.op()
        .formula(
            node.inputs().stream()
                .map(input -> names.named(input) ? names.base(input) : input.op().name())
                .toList());
  }

  private Expr elementwise(Node node, Elementwise op, int index, NamedInputs inputs) {
    List<Expr> operands = new ArrayList<>();
    for (Node input : node.inputs()) {
      operands.add(of(input, at(index, node.shape(), input.shape()), inputs));
    }
    return Simplify.of(op.value(operands));
  }

  /// The element of a broadcast operand that stands at this place of the result.
  private static int at(int index, Shape result, Shape operand) {
    int[] strides = operand.stridesFor(result);
    int rest = index;
    int at = 0;
    for (int axis = result.rank() - 1; axis >= 0; axis--) {
      at += rest % result.length(axis) * strides[axis];
      rest /= result.length(axis);
    }
    return at;
  }

  private Expr moved(Node node, Movement op, int index, NamedInputs inputs) {
    int[][] from = sources.computeIfAbsent(node, _ -> sources(node, op));
    int operand = from[0][index];
    return operand < 0 ? Expr.lit(0) : of(node.input(operand), from[1][index], inputs);
  }

  /// For each element, the operand it comes from, or -1, and the element of that operand.
  private static int[][] sources(Node node, Movement op) {
    int[][] from = new int[2][node.shape().size()];
    Arrays.fill(from[0], -1);
    List<Shape> shapes = node.inputs().stream().map(Node::shape).toList();
    for (Movement.Box box : op.boxes(shapes, node.shape())) {
      int[] lengths = box.lengths();
      for (int i = 0; i < box.size(); i++) {
        int rest = i;
        int source = box.fromOffset();
        int to = box.toOffset();
        for (int axis = lengths.length - 1; axis >= 0; axis--) {
          source += rest % lengths[axis] * box.fromStrides()[axis];
          to += rest % lengths[axis] * box.toStrides()[axis];
          rest /= lengths[axis];
        }
        from[0][to] = box.input();
        from[1][to] = source;
      }
    }
    return from;
  }

  private Expr product(Node node, Contraction op, int index, NamedInputs inputs) {
    Node left = node.input(0);
    Node right = node.input(1);
    GemmSpec spec = op.product(List.of(left.shape(), right.shape()));
    int j = index % spec.n();
    int i = index / spec.n() % spec.m();
    int item = index / spec.n() / spec.m();
    int a = start(item, spec, node.shape(), left.shape());
    int b = start(item, spec, node.shape(), right.shape());
    int[] inside =
        IntStream.range(0, spec.k())
            .filter(q -> spec.indexA(i, q) >= 0 && spec.indexB(q, j) >= 0)
            .toArray();
    IntUnaryOperator first = q -> a + spec.indexA(i, q);
    IntUnaryOperator second = q -> b + spec.indexB(q, j);
    return sum(
        Fold.SUM,
        inside,
        q -> of(right, second.applyAsInt(q), inputs).times(of(left, first.applyAsInt(q), inputs)),
        q -> pass.numbers(right)[second.applyAsInt(q)] * pass.numbers(left)[first.applyAsInt(q)],
        inputs);
  }

  /// Where the matrix of a batch item begins.
  private static int start(int item, GemmSpec spec, Shape result, Shape operand) {
    if (spec.batch() == 1) {
      return 0;
    }
    Shape batch = result.slice(0, result.rank() - 2);
    int matrix = operand.length(-1) * operand.length(-2);
    return at(item, batch, operand.slice(0, operand.rank() - 2)) * matrix;
  }

  private Expr folded(Node node, Reduction op, int index, NamedInputs inputs) {
    Node input = node.input(0);
    Shape shape = input.shape();
    int n = shape.slice(op.from(), op.to()).size();
    int inner = shape.slice(op.to(), shape.rank()).size();
    int start = index / inner * n * inner + index % inner;
    return sum(
        op.fold(),
        counting(op.fold(), n, q -> of(input, start + q * inner, new NamedInputs())),
        q -> of(input, start + q * inner, inputs),
        q -> pass.numbers(input)[start + q * inner],
        inputs);
  }

  /// The places of the terms of a sum that are not zero whatever the numbers are.
  private static int[] counting(Fold fold, int count, IntFunction<Expr> term) {
    return IntStream.range(0, count)
        .filter(q -> fold != Fold.SUM || !Simplify.of(term.apply(q)).equals(Expr.lit(0)))
        .toArray();
  }

  /// The first terms that are not 0, and the rest as one number that says how many they are.
  private Expr sum(
      Fold fold,
      int[] places,
      IntFunction<Expr> term,
      IntToDoubleFunction number,
      NamedInputs inputs) {
    boolean all = full || places.length <= ALL_TERMS;
    int[] shown = all ? places : Selection.first(places, FIRST_TERMS, number);
    List<Expr> terms = new ArrayList<>();
    for (int place : shown) {
      terms.add(term.apply(place));
    }
    if (shown.length < places.length) {
      Set<Integer> told = Arrays.stream(shown).boxed().collect(Collectors.toSet());
      double rest = fold.identity();
      for (int place : places) {
        rest = told.contains(place) ? rest : fold.apply(rest, number.applyAsDouble(place));
      }
      terms.add(inputs.of("(" + (places.length - shown.length) + " more terms)", rest));
    }
    return terms.isEmpty() ? Expr.lit(fold.identity()) : joined(fold, terms);
  }

  /// Halves within halves: a sum reads the same, and thousands of terms do not overflow the stack.
  private static Expr joined(Fold fold, List<Expr> terms) {
    int count = terms.size();
    if (count == 1) {
      return terms.getFirst();
    }
    int middle = count <= ALL_TERMS ? count - 1 : count / 2;
    Expr before = joined(fold, terms.subList(0, middle));
    Expr after = joined(fold, terms.subList(middle, count));
    return switch (fold) {
      case SUM -> before.plus(after);
      case PRODUCT -> before.times(after);
      case MAX -> before.max(after);
      case MIN -> before.min(after);
    };
  }
}
