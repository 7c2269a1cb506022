package io.gradus.exec;

import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.expr.Evaluate;
import io.gradus.expr.Expr;
import io.gradus.graph.Canonical;
import io.gradus.graph.Kind;
import io.gradus.graph.Node;
import io.gradus.graph.Order;
import io.gradus.graph.Value;
import io.gradus.kernel.GemmSpec;
import io.gradus.op.Composite;
import io.gradus.op.Contraction;
import io.gradus.op.CustomOp;
import io.gradus.op.Elementwise;
import io.gradus.op.Indexing;
import io.gradus.op.Leaf;
import io.gradus.op.Movement;
import io.gradus.op.Reduction;
import io.gradus.op.Sampling;
import io.gradus.op.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Computes a graph in `double`, one thread, no fusion: the reference for gradient checks, worked
/// examples and the studio's digits.
public final class Reference {
  private final List<Node> outputs;
  private final Map<Node, Node> canonical;
  private final List<Node> order;
  private final Map<Param, double[]> params = new IdentityHashMap<>();
  private final Map<Node, double[]> leaves = new IdentityHashMap<>();
  private final Map<Node, double[]> values = new IdentityHashMap<>();
  private final Map<Node, int[]> given = new IdentityHashMap<>();
  private final Map<Node, int[]> indices = new IdentityHashMap<>();

  /// The computation of these outputs in `double`.
  public Reference(List<Node> outputs) {
    this.outputs = List.copyOf(outputs);
    this.canonical = Canonical.of(outputs);
    this.order = Order.of(outputs.stream().map(this::canonical).toList());
  }

  private Node canonical(Node node) {
    return canonical.getOrDefault(node, node);
  }

  /// Sets an input placeholder, or overrides a constant or variable.
  public Reference set(Node leaf, double... numbers) {
    if (numbers.length != leaf.shape().size()) {
      throw new io.gradus.ShapeException(
          leaf + " takes " + leaf.shape().size() + " numbers, got " + numbers.length);
    }
    leaves.put(leaf, numbers);
    return this;
  }

  /// Sets an input placeholder of indices.
  public Reference set(Node leaf, int... numbers) {
    given.put(leaf, numbers);
    return this;
  }

  /// The double-precision copy of a parameter, made from its floats on first use; writing to it
  /// changes the next run.
  public double[] param(Param param) {
    return params.computeIfAbsent(
        param,
        p -> {
          float[] floats = p.values();
          double[] doubles = new double[floats.length];
          Arrays.setAll(doubles, i -> floats[i]);
          return doubles;
        });
  }

  /// Computes all outputs.
  public void run(long step, long sample) {
    values.clear();
    indices.clear();
    indices.putAll(given);
    for (Node node : order) {
      if (node.kind() == Kind.FLOAT) {
        values.put(node, compute(node, step, sample));
      } else if (!indices.containsKey(node)) {
        indices.put(node, computeIndices(node));
      }
    }
  }

  /// The numbers of an output, or of any node that was computed.
  public double[] of(Node node) {
    double[] result = values.get(canonical(node));
    if (result == null) {
      throw missing(node);
    }
    return result;
  }

  /// The indices of an output, or of any node of indices that was computed.
  public int[] indices(Node node) {
    int[] result = indices.get(canonical(node));
    if (result == null) {
      throw missing(node);
    }
    return result;
  }

  private IllegalStateException missing(Node node) {
    return new IllegalStateException(
        node + " was not computed: it is none of the " + outputs.size() + " outputs or below");
  }

  private int[] computeIndices(Node node) {
    Value value = node.value();
    if (value != null) {
      return value.copyInts();
    }
    int[] result = new int[node.shape().size()];
    if (node.op() instanceof Indexing op) {
      op.forward(views(node), shapes(node), new IntView(result), node.shape());
      return result;
    }
    throw new IllegalStateException(node + " was given no indices");
  }

  private double[] compute(Node node, long step, long sample) {
    double[] given = leaves.get(node);
    if (given != null) {
      return given;
    }
    double[] out = new double[node.shape().size()];
    switch (node.op()) {
      case Leaf.Parameter leaf -> {
        return param(leaf.param());
      }
      case Leaf.Fill fill -> Arrays.fill(out, fill.number());
      case Leaf leaf -> {
        Value value = node.value();
        if (value == null) {
          throw new IllegalStateException(
              "\"" + leaf.formula(List.of()) + "\" was given no numbers");
        }
        Arrays.setAll(out, i -> value.floats()[value.offset() + i]);
      }
      case Elementwise op -> elementwise(node, op, out);
      case Contraction op -> contraction(node, op, out);
      case Reduction op -> reduction(node, op, out);
      case Movement op -> op.boxes(shapes(node), node.shape()).forEach(box -> copy(box, node, out));
      case Indexing op -> op.forward(views(node), shapes(node), new DoubleView(out), node.shape());
      case CustomOp op -> op.forward(views(node), shapes(node), new DoubleView(out), node.shape());
      case Sampling op -> {
        int rows = SampleStep.rows(node.shape());
        int width = rows == 0 ? 0 : out.length / rows;
        Arrays.setAll(out, i -> op.draw(step, sample + i / width, i % width));
      }
      case Composite op -> throw new IllegalStateException(op.name() + " was not expanded");
    }
    return out;
  }

