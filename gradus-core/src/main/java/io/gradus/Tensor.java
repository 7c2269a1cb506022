package io.gradus;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;
import io.gradus.graph.Apply;
import io.gradus.graph.Graph;
import io.gradus.graph.Kind;
import io.gradus.graph.Node;
import io.gradus.graph.Origin;
import io.gradus.graph.Value;
import io.gradus.op.*;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Numbers of a [Shape], and how they came about.
///
/// A tensor made from numbers computes at once; a tensor made from a shape records a graph. The
/// same code serves both. Tensors are immutable; every method gives a new one. Operands broadcast
/// as in NumPy.
public final class Tensor {
  private final Node node;
  private final Origin origin;

  private Tensor(Node node, Origin origin) {
    this.node = node;
    this.origin = origin;
  }

  /// A row of numbers, shape `[n]`.
  public static Tensor of(float... numbers) {
    return of(Shape.of(numbers.length), numbers);
  }

  /// Numbers of this shape, row by row; the array is copied.
  public static Tensor of(Shape shape, float... numbers) {
    if (shape.size() != numbers.length) {
      throw new ShapeException(
          shape + " takes " + shape.size() + " numbers, got " + numbers.length);
    }
    return of(Apply.constant(shape, Value.of(numbers.clone())), Origin.NONE);
  }

  /// A matrix, shape `[rows, columns]`.
  public static Tensor of(float[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    float[] all = new float[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != columns) {
        throw new ShapeException(
            "row " + i + " has " + rows[i].length + " numbers, row 0 has " + columns);
      }
      System.arraycopy(rows[i], 0, all, i * columns, columns);
    }
    return of(Shape.of(rows.length, columns), all);
  }

  /// A single number, shape `[]`.
  public static Tensor scalar(double number) {
    return of(Shape.scalar(), (float) number);
  }

  /// The same number everywhere.
  public static Tensor full(Shape shape, double number) {
    return of(Apply.fill(shape, number, Origin.NONE), Origin.NONE);
  }

  /// A single number that broadcasts to any shape.
  public static Tensor full(double number) {
    return full(Shape.scalar(), number);
  }

  public static Tensor zeros(Shape shape) {
    return full(shape, 0);
  }

  public static Tensor ones(Shape shape) {
    return full(shape, 1);
  }

  /// A placeholder: ops on it record a graph instead of computing.
  public static Tensor input(String label, Shape shape) {
    return of(Apply.input(label, shape, Kind.FLOAT), Origin.NONE);
  }

  /// The handle of a node.
  public static Tensor of(Node node, Origin origin) {
    if (node.kind() != Kind.FLOAT) {
      throw new IllegalArgumentException(node + " holds indices, not numbers");
    }
    return new Tensor(node, origin);
  }

  /// An op applied to operands: how every method here works, and how a user's own op is used.
  public static Tensor apply(Op op, List<Tensor> operands) {
    Origin origin = Origin.NONE;
    List<Node> nodes = new ArrayList<>();
    for (Tensor operand : operands) {
      origin = operand.origin.merged(origin);
      nodes.add(operand.node);
    }
    return new Tensor(Apply.op(op, nodes, origin), origin);
  }

  /// An op of numbers and indices.
  public static Tensor apply(Op op, Tensor numbers, Indices indices) {
    Origin origin = numbers.origin.merged(indices.origin());
    return new Tensor(Apply.op(op, List.of(numbers.node, indices.node()), origin), origin);
  }

  public Node node() {
    return node;
  }

  public Origin origin() {
    return origin;
  }

  /// The same tensor, whose further ops belong to the layer at `path`.
  public Tensor at(String path) {
    return new Tensor(node, new Origin(path, origin.backward()));
  }

  public Shape shape() {
    return node.shape();
  }

  /// Whether it was made from numbers and can be looked at.
  public boolean hasValues() {
    return node.value() != null;
  }

  /// A copy of the numbers, row by row.
  public float[] values() {
    return value().copyFloats();
  }

  /// The only number of a tensor of one element.
  public float item() {
    if (shape().size() != 1) {
      throw new ShapeException("item() needs one element, this tensor is " + shape());
    }
    return value().floats()[value().offset()];
  }

  private Value value() {
    Value value = node.value();
    if (value == null) {
      throw new IllegalStateException(
          node + " is traced: it has a shape but no values yet; run a Plan or start from numbers");
    }
    return value;
  }

  /// The same numbers as a leaf whose gradient is wanted.
  public Tensor tracked() {
    return tracked(node.op() instanceof Leaf.Input input ? input.label() : "variable");
  }

