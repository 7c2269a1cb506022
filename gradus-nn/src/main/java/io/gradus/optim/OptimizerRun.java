package io.gradus.optim;

import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.exec.Engine;
import io.gradus.exec.Workers;
import io.gradus.expr.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An optimizer at work on a model's parameters: each [#step] reads the gradients and changes the
/// values in place.
///
/// It computes no gradient. A step is one fused pass per parameter (more where the rule has lines
/// over whole tensors), in chunks of 16384 floats, and allocates nothing. Sums are over fixed
/// chunks in order, so the number of workers changes no bit. Frozen parameters are left alone, and
/// do not count in norms.
public final class OptimizerRun {
  private static final int CHUNK = 16_384;

  private final Optimizer optimizer;
  private final UpdateOptions options;
  private final RunArrays arrays;
  private final Workers workers;
  private final UpdateUnit[] units;
  private final double[] memory;
  private final int[] chunkUnit;
  private final int[] chunkStart;
  private final double[] chunkSum;
  private final double[] unitSum;
  private final int[][] offsets;
  private final int[] strides;
  private final float[] matrices;
  private final WeightAverage average;
  private final Workers.Task update = this::update;
  private final Workers.Task gradientSquares = this::gradientSquares;
  private final Workers.Task lineSquares = this::lineSquares;
  private final Workers.Task mix = this::mix;
  private long step;
  private int stage;

  private OptimizerRun(
      Optimizer optimizer, Parameters parameters, UpdateOptions options, Engine engine) {
    this.optimizer = optimizer;
    this.options = options;
    workers = engine.workers();
    memory = optimizer.rate().memory();
    arrays = new RunArrays(parameters);
    units = parameters.list().stream().map(param -> unit(param, engine)).toArray(UpdateUnit[]::new);
    List<int[]> chunks = new ArrayList<>();
    for (int u = 0; u < units.length; u++) {
      for (int start = 0; start < units[u].param.size(); start += CHUNK) {
        chunks.add(new int[] {u, start});
      }
    }
    chunkUnit = chunks.stream().mapToInt(chunk -> chunk[0]).toArray();
    chunkStart = chunks.stream().mapToInt(chunk -> chunk[1]).toArray();
    chunkSum = new double[chunkUnit.length];
    unitSum = new double[units.length];
    int most = Arrays.stream(units).mapToInt(UpdateUnit::arrays).max().orElse(1);
    offsets = new int[workers.count()][Math.max(2, most)];
    strides = new int[Math.max(2, most)];
    matrices = new float[Arrays.stream(units).mapToInt(UpdateUnit::memory).max().orElse(0)];
    average = new WeightAverage(parameters, options.averaging(), engine);
  }

  private UpdateUnit unit(Param param, Engine engine) {
    Rule rule = optimizer.rule(param.path(), param.shape());
    double factor = 1;
    for (ParamGroup group : options.groups()) {
      if (group.members().test(param)) {
        factor = group.rateFactor();
        requireDecay(group, rule);
        rule = group.decay().isPresent() ? rule.with("decay", group.decay().getAsDouble()) : rule;
        break;
      }
    }
    return new UpdateUnit(param, factor, rule, options.clipping(), engine, arrays);
  }

  private void requireDecay(ParamGroup group, Rule rule) {
    boolean decays = rule.settings().stream().anyMatch(setting -> setting.name().equals("decay"));
    if (group.decay().orElse(0) > 0 && !decays) {
      throw new IllegalArgumentException(
          "the group \""
              + group.name()
              + "\" asks for a decay of "
              + group.decay().getAsDouble()
              + ", and "
              + optimizer.name()
              + " has no decay: try AdamW, or Penalty on the loss");
    }
  }

  /// The optimizer at step 0, for all parameters of a model; the first group that a parameter
  /// belongs to counts.
  public static OptimizerRun of(
      Optimizer optimizer, Parameters parameters, UpdateOptions options, Engine engine) {
    return new OptimizerRun(optimizer, parameters, options, engine);
  }

