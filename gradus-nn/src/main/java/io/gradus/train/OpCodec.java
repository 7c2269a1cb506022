package io.gradus.train;

import io.gradus.Shape;
import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;
import io.gradus.op.*;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// An op as a name and attributes for JSON, and back.
///
/// Each op that has settings has a line in [#attributes] and one in [#read(String, Attributes)];
/// each without is in [#PLAIN]. Nothing is found by reflection: a file can only name what is listed
/// here. An elementwise op of a user's own is stored as its formula.
final class OpCodec {
  private static final String FORMULA = "formula";

  private static final List<Op> PLAIN =
      List.of(
          new Add(),
          new Subtract(),
          new Multiply(),
          new Divide(),
          new Power(),
          new Minimum(),
          new Maximum(),
          new Absolute(),
          new Negate(),
          new Sign(),
          new SquareRoot(),
          new ReciprocalSquareRoot(),
          new Reciprocal(),
          new Square(),
          new Exp(),
          new Expm1(),
          new Log(),
          new Log1p(),
          new Sin(),
          new Cos(),
          new Erf(),
          new Floor(),
          new Ceil(),
          new Round(),
          new Where(),
          new StopGradient(),
          new OnlyUpTo(),
          new After(),
          new Pick(),
          new Sigmoid(),
          new Tanh(),
          new Relu(),
          new PRelu(),
          new Relu6(),
          new Selu(),
          new Gelu(),
          new GeluTanh(),
          new Silu(),
          new Mish(),
          new Softplus(),
          new Softsign(),
          new HardSigmoid(),
          new HardSwish(),
          new HardTanh(),
          new SoftmaxCrossEntropy());

  private static final Map<String, Op> BY_NAME = byName();

  private OpCodec() {}

  private static Map<String, Op> byName() {
    Map<String, Op> byName = new LinkedHashMap<>();
    PLAIN.forEach(op -> byName.put(op.name(), op));
    return Map.copyOf(byName);
  }

  /// The name of an op and its attributes.
  ///
  /// The attributes are sorted by name, so that the same op is the same text in every process.
  record Named(String name, Map<String, Object> attributes) {
    Named {
      attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }
  }

  /// Whether it is stored by its own name.
  static boolean knows(Op op) {
    return op.equals(BY_NAME.get(op.name())) || !attributes(op).isEmpty();
  }

  /// What [#read] takes for the same op.
  ///
  /// @throws IllegalArgumentException if it is an op of the user's own, other than elementwise
  static Named write(Op op) {
    if (op.equals(BY_NAME.get(op.name()))) {
      return new Named(op.name(), Map.of());
    }
    return switch (op) {
      case Compare compare ->
          new Named("compare", Map.of("op", compare.op().name().toLowerCase(Locale.ROOT)));
      case MatMul(boolean a, boolean b) ->
          new Named("matmul", Map.of("transposeA", a, "transposeB", b));
      case Formula(String name, int arity, var expr) -> formula(name, arity, expr);
      default -> {
        Map<String, Object> attributes = attributes(op);
        if (!attributes.isEmpty()) {
          yield new Named(op.name(), attributes);
        }
        if (op instanceof Elementwise own) {
          yield formula(own.name(), own.arity(), formula(own));
        }
        throw new IllegalArgumentException(
            "the op \""
                + op.name()
                + "\" ("
                + op.getClass().getName()
                + ") cannot be stored in a file: a saved model holds the ops of Gradus,"
                + " elementwise ones and composites of these. Build it of those, or keep the"
                + " weights in a checkpoint");
      }
    };
  }

  private static Named formula(String name, int arity, Expr expr) {
    return new Named(
        FORMULA, ordered("name", name, "arity", (long) arity, "parts", ExprCodec.write(expr)));
  }

  private static Expr formula(Elementwise own) {
    List<Expr> operands = new ArrayList<>();
    for (int i = 0; i < own.arity(); i++) {
      operands.add(Formula.operand(i));
    }
    return own.value(operands);
  }