  /// The same numbers as a leaf of this name, which texts print, whose gradient is wanted.
  public Tensor tracked(String label) {
    if (node.value() != null) {
      return of(Apply.variable(label, shape(), ownValue()), Origin.NONE);
    }
    if (node.op() instanceof Leaf.Input) {
      return of(Apply.trackedInput(label, shape()), Origin.NONE);
    }
    throw new IllegalStateException(
        node
            + " is traced and not an input: it cannot become a leaf; name it in gradients(...) to"
            + " get its gradient");
  }

  /// The same numbers without history; in a traced graph, no gradient flows back.
  public Tensor detach() {
    return node.value() == null
        ? stopGradient()
        : of(Apply.constant(shape(), ownValue()), Origin.NONE);
  }

  /// The numbers as they are now; those of a parameter change with every update, so they are
  /// copied.
  private Value ownValue() {
    return node.op() instanceof Leaf.Parameter ? Value.of(value().copyFloats()) : value();
  }

  /// The same numbers; no gradient flows back through here.
  public Tensor stopGradient() {
    return unary(new StopGradient());
  }

  /// The gradients of this number with respect to all tracked leaves and everything between.
  public Gradients gradients() {
    return gradientsFor(List.of());
  }

  /// The gradients of this number with respect to the given tensors, whatever they are.
  public Gradients gradients(Tensor... targets) {
    return gradientsFor(List.of(targets));
  }

  private Gradients gradientsFor(List<Tensor> targets) {
    if (shape().size() != 1) {
      throw new ShapeException(
          "gradients() starts from one number, this tensor is "
              + shape()
              + ": reduce it first, with sum() or mean()");
    }
    return Gradients.of(this, targets);
  }

  /// How this tensor is computed, as a typed listing.
  public Graph graph() {
    return Graph.of(List.of(node));
  }

  private Tensor unary(Elementwise op) {
    return apply(op, List.of(this));
  }

  private Tensor binary(Elementwise op, Tensor other) {
    return apply(op, List.of(this, other));
  }

  private Tensor formula(String name, Expr expr) {
    return apply(new Formula(name, 1, expr), List.of(this));
  }

  private static Expr x() {
    return Formula.operand(0);
  }

  public Tensor add(Tensor other) {
    return binary(new Add(), other);
  }

  public Tensor add(double number) {
    return formula("add", x().plus(number));
  }

  public Tensor subtract(Tensor other) {
    return binary(new Subtract(), other);
  }

  public Tensor subtract(double number) {
    return formula("subtract", x().minus(number));
  }

  public Tensor multiply(Tensor other) {
    return binary(new Multiply(), other);
  }

  public Tensor multiply(double number) {
    return formula("multiply", x().times(number));
  }

  public Tensor divide(Tensor other) {
    return binary(new Divide(), other);
  }

  public Tensor divide(double number) {
    return formula("divide", x().over(number));
  }

  public Tensor pow(Tensor exponent) {
    return binary(new Power(), exponent);
  }

  public Tensor pow(double exponent) {
    return formula("power", x().pow(Expr.lit(exponent)));
  }

  public Tensor min(Tensor other) {
    return binary(new Minimum(), other);
  }

  public Tensor max(Tensor other) {
    return binary(new Maximum(), other);
  }

  public Tensor abs() {
    return unary(new Absolute());
  }

  public Tensor negate() {
    return unary(new Negate());
  }

  public Tensor sign() {
    return unary(new Sign());
  }

  public Tensor sqrt() {
    return unary(new SquareRoot());
  }

  public Tensor rsqrt() {
    return unary(new ReciprocalSquareRoot());
  }

  public Tensor reciprocal() {
    return unary(new Reciprocal());
  }

  public Tensor square() {
    return unary(new Square());
  }

  public Tensor exp() {
    return unary(new Exp());
  }

  public Tensor expm1() {
    return unary(new Expm1());
  }

  public Tensor log() {
    return unary(new Log());
  }

  public Tensor log1p() {
    return unary(new Log1p());
  }

  public Tensor sin() {
    return unary(new Sin());
  }

  public Tensor cos() {
    return unary(new Cos());
  }

  public Tensor erf() {
    return unary(new Erf());
  }

  public Tensor floor() {
    return unary(new Floor());
  }

  public Tensor ceil() {
    return unary(new Ceil());
  }

  public Tensor round() {
    return unary(new Round());
  }

  public Tensor clamp(double low, double high) {
    return unary(new Clamp(low, high));
  }

  /// 1 where equal, else 0.
  public Tensor equal(Tensor other) {
    return binary(new Compare(Comparison.EQ), other);
  }