  /// As above, with groups and no other options.
  public static OptimizerRun of(
      Optimizer optimizer, Parameters parameters, List<ParamGroup> groups, Engine engine) {
    return of(optimizer, parameters, UpdateOptions.standard().groups(groups), engine);
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
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalStateException(
          "the schedule gave the rate "
              + rate
              + " at step "
              + step
              + "; it must be 0 or more and finite");
    }
    if (units.length != arrays.parameters().size()) {
      throw new IllegalStateException(
          "the model has "
              + arrays.parameters().size()
              + " parameters and had "
              + units.length
              + " when this optimizer began: make all parameters first");
    }
    average.hear();
    step++;
    int stages = 0;
    for (UpdateUnit unit : units) {
      unit.begin(rate, step);
      stages = Math.max(stages, unit.stages());
    }
    clip();
    for (stage = 0; stage < stages; stage++) {
      for (UpdateUnit unit : units) {
        unit.prepare(stage);
      }
      workers.run(chunkUnit.length, update);
      wholeTensors();
    }
    if (average.kept()) {
      average.begin(step);
      workers.run(chunkUnit.length, mix);
    }
    arrays.parameters().changed();
  }

  private void update(int chunk, int worker) {
    UpdateUnit unit = units[chunkUnit[chunk]];
    unit.run(stage, start(chunk, unit, worker), strides, count(chunk, unit));
  }

  private int[] start(int chunk, UpdateUnit unit, int worker) {
    int[] at = offsets[worker];
    Arrays.fill(at, unit.param.offset() + chunkStart[chunk]);
    return at;
  }

  private int count(int chunk, UpdateUnit unit) {
    return Math.min(CHUNK, unit.param.size() - chunkStart[chunk]);
  }

  private void mix(int chunk, int worker) {
    UpdateUnit unit = units[chunkUnit[chunk]];
    int[] at = start(chunk, unit, worker);
    average.mix(unit.param, at, strides, count(chunk, unit));
  }

  private void clip() {
    switch (options.clipping()) {
      case Clipping.None _, Clipping.ByValue _ -> {}
      case Clipping.ByNorm(double limit) -> {
        sum(gradientSquares);
        for (int u = 0; u < units.length; u++) {
          units[u].setClip(Clipping.factor(limit, Math.sqrt(unitSum[u])));
        }
      }
      case Clipping.ByGlobalNorm(double limit) -> {
        double factor = Clipping.factor(limit, gradientNorm());
        for (UpdateUnit unit : units) {
          unit.setClip(factor);
        }
      }
    }
  }

  /// The Euclidean norm of all gradients together, as they are in the gradient array.
  public double gradientNorm() {
    sum(gradientSquares);
    double squares = 0;
    for (double part : unitSum) {
      squares += part;
    }
    return Math.sqrt(squares);
  }

  /// Sums per parameter what a task leaves for each chunk, in the order of chunks.
  private void sum(Workers.Task task) {
    workers.run(chunkUnit.length, task);
    Arrays.fill(unitSum, 0);
    for (int chunk = 0; chunk < chunkSum.length; chunk++) {
      unitSum[chunkUnit[chunk]] += chunkSum[chunk];
    }
  }

  private void gradientSquares(int chunk, int worker) {
    UpdateUnit unit = units[chunkUnit[chunk]];
    int from = unit.param.offset() + chunkStart[chunk];
    chunkSum[chunk] =
        unit.param.frozen()
            ? 0
            : SquareSum.of(
                arrays.parameters().gradients(),
                from,
                count(chunk, unit),
                1,
                Float.POSITIVE_INFINITY);
  }

  private void lineSquares(int chunk, int worker) {
    UpdateUnit unit = units[chunkUnit[chunk]];
    UpdateUnit.WholeTensor line = unit.then(stage);
    chunkSum[chunk] =
        line == null || line.matrix() != null
            ? 0
            : unit.squares(line, chunkStart[chunk], count(chunk, unit));
  }

  private void wholeTensors() {
    boolean norms = false;
    for (UpdateUnit unit : units) {
      UpdateUnit.WholeTensor line = unit.then(stage);
      if (line != null && line.matrix() != null) {
        unit.orthogonalize(line, matrices);
      } else if (line != null) {
        norms = true;
      }
    }
    if (norms) {
      sum(lineSquares);
      for (int u = 0; u < units.length; u++) {
        UpdateUnit.WholeTensor line = units[u].then(stage);
        if (line != null && line.matrix() == null) {
          units[u].setNorm(line, Math.sqrt(unitSum[u]));
        }
      }
    }
  }

  /// Puts the averaged weights in place of the weights and the other way round; twice changes
  /// nothing. Frozen parameters are left alone, and the average of one that was set from outside
  /// begins anew with what it was set to.
  ///
  /// @throws IllegalStateException if this run keeps no average
  public void swapAverage() {
    requireAverage();
    if (step == 0) {
      return;
    }
    average.hear();
    average.swap();
  }

  /// Overwrites the weights with their average, but for frozen ones.
  ///
  /// @throws IllegalStateException if this run keeps no average
  public void takeAverage() {
    requireAverage();
    if (step > 0) {
      average.hear();
      average.overwrite();
    }
  }

  private void requireAverage() {
    if (!average.kept()) {
      throw new IllegalStateException(
          "this run keeps no average of the weights: ask for one with UpdateOptions.averaging");
    }
  }

  /// All that this run remembers; the arrays are copies.
  public OptimizerState state() {
    return RunState.of(step, arrays, average.array(), units, memory);
  }

  /// Continues from what [#state] gave; weights that are set before the next step belong to it.
  ///
  /// @throws IllegalArgumentException if it belongs to another optimizer or model
  public void restore(OptimizerState saved) {
    RunState.restore(saved, optimizer.name(), arrays, average.array(), units, memory);
    step = saved.step();
    average.restored();
  }

  @Override
  public String toString() {
    return optimizer.name() + " after step " + step + ", at rate " + Numbers.format(rate(), 6);
  }
}
