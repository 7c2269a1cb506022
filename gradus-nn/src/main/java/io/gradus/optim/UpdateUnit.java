package io.gradus.optim;

import io.gradus.Param;
import io.gradus.exec.Engine;
import io.gradus.expr.Evaluate;
import io.gradus.kernel.ElementwiseKernel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One parameter under its own rule: the kernels, the arrays they work on, and the numbers of the
/// step.
final class UpdateUnit {
  private static final double[] NONE = {};

  final Param param;
  final Rule rule;
  private final double rateFactor;
  private final RulePlan plan;
  private final double[] numbers;
  private final double[] next;
  private final ElementwiseKernel[] kernels;
  private final float[][] arguments;
  private final float[][][] in;
  private final float[][][] out;
  private final @Nullable WholeTensor[] then;

  /// A line over a whole tensor: a norm sets a number, an orthogonal matrix an array.
  record WholeTensor(
      float[] from, boolean ofGradient, int number, float[] to, @Nullable Orthogonalizer matrix) {}

  UpdateUnit(
      Param param, double rateFactor, Rule rule, Clipping clipping, Engine engine, RunArrays all) {
    this.param = param;
    this.rateFactor = rateFactor;
    this.rule = rule;
    plan = RulePlan.of(rule, clipping instanceof Clipping.ByValue);
    numbers = new double[plan.numbers().size()];
    next = new double[numbers.length];
    int stages = plan.stages().size();
    kernels = new ElementwiseKernel[stages];
    arguments = new float[stages][];
    in = new float[stages][][];
    out = new float[stages][][];
    then = new WholeTensor[stages];
    for (int s = 0; s < stages; s++) {
      RulePlan.Stage stage = plan.stages().get(s);
      kernels[s] = engine.kernels().elementwise(stage.spec());
      arguments[s] = new float[stage.arguments().size()];
      in[s] = arrays(stage.in(), all);
      out[s] = arrays(stage.out(), all);
      then[s] = stage.then().isEmpty() ? null : whole(stage.then().getFirst(), engine, all);
    }
    rule.settings().forEach(setting -> setNumber(setting.name(), setting.value()));
    rule.scalars().forEach(scalar -> setNumber(scalar.name(), scalar.value()));
    numbers[plan.clip()] = 1;
    numbers[plan.limit()] =
        clipping instanceof Clipping.ByValue(double limit) ? limit : Double.POSITIVE_INFINITY;
  }

  private float[][] arrays(int[] indices, RunArrays all) {
    return Arrays.stream(indices)
        .mapToObj(index -> all.of(plan.arrays().get(index), rule))
        .toArray(float[][]::new);
  }

  private WholeTensor whole(Assignment line, Engine engine, RunArrays all) {
    return switch (line) {
      case Assignment.Formula formula ->
          throw new IllegalStateException("a formula after a stage: " + formula);
      case Assignment.Norm(String target, String of) -> {
        float[] from = all.of(of, rule);
        int number = plan.numbers().indexOf(target);
        yield new WholeTensor(from, of.equals(Rule.GRADIENT), number, from, null);
      }
      case Assignment.Orthogonal(String target, String of) ->
          new WholeTensor(
              all.of(of, rule),
              of.equals(Rule.GRADIENT),
              -1,
              all.of(target, rule),
              new Orthogonalizer(param.shape(), engine));
    };
  }

  int stages() {
    return kernels.length;
  }

  /// The most arrays that one of its kernels reads or writes.
  int arrays() {
    int most = 1;
    for (int s = 0; s < kernels.length; s++) {
      most = Math.max(most, Math.max(in[s].length, out[s].length));
    }
    return most;
  }

  /// Floats of working memory for its matrices.
  int memory() {
    int most = 0;
    for (WholeTensor line : then) {
      if (line != null && line.matrix() != null) {
        most = Math.max(most, line.matrix().memory());
      }
    }
    return most;
  }

  double number(String name) {
    return numbers[plan.numbers().indexOf(name)];
  }

  void setNumber(String name, double value) {
    numbers[plan.numbers().indexOf(name)] = value;
  }

  /// Takes the numbers of a new step.
  void begin(double rate, long step) {
    numbers[0] = rate * rateFactor;
    numbers[1] = step;
  }

  void setClip(double factor) {
    numbers[plan.clip()] = factor;
  }

  /// Works out what the kernel of a stage is given, and the numbers that hold after it.
  void prepare(int stage) {
    if (stage >= kernels.length) {
      return;
    }
    RulePlan.Stage now = plan.stages().get(stage);
    for (int i = 0; i < now.arguments().size(); i++) {
      arguments[stage][i] = (float) Evaluate.in(now.arguments().get(i), NONE, numbers);
    }
    // All updates see the numbers as they were at the start of the stage.
    System.arraycopy(numbers, 0, next, 0, numbers.length);
    for (int i = 0; i < now.updates().size(); i++) {
      RulePlan.Update update = now.updates().get(i);
      next[update.index()] = Evaluate.in(update.value(), NONE, numbers);
    }
    System.arraycopy(next, 0, numbers, 0, numbers.length);
  }

  /// Runs the kernel of a stage over `count` elements; `at` holds where they start, for each array.
  void run(int stage, int[] at, int[] strides, int count) {
    if (stage < kernels.length && out[stage].length > 0 && !param.frozen()) {
      kernels[stage].run(in[stage], at, strides, out[stage], at, arguments[stage], count);
    }
  }

  /// The line that follows a stage, if there is one to be done.
  @Nullable WholeTensor then(int stage) {
    return stage < kernels.length && !param.frozen() ? then[stage] : null;
  }

  /// The sum of squares over a part of the tensor that a norm is taken of.
  double squares(WholeTensor line, int start, int count) {
    return SquareSum.of(line.from(), param.offset() + start, count, factor(line), limit(line));
  }

  void setNorm(WholeTensor line, double norm) {
    numbers[line.number()] = norm;
  }

  void orthogonalize(WholeTensor line, float[] memory) {
    if (line.matrix() != null) {
      line.matrix().run(line.from(), line.to(), param.offset(), factor(line), limit(line), memory);
    }
  }

  private float factor(WholeTensor line) {
    return line.ofGradient() ? (float) numbers[plan.clip()] : 1;
  }

  private float limit(WholeTensor line) {
    return line.ofGradient() ? (float) numbers[plan.limit()] : Float.POSITIVE_INFINITY;
  }
}