  public Tensor equal(double number) {
    return compare(Comparison.EQ, number);
  }

  public Tensor less(Tensor other) {
    return binary(new Compare(Comparison.LT), other);
  }

  public Tensor less(double number) {
    return compare(Comparison.LT, number);
  }

  public Tensor lessOrEqual(Tensor other) {
    return binary(new Compare(Comparison.LE), other);
  }

  public Tensor greater(Tensor other) {
    return binary(new Compare(Comparison.GT), other);
  }

  public Tensor greater(double number) {
    return compare(Comparison.GT, number);
  }

  public Tensor greaterOrEqual(Tensor other) {
    return binary(new Compare(Comparison.GE), other);
  }

  public Tensor notEqual(Tensor other) {
    return binary(new Compare(Comparison.NE), other);
  }

  private Tensor compare(Comparison op, double number) {
    return formula("compare", Expr.select(op, x(), Expr.lit(number), Expr.lit(1), Expr.lit(0)));
  }

  /// `yes` where this is not 0, else `no`.
  public Tensor where(Tensor yes, Tensor no) {
    return apply(new Where(), List.of(this, yes, no));
  }

  /// Any activation or other elementwise op of one operand.
  public Tensor map(Elementwise.Unary op) {
    return unary(op);
  }

  public Tensor relu() {
    return unary(new Relu());
  }

  public Tensor sigmoid() {
    return unary(new Sigmoid());
  }

  public Tensor tanh() {
    return unary(new Tanh());
  }

  public Tensor gelu() {
    return unary(new Gelu());
  }

  public Tensor silu() {
    return unary(new Silu());
  }

  public Tensor softplus() {
    return unary(new Softplus());
  }

  public Tensor leakyRelu(double alpha) {
    return unary(new LeakyRelu(alpha));
  }

  public Tensor elu(double alpha) {
    return unary(new Elu(alpha));
  }

  /// `x` where positive, else `slope * x` with a learned slope.
  public Tensor prelu(Tensor slope) {
    return binary(new PRelu(), slope);
  }

  public Tensor softmax(int axis) {
    return apply(new Softmax(shape().axis(axis)), List.of(this));
  }

  public Tensor logSoftmax(int axis) {
    return apply(new LogSoftmax(shape().axis(axis)), List.of(this));
  }

  /// `ln sum e^x` along an axis, which keeps length 1.
  public Tensor logSumExp(int axis) {
    return apply(new LogSumExp(shape().axis(axis)), List.of(this));
  }

  /// The matrix product of the last two axes; the others broadcast.
  public Tensor matmul(Tensor other) {
    return matmul(other, false, false);
  }

  /// The matrix product, with either side read transposed.
  public Tensor matmul(Tensor other, boolean transposeThis, boolean transposeOther) {
    // One matrix for the whole batch: a single product over all its rows.
    if (shape().rank() > 2 && other.shape().rank() == 2 && !transposeThis) {
      int width = shape().length(-1);
      Tensor rows =
          reshape(
              Shape.of(
                  width == 0 ? shape().slice(0, shape().rank() - 1).size() : shape().size() / width,
                  width));
      Tensor product = rows.matmul(other, false, transposeOther);
      return product.reshape(shape().with(-1, product.shape().length(-1)));
    }
    return apply(new MatMul(transposeThis, transposeOther), List.of(this, other));
  }

  /// The sum of all elements, shape `[]`.
  public Tensor sum() {
    return reduce(new int[0], Sum::new);
  }

  /// The sum along these axes, which keep length 1.
  public Tensor sum(int... axes) {
    return reduce(axes, Sum::new);
  }

  /// The mean of all elements, shape `[]`.
  public Tensor mean() {
    return sum().multiply(1.0 / shape().size());
  }

  /// The mean along these axes, which keep length 1.
  public Tensor mean(int... axes) {
    return sum(axes).multiply(1.0 / count(axes));
  }

  /// The largest along these axes, which keep length 1; of all, shape `[]`, without axes.
  public Tensor max(int... axes) {
    return reduce(axes, ReduceMax::new);
  }

  /// The least along these axes, which keep length 1; of all, shape `[]`, without axes.
  public Tensor min(int... axes) {
    return reduce(axes, ReduceMin::new);
  }

  /// The product along these axes, which keep length 1; of all, shape `[]`, without axes.
  public Tensor product(int... axes) {
    return reduce(axes, Product::new);
  }

  /// The variance along these axes, which keep length 1: `mean (x - mean x)^2`, or `sum / (n -
  /// correction)`.
  public Tensor variance(int correction, int... axes) {
    return subtract(mean(axes)).square().sum(axes).divide((double) count(axes) - correction);
  }