  /// The settings of an op of Gradus that has some; empty for others.
  private static Map<String, Object> attributes(Op op) {
    return switch (op) {
      case Clamp(double low, double high) ->
          ordered("low", Attributes.of(low), "high", Attributes.of(high));
      case Scale(double factor) -> ordered("factor", Attributes.of(factor));
      case Ramp(int from, int count) -> ordered("from", (long) from, "count", (long) count);
      case Attention(boolean causal, int piece) -> ordered("causal", causal, "piece", (long) piece);
      case LeakyRelu(double alpha) -> ordered("alpha", Attributes.of(alpha));
      case Elu(double alpha) -> ordered("alpha", Attributes.of(alpha));
      case Celu(double alpha) -> ordered("alpha", Attributes.of(alpha));
      case Convolution(Window window) -> window(window);
      case ConvolutionFilter(Window window) -> window(window);
      case Depthwise(Window window) -> window(window);
      case DepthwiseFilter(Window window) -> window(window);
      case ArgMaxPool(Window window) -> window(window);
      case ConvolutionData(Window window, int height, int width) -> window(window, height, width);
      case DepthwiseData(Window window, int height, int width) -> window(window, height, width);
      case Scatter(Shape sample) -> ordered("sample", Attributes.of(sample));
      case Sum(int from, int to) -> axes(from, to);
      case Product(int from, int to) -> axes(from, to);
      case ReduceMax(int from, int to) -> axes(from, to);
      case ReduceMin(int from, int to) -> axes(from, to);
      case Reshape(Shape to) -> ordered("to", Attributes.of(to));
      case Expand(Shape to) -> ordered("to", Attributes.of(to));
      case Transpose(List<Integer> order) -> ordered("order", Attributes.of(order));
      case Slice(List<Integer> start, List<Integer> step, Shape to) -> box(start, step, to);
      case Embed(List<Integer> start, List<Integer> step, Shape to) -> box(start, step, to);
      case Concat(int axis) -> axis(axis);
      case Flip(int axis) -> axis(axis);
      case Gather(int axis) -> axis(axis);
      case ArgMax(int axis) -> axis(axis);
      case LogSumExp(int axis) -> axis(axis);
      case Softmax(int axis) -> axis(axis);
      case LogSoftmax(int axis) -> axis(axis);
      case ScatterAdd(int axis, int length, int indexRank) ->
          ordered("axis", (long) axis, "length", (long) length, "indexRank", (long) indexRank);
      case OneHot(int depth, int blank) -> ordered("depth", (long) depth, "blank", (long) blank);
      case UniformSample(Shape of, long key) -> ordered("shape", Attributes.of(of), "key", key);
      case NormalSample(Shape of, long key) -> ordered("shape", Attributes.of(of), "key", key);
      case BernoulliSample(Shape of, long key, double probability) ->
          ordered("shape", Attributes.of(of), "key", key, "probability", probability);
      default -> Map.of();
    };
  }

  private static Map<String, Object> axis(int axis) {
    return ordered("axis", (long) axis);
  }

  private static Map<String, Object> window(Window window) {
    return ordered("y", axis(window.y()), "x", axis(window.x()));
  }

  private static Map<String, Object> window(Window window, int height, int width) {
    Map<String, Object> map = window(window);
    map.put("height", (long) height);
    map.put("width", (long) width);
    return map;
  }

  private static List<Object> axis(Window.Axis axis) {
    return Attributes.of(
        List.of(axis.taps(), axis.stride(), axis.before(), axis.after(), axis.dilation()));
  }

  private static Map<String, Object> axes(int from, int to) {
    return ordered("from", (long) from, "to", (long) to);
  }

