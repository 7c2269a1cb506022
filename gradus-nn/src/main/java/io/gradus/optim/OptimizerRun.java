package io.gradus.optim;

import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.exec.Engine;
import io.gradus.exec.Workers;
import io.gradus.expr.Evaluate;
import io.gradus.kernel.ElementwiseKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An optimizer at work on a model's parameters: each [#step] reads the gradients and changes the
/// values in place.
///
/// It computes no gradient. A step is one fused pass per parameter, in chunks of [#CHUNK] floats,
/// and allocates nothing. Frozen parameters are left alone.
public final class OptimizerRun {
  private static final int CHUNK = 16_384;

  /// One parameter under its own rule.
  private static final class Unit {
    final Param param;
    final double rateFactor;
    final Rule rule;
    final RulePlan plan;
    final double[] numbers;
    final double[] next;
    final ElementwiseKernel[] kernels;
    final float[][] arguments;
    final float[][][] in;
    final float[][][] out;

    Unit(
        Param param,
        double rateFactor,
        Rule rule,
        Engine engine,
        Map<String, float[]> state,
        Parameters parameters) {
      this.param = param;
      this.rateFactor = rateFactor;
      this.rule = rule;
      this.plan = RulePlan.of(rule, false);
      this.numbers = new double[plan.numbers().size()];
      this.next = new double[numbers.length];
      int stages = plan.stages().size();
      kernels = new ElementwiseKernel[stages];
      arguments = new float[stages][];
      in = new float[stages][][];
      out = new float[stages][][];
      for (int s = 0; s < stages; s++) {
        RulePlan.Stage stage = plan.stages().get(s);
        kernels[s] = engine.kernels().elementwise(stage.spec());
        arguments[s] = new float[stage.arguments().size()];
        in[s] =
            Arrays.stream(stage.in())
                .mapToObj(i -> array(i, state, parameters))
                .toArray(float[][]::new);
        out[s] =
            Arrays.stream(stage.out())
                .mapToObj(i -> array(i, state, parameters))
                .toArray(float[][]::new);
      }
      for (int i = 0; i < rule.settings().size(); i++) {
        numbers[2 + i] = rule.settings().get(i).value();
      }
      for (int i = 0; i < rule.scalars().size(); i++) {
        numbers[2 + rule.settings().size() + i] = rule.scalars().get(i).value();
      }
    }

    private float[] array(int index, Map<String, float[]> state, Parameters parameters) {
      return switch (index) {
        case 0 -> parameters.values();
        case 1 -> parameters.gradients();
        default ->
            state.computeIfAbsent(
                plan.arrays().get(index), name -> new float[parameters.values().length]);
      };
    }
  }

  private final Optimizer optimizer;
  private final Parameters parameters;
  private final Engine engine;
  private final Map<String, float[]> state = new LinkedHashMap<>();
  private final List<Unit> units = new ArrayList<>();
  private final double[] memory;
  private final int[] chunkUnit;
  private final int[] chunkStart;
  private final int[][] offsets;
  private final int[] strides;
  private final Workers.Task task = this::chunk;
  private long step;
  private int stage;
  private int stages;

  private OptimizerRun(
      Optimizer optimizer, Parameters parameters, List<ParamGroup> groups, Engine engine) {
    this.optimizer = optimizer;
    this.parameters = parameters;
    this.engine = engine;
    this.memory = optimizer.rate().memory();
    List<int[]> chunks = new ArrayList<>();
    int most = 1;
    for (Param param : parameters.list()) {
      Unit unit = unit(param, groups);
      stages = Math.max(stages, unit.kernels.length);
      for (int start = 0; start < param.size(); start += CHUNK) {
        chunks.add(new int[] {units.size(), start});
      }
      for (int s = 0; s < unit.kernels.length; s++) {
        most = Math.max(most, Math.max(unit.in[s].length, unit.out[s].length));
      }
      units.add(unit);
    }
    chunkUnit = chunks.stream().mapToInt(chunk -> chunk[0]).toArray();
    chunkStart = chunks.stream().mapToInt(chunk -> chunk[1]).toArray();
    offsets = new int[engine.workers().count()][most];
    strides = new int[most];
  }

  private Unit unit(Param param, List<ParamGroup> groups) {
    Rule rule = optimizer.rule(param.path(), param.shape());
    if (rule.tensorwise()) {
      throw new IllegalArgumentException(
          optimizer.name()
              + " has a rule with a line over a whole tensor, which this driver does not run");
    }
    double factor = 1;
    for (ParamGroup group : groups) {
      if (group.members().test(param)) {
        factor = group.rateFactor();
        rule = group.decay().isPresent() ? rule.with("decay", group.decay().getAsDouble()) : rule;
        break;
      }
    }
    return new Unit(param, factor, rule, engine, state, parameters);
  }