  private double[] value(Node node) {
    return java.util.Objects.requireNonNull(values.get(node));
  }

  private List<Shape> shapes(Node node) {
    return node.inputs().stream().map(Node::shape).toList();
  }

  private List<View> views(Node node) {
    List<View> views = new ArrayList<>();
    for (Node input : node.inputs()) {
      views.add(
          input.kind() == Kind.FLOAT
              ? new DoubleView(value(input))
              : new IntView(java.util.Objects.requireNonNull(indices.get(input))));
    }
    return views;
  }

  private void elementwise(Node node, Elementwise op, double[] out) {
    Expr expr = op.value(Lowering.operands(node.inputs().size()));
    int count = node.inputs().size();
    int[][] strides = new int[count][];
    double[][] in = new double[count][];
    for (int k = 0; k < count; k++) {
      strides[k] = node.input(k).shape().stridesFor(node.shape());
      in[k] = value(node.input(k));
    }
    int[] lengths = node.shape().lengths();
    double[] operands = new double[count];
    double[] none = {};
    for (int i = 0; i < out.length; i++) {
      for (int k = 0; k < count; k++) {
        int rest = i;
        int at = 0;
        for (int axis = lengths.length - 1; axis >= 0; axis--) {
          at += rest % lengths[axis] * strides[k][axis];
          rest /= lengths[axis];
        }
        operands[k] = in[k][at];
      }
      out[i] = Evaluate.in(expr, operands, none);
    }
  }

  private void contraction(Node node, Contraction op, double[] out) {
    GemmSpec spec = op.product(shapes(node));
    Shape shape = node.shape();
    Shape batch = shape.slice(0, shape.rank() - 2);
    int[] starts = GemmStep.offsets(node.input(0).shape(), batch, spec.batch());
    int[] others = GemmStep.offsets(node.input(1).shape(), batch, spec.batch());
    double[] a = value(node.input(0));
    double[] b = value(node.input(1));
    for (int i = 0; i < out.length; i++) {
      int item = i / spec.n() / spec.m();
      int row = i / spec.n() % spec.m();
      double sum = 0;
      for (int q = 0; q < spec.k(); q++) {
        int left = spec.indexA(row, q);
        int right = spec.indexB(q, i % spec.n());
        if (left >= 0 && right >= 0) {
          sum += a[starts[item] + left] * b[others[item] + right];
        }
      }
      out[i] = sum;
    }
  }

  private void reduction(Node node, Reduction op, double[] out) {
    Shape shape = node.input(0).shape();
    int n = shape.slice(op.from(), op.to()).size();
    int inner = shape.slice(op.to(), shape.rank()).size();
    double[] x = value(node.input(0));
    for (int i = 0; i < out.length; i++) {
      double sum = op.fold().identity();
      for (int q = 0; q < n; q++) {
        sum = op.fold().apply(sum, x[(i / inner * n + q) * inner + i % inner]);
      }
      out[i] = sum;
    }
  }

  private void copy(Movement.Box box, Node node, double[] out) {
    double[] in = value(node.input(box.input()));
    int[] lengths = box.lengths();
    for (int i = 0; i < box.size(); i++) {
      int rest = i;
      int from = box.fromOffset();
      int to = box.toOffset();
      for (int axis = lengths.length - 1; axis >= 0; axis--) {
        from += rest % lengths[axis] * box.fromStrides()[axis];
        to += rest % lengths[axis] * box.toStrides()[axis];
        rest /= lengths[axis];
      }
      out[to] = in[from];
    }
  }

  private record DoubleView(double[] numbers) implements View {
    @Override
    public int size() {
      return numbers.length;
    }

    @Override
    public double at(int index) {
      return numbers[index];
    }

    @Override
    public int index(int index) {
      throw new IllegalStateException("these are numbers, not indices");
    }

    @Override
    public void set(int index, double number) {
      numbers[index] = number;
    }

    @Override
    public void setIndex(int index, int number) {
      throw new IllegalStateException("these are numbers, not indices");
    }
  }

  private record IntView(int[] numbers) implements View {
    @Override
    public int size() {
      return numbers.length;
    }

    @Override
    public double at(int index) {
      throw new IllegalStateException("these are indices, not numbers");
    }

    @Override
    public int index(int index) {
      return numbers[index];
    }

    @Override
    public void set(int index, double number) {
      throw new IllegalStateException("these are indices, not numbers");
    }

    @Override
    public void setIndex(int index, int number) {
      numbers[index] = number;
    }
  }
}