  private static Map<String, Object> box(List<Integer> start, List<Integer> step, Shape to) {
    return ordered(
        "start", Attributes.of(start), "step", Attributes.of(step), "to", Attributes.of(to));
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  /// The op of this name with these attributes.
  ///
  /// @throws DataException if there is no such op, or an attribute is missing or wrong
  static Op read(String name, Attributes from) {
    Op plain = BY_NAME.get(name);
    return plain != null ? plain : withAttributes(name, from);
  }

  private static Op withAttributes(String name, Attributes from) {
    return switch (name) {
      case "compare" -> new Compare(comparison(from));
      case "matmul" -> new MatMul(from.truth("transposeA"), from.truth("transposeB"));
      case FORMULA ->
          new Formula(from.text("name"), from.integer("arity"), ExprCodec.read(from.list("parts")));
      case "clamp" -> new Clamp(from.number("low"), from.number("high"));
      case "scale" -> new Scale(from.number("factor"));
      case "ramp" -> new Ramp(from.integer("from"), from.integer("count"));
      case "attention" -> new Attention(from.truth("causal"), from.integer("piece"));
      case "leakyRelu" -> new LeakyRelu(from.number("alpha"));
      case "elu" -> new Elu(from.number("alpha"));
      case "celu" -> new Celu(from.number("alpha"));
      case "convolution" -> new Convolution(window(from));
      case "convolutionFilter" -> new ConvolutionFilter(window(from));
      case "convolutionData" ->
          new ConvolutionData(window(from), from.integer("height"), from.integer("width"));
      case "depthwise" -> new Depthwise(window(from));
      case "depthwiseFilter" -> new DepthwiseFilter(window(from));
      case "depthwiseData" ->
          new DepthwiseData(window(from), from.integer("height"), from.integer("width"));
      case "argMaxPool" -> new ArgMaxPool(window(from));
      case "scatter" -> new Scatter(from.shape("sample"));
      case "sum" -> new Sum(from.integer("from"), from.integer("to"));
      case "product" -> new Product(from.integer("from"), from.integer("to"));
      case "reduceMax" -> new ReduceMax(from.integer("from"), from.integer("to"));
      case "reduceMin" -> new ReduceMin(from.integer("from"), from.integer("to"));
      case "reshape" -> new Reshape(from.shape("to"));
      case "expand" -> new Expand(from.shape("to"));
      case "transpose" -> new Transpose(from.integers("order"));
      case "slice" -> new Slice(from.integers("start"), from.integers("step"), from.shape("to"));
      case "embed" -> new Embed(from.integers("start"), from.integers("step"), from.shape("to"));
      case "concat" -> new Concat(from.integer("axis"));
      case "flip" -> new Flip(from.integer("axis"));
      case "gather" -> new Gather(from.integer("axis"));
      case "argMax" -> new ArgMax(from.integer("axis"));
      case "logSumExp" -> new LogSumExp(from.integer("axis"));
      case "softmax" -> new Softmax(from.integer("axis"));
      case "logSoftmax" -> new LogSoftmax(from.integer("axis"));
      case "scatterAdd" ->
          new ScatterAdd(from.integer("axis"), from.integer("length"), from.integer("indexRank"));
      case "oneHot" -> new OneHot(from.integer("depth"), from.integer("blank"));
      case "uniformSample" -> new UniformSample(from.shape("shape"), from.whole("key"));
      case "normalSample" -> new NormalSample(from.shape("shape"), from.whole("key"));
      case "bernoulliSample" ->
          new BernoulliSample(from.shape("shape"), from.whole("key"), from.number("probability"));
      default ->
          throw new DataException(
              "there is no op \""
                  + name
                  + "\" in this version of Gradus: read the file with the version that wrote it, or"
                  + " a newer one");
    };
  }

  private static Window window(Attributes from) {
    return new Window(axis("y", from), axis("x", from));
  }

  private static Window.Axis axis(String name, Attributes from) {
    List<Integer> numbers = from.integers(name);
    if (numbers.size() != 5) {
      throw from.wrong(name, "size, stride, padding before and after, dilation");
    }
    return new Window.Axis(
        numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), numbers.get(4));
  }

  private static Comparison comparison(Attributes from) {
    for (Comparison comparison : Comparison.values()) {
      if (comparison.name().toLowerCase(Locale.ROOT).equals(from.text("op"))) {
        return comparison;
      }
    }
    throw from.wrong("op", "one of lt, le, gt, ge, eq, ne");
  }
}