  /// The optimizer at step 0, for all parameters of a model; the first group that a parameter
  /// belongs to counts.
  public static OptimizerRun of(
      Optimizer optimizer, Parameters parameters, List<ParamGroup> groups, Engine engine) {
    return new OptimizerRun(optimizer, parameters, groups, engine);
  }

  /// How many steps were done.
  public long steps() {
    return step;
  }

  /// The rate of the step to come.
  public double rate() {
    return optimizer.rate().rate(step, memory);
  }

  /// Shows the schedule a metric, usually the validation loss after an epoch.
  public void observe(double metric) {
    optimizer.rate().observe(metric, memory);
  }

  /// Changes the values by one step along the gradients.
  public void step() {
    double rate = rate();
    step++;
    for (Unit unit : units) {
      unit.numbers[0] = rate * unit.rateFactor;
      unit.numbers[1] = step;
      unit.numbers[unit.plan.clip()] = 1;
    }
    for (stage = 0; stage < stages; stage++) {
      for (Unit unit : units) {
        prepare(unit);
      }
      engine.workers().run(chunkUnit.length, task);
    }
    parameters.changed();
  }

  private static final double[] NONE = {};

  private void prepare(Unit unit) {
    if (stage >= unit.kernels.length) {
      return;
    }
    RulePlan.Stage now = unit.plan.stages().get(stage);
    for (int i = 0; i < now.arguments().size(); i++) {
      unit.arguments[stage][i] = (float) Evaluate.in(now.arguments().get(i), NONE, unit.numbers);
    }
    // All updates see the numbers as they were at the start of the stage.
    System.arraycopy(unit.numbers, 0, unit.next, 0, unit.numbers.length);
    for (int i = 0; i < now.updates().size(); i++) {
      RulePlan.Update update = now.updates().get(i);
      unit.next[update.index()] = Evaluate.in(update.value(), NONE, unit.numbers);
    }
    System.arraycopy(unit.next, 0, unit.numbers, 0, unit.numbers.length);
  }

  private void chunk(int chunk, int worker) {
    Unit unit = units.get(chunkUnit[chunk]);
    if (unit.param.frozen() || stage >= unit.kernels.length) {
      return;
    }
    int start = chunkStart[chunk];
    int[] at = offsets[worker];
    Arrays.fill(at, unit.param.offset() + start);
    int count = Math.min(CHUNK, unit.param.size() - start);
    unit.kernels[stage].run(
        unit.in[stage], at, strides, unit.out[stage], at, unit.arguments[stage], count);
  }

  /// All that this run remembers; the arrays are copies.
  public OptimizerState state() {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    state.forEach((name, array) -> arrays.put(name, Arrays.copyOf(array, parameters.extent())));
    Map<String, double[]> numbers = new LinkedHashMap<>();
    for (Unit unit : units) {
      for (Rule.Setting scalar : unit.rule.scalars()) {
        int index = unit.plan.numbers().indexOf(scalar.name());
        numbers.put(unit.param.path() + "/" + scalar.name(), new double[] {unit.numbers[index]});
      }
    }
    numbers.put("schedule", memory.clone());
    return new OptimizerState(step, arrays, numbers);
  }

  /// Continues from what [#state] gave.
  ///
  /// @throws IllegalArgumentException if it belongs to another optimizer or model
  public void restore(OptimizerState saved) {
    for (Map.Entry<String, float[]> own : state.entrySet()) {
      float[] array = saved.arrays().get(own.getKey());
      if (array == null || array.length != parameters.extent()) {
        throw new IllegalArgumentException(
            "the saved state does not fit "
                + optimizer.name()
                + ": \""
                + own.getKey()
                + "\" needs "
                + parameters.extent()
                + " numbers, got "
                + (array == null ? "none" : array.length));
      }
    }
    state.forEach((name, array) ->
        System.arraycopy(
            java.util.Objects.requireNonNull(saved.arrays().get(name)),
            0,
            array,
            0,
            parameters.extent()));
    for (Unit unit : units) {
      for (Rule.Setting scalar : unit.rule.scalars()) {
        double[] value = saved.numbers().get(unit.param.path() + "/" + scalar.name());
        if (value != null) {
          unit.numbers[unit.plan.numbers().indexOf(scalar.name())] = value[0];
        }
      }
    }
    double[] kept = saved.numbers().get("schedule");
    if (kept != null) {
      System.arraycopy(kept, 0, memory, 0, Math.min(kept.length, memory.length));
    }
    step = saved.step();
  }
}