  /// `sum |x|` along these axes, which keep length 1.
  public Tensor norm1(int... axes) {
    return abs().sum(axes);
  }

  /// `sqrt(sum x^2)` along these axes, which keep length 1; the gradient at zero is zero.
  public Tensor norm2(int... axes) {
    Tensor squares = square().sum(axes);
    Tensor zero = squares.equal(0);
    return zero.where(full(0), zero.where(full(1), squares).sqrt());
  }

  /// `max |x|` along these axes, which keep length 1.
  public Tensor normInfinity(int... axes) {
    return abs().max(axes);
  }

  /// The place of the largest number along an axis; the axis goes.
  public Indices argMax(int axis) {
    return Indices.of(Apply.op(new ArgMax(shape().axis(axis)), List.of(node), origin), origin);
  }

  private interface Range {
    Op over(int from, int to);
  }

  private int[] all() {
    int[] axes = new int[shape().rank()];
    Arrays.setAll(axes, i -> i);
    return axes;
  }

  private int count(int[] axes) {
    boolean[] chosen = chosen(axes);
    int count = 1;
    for (int i = 0; i < chosen.length; i++) {
      count *= chosen[i] ? shape().length(i) : 1;
    }
    return count;
  }

  /// Which axes are meant; none given means all of them.
  private boolean[] chosen(int[] axes) {
    boolean[] chosen = new boolean[shape().rank()];
    Arrays.fill(chosen, axes.length == 0);
    for (int axis : axes) {
      if (chosen[shape().axis(axis)]) {
        throw new ShapeException(
            "axis " + axis + " is given twice: " + Arrays.toString(axes) + " of " + shape());
      }
      chosen[shape().axis(axis)] = true;
    }
    return chosen;
  }

  /// Innermost runs of neighbouring axes first; no axes means all of them.
  private Tensor reduce(int[] axes, Range range) {
    boolean[] chosen = chosen(axes);
    Tensor result = this;
    for (int to = chosen.length; to > 0; to--) {
      if (!chosen[to - 1]) {
        continue;
      }
      int from = to - 1;
      while (from > 0 && chosen[from - 1]) {
        from--;
      }
      result = apply(range.over(from, to), List.of(result));
      to = from + 1;
    }
    return axes.length == 0 ? result.reshape(Shape.scalar()) : result;
  }

  /// Sums the axes along which `target` would broadcast to this shape: the gradient of
  /// broadcasting.
  public Tensor sumTo(Shape target) {
    if (shape().equals(target)) {
      return this;
    }
    int shift = shape().rank() - target.rank();
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < shape().rank(); i++) {
      if (i < shift || target.length(i - shift) == 1 && shape().length(i) != 1) {
        axes.add(i);
      }
    }
    return sum(axes.stream().mapToInt(Integer::intValue).toArray()).reshape(target);
  }

  public Tensor reshape(Shape to) {
    return shape().equals(to) ? this : apply(new Reshape(to), List.of(this));
  }

  /// This tensor under these lengths; one of them may be -1 and is inferred.
  public Tensor reshape(int... lengths) {
    int[] result = lengths.clone();
    int rest = 1;
    int open = -1;
    for (int i = 0; i < result.length; i++) {
      if (result[i] == -1 && open < 0) {
        open = i;
      } else {
        rest *= result[i];
      }
    }
    if (open >= 0) {
      if (rest == 0 || shape().size() % rest != 0) {
        throw new ShapeException(
            "reshape "
                + shape()
                + " to "
                + Arrays.toString(lengths)
                + ": the -1 cannot be inferred");
      }
      result[open] = shape().size() / rest;
    }
    return reshape(Shape.of(result));
  }

  /// Without the axes given, which must have length 1.
  public Tensor squeeze(int... axes) {
    boolean[] gone = new boolean[shape().rank()];
    for (int axis : axes) {
      if (shape().length(axis) != 1) {
        throw new ShapeException(
            "squeeze of axis " + axis + " of " + shape() + ": its length is not 1");
      }
      gone[shape().axis(axis)] = true;
    }
    int[] lengths =
        java.util.stream.IntStream.range(0, gone.length)
            .filter(i -> !gone[i])
            .map(shape()::length)
            .toArray();
    return reshape(Shape.of(lengths));
  }

  /// The last two axes exchanged.
  public Tensor transpose() {
    int rank = shape().rank();
    if (rank < 2) {
      throw new ShapeException(
          "transpose() exchanges the last two axes, and " + this.shape() + " has " + rank);
    }
    int[] order = all();
    order[rank - 1] = rank - 2;
    order[rank - 2] = rank - 1;
    return transpose(order);
  }

  /// Axis `i` of the result is axis `order[i]` of this.
  public Tensor transpose(int... order) {
    return apply(
        new Transpose(Arrays.stream(order).map(shape()::axis).boxed().toList()), List.of(this));
  }

  /// Elements `[from, to)` along an axis.
  public Tensor slice(int axis, int from, int to) {
    return slice(axis, from, to, 1);
  }

  /// Elements `from, from + step, ...` below `to` along an axis.
  public Tensor slice(int axis, int from, int to, int step) {
    int at = shape().axis(axis);
    if (from < 0 || to > shape().length(at) || from > to || step < 1) {
      throw new ShapeException(
          "slice ["
              + from
              + ", "
              + to
              + ") step "
              + step
              + " along axis "
              + axis
              + " does not fit "
              + shape());
    }
    Integer[] start = new Integer[shape().rank()];
    Integer[] steps = new Integer[shape().rank()];
    Arrays.fill(start, 0);
    Arrays.fill(steps, 1);
    start[at] = from;
    steps[at] = step;
    Shape part = shape().with(at, Math.ceilDiv(to - from, step));
    return apply(new Slice(List.of(start), List.of(steps), part), List.of(this));
  }

  /// Zeros around: `before[i]` and `after[i]` along axis i.
  public Tensor pad(int[] before, int[] after) {
    int[] lengths = shape().lengths();
    if (before.length != lengths.length || after.length != lengths.length) {
      throw new ShapeException(
          "pad of "
              + shape()
              + " takes "
              + lengths.length
              + " numbers before and after, got "
              + before.length
              + " and "
              + after.length);
    }
    List<Integer> start = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] += before[i] + after[i];
      start.add(before[i]);
      steps.add(1);
    }
    return apply(new Embed(start, steps, Shape.of(lengths)), List.of(this));
  }

  public Tensor flip(int axis) {
    return apply(new Flip(shape().axis(axis)), List.of(this));
  }

  /// Repeated along the axes where its length is 1.
  public Tensor expand(Shape to) {
    return shape().equals(to) ? this : apply(new Expand(to), List.of(this));
  }

  /// The whole tensor repeated `times` along an axis.
  public Tensor tile(int axis, int times) {
    int at = shape().axis(axis);
    Shape open = shape().slice(0, at).concat(Shape.of(1)).concat(shape().slice(at, shape().rank()));
    return reshape(open)
        .expand(open.with(at, times))
        .reshape(shape().with(at, shape().length(at) * times));
  }

  /// The tensors one after the other along an axis.
  public static Tensor concat(int axis, Tensor... parts) {
    if (parts.length == 0) {
      throw new ShapeException(
          "there is nothing to join: concat and stack need at least one tensor");
    }
    return apply(new Concat(parts[0].shape().axis(axis)), List.of(parts));
  }

  /// The tensors side by side along a new axis.
  public static Tensor stack(int axis, Tensor... parts) {
    if (parts.length == 0) {
      return concat(axis);
    }
    Shape one = parts[0].shape();
    int at = axis < 0 ? axis + one.rank() + 1 : axis;
    if (at < 0 || at > one.rank()) {
      throw new ShapeException("stack of " + one + " has no place for an axis " + axis);
    }
    Shape open = one.slice(0, at).concat(Shape.of(1)).concat(one.slice(at, one.rank()));
    return concat(at, Arrays.stream(parts).map(part -> part.reshape(open)).toArray(Tensor[]::new));
  }

  /// Pieces of these lengths along an axis.
  public List<Tensor> split(int axis, int... lengths) {
    List<Tensor> parts = new ArrayList<>();
    int at = 0;
    for (int length : lengths) {
      parts.add(slice(axis, at, at + length));
      at += length;
    }
    if (at != shape().length(axis)) {
      throw new ShapeException(
          "split of axis " + axis + " of " + shape() + ": the pieces add up to " + at);
    }
    return parts;
  }

  /// The slices at these indices along an axis.
  public Tensor gather(int axis, Indices indices) {
    return apply(new Gather(shape().axis(axis)), this, indices);
  }

  /// Adds the slices of this tensor along an axis into zeros of `length` there.
  public Tensor scatterAdd(int axis, int length, Indices indices) {
    return apply(new ScatterAdd(shape().axis(axis), length, indices.shape().rank()), this, indices);
  }

  @Override
  public String toString() {
    return io.gradus.graph.Listing.tensor(node);
  }
}
