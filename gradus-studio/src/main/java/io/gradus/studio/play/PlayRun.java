package io.gradus.studio.play;

import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.exec.Engine;
import io.gradus.nn.Loss;
import io.gradus.nn.Model;
import io.gradus.optim.OptimizerState;
import io.gradus.train.NonFiniteLossException;
import io.gradus.train.TrainingSteps;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One network that learns, and that can be changed between any two steps.
final class PlayRun {
  private static final int LEAST_STEPS = 20;
  private static final int MOST_STEPS = 500;

  private final Engine engine;
  private final long seed;
  private Points points;
  private PlaySettings settings;
  private Model model;
  private TrainingSteps steps;
  private Judge onTrain;
  private Judge onTest;
  private @Nullable PlaneMaps maps;
  private @Nullable View mapped;
  private History history = new History();
  private Score train = Score.NONE;
  private Score test = Score.NONE;
  private long judged = -1;
  private int judgedEpoch;
  private float[] best = new float[0];
  private double bestLoss = Double.POSITIVE_INFINITY;
  private double loss = Double.NaN;
  private @Nullable String problem;
  private @Nullable String reached;

  /// @param seed of the weights at the start and of the order of samples
  PlayRun(Engine engine, Points points, PlaySettings settings, long seed) {
    this.engine = engine;
    this.seed = seed;
    this.points = points;
    this.settings = settings;
    model = model();
    steps = steps();
    onTrain = new Judge(model, points, points.train());
    onTest = new Judge(model, points, points.test());
    judge();
  }

  private Model model() {
    return Model.of(new PlayNetwork(settings.hidden(), points.outputs()))
        .seed(seed)
        .on(engine)
        .input(2);
  }

  private TrainingSteps steps() {
    return TrainingSteps.of(
        model,
        settings.charged(points.loss(Loss.Reduction.MEAN)),
        settings.update(),
        settings.options(),
        points.train(),
        settings.batch());
  }

  PlaySettings settings() {
    return settings;
  }

  Model network() {
    return model;
  }

  TrainingSteps.Position position() {
    return steps.position();
  }

  Score train() {
    return train;
  }

  Score test() {
    return test;
  }

  /// Why it cannot go on, or null.
  @Nullable String problem() {
    return problem;
  }

  /// Whether it has nothing more to do.
  boolean ended() {
    return problem != null || reached != null;
  }

  /// Goes on with other settings, and says what of the run was kept.
  String configure(PlaySettings other) {
    return change(points, other);
  }

  /// Goes on with other points, and says what of the run was kept.
  String learn(Points other) {
    if (!other.kind().equals(points.kind()) || other.kind().equals("table")) {
      // Losses on one set say nothing beside those on another.
      history = new History();
    }
    return change(other, settings);
  }

  private String change(Points newPoints, PlaySettings newSettings) {
    Model before = model;
    PlaySettings earlier = settings;
    boolean sound = problem == null;
    if (!sound) {
      System.arraycopy(best, 0, before.parameters().values(), 0, best.length);
    }
    OptimizerState memory = steps.optimizer().state();
    TrainingSteps.Position position = steps.position();
    boolean sameDepth = earlier.hidden().size() == newSettings.hidden().size();
    points = newPoints;
    settings = newSettings;
    model = model();
    Kept kept = Kept.copy(before.parameters(), model.parameters(), sameDepth);
    steps = steps().from(position);
    boolean remembered = sound && kept.all() && earlier.optimizer().equals(newSettings.optimizer());
    if (remembered) {
      steps.optimizer().restore(memory);
    }
    onTrain = new Judge(model, points, points.train());
    onTest = new Judge(model, points, points.test());
    maps = null;
    problem = null;
    reached = null;
    judged = -1;
    bestLoss = Double.POSITIVE_INFINITY;
    judge();
    String text = kept.text(remembered, newSettings.optimizer());
    return sound ? text : "Back to the best weights before it went wrong. " + text;
  }

  /// One step.
  void step() {
    if (problem != null) {
      return;
    }
    try {
      loss = steps.step();
    } catch (NonFiniteLossException e) {
      loss = Double.NaN;
      problem = e.getMessage();
      judge();
      return;
    }
    TrainingSteps.Position now = steps.position();
    long since = now.step() - judged;
    if (now.epoch() != judgedEpoch && since >= LEAST_STEPS || since >= MOST_STEPS) {
      judge();
    }
  }

  /// Measures the network as it is, once for each step.
  void judge() {
    TrainingSteps.Position now = steps.position();
    if (judged == now.step() && problem == null) {
      return;
    }
    judged = now.step();
    judgedEpoch = now.epoch();
    train = onTrain.score();
    test = onTest.score();
    history.add(now.step(), train, test);
    if (train.loss() < bestLoss && problem == null) {
      bestLoss = train.loss();
      best = Arrays.copyOf(model.parameters().values(), model.parameters().extent());
    }
  }

  /// Whether this run has come to where it should stop; scores count when they are measured.
  void check(Stop stop) {
    boolean fresh = judged == steps.position().step() || stop.kind().equals("epochs");
    if (reached == null && problem == null && fresh) {
      reached = stop.reached(steps.position(), train, test, points.classification());
      if (reached != null) {
        judge();
      }
    }
  }

  /// A condition was set anew.
  void forgetStop() {
    reached = null;
  }

  /// What the page draws.
  Map<String, @Nullable Object> frame(View view, boolean withHistory) {
    judge();
    PlaneMaps present = maps;
    if (present == null || mapped == null || !view.sameMaps(mapped)) {
      present = new PlaneMaps(model, settings.hidden().size(), points, view);
      maps = present;
      mapped = view;
    }
    TrainingSteps.Position now = steps.position();
    Parameters parameters = model.parameters();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("step", now.step());
    map.put("epoch", now.epoch() - 1);
    map.put("loss", loss);
    map.put("trainLoss", train.loss());
    map.put("testLoss", test.loss());
    map.put("trainScore", train.score());
    map.put("testScore", test.score());
    map.put("confusion", test.confusion());
    map.put("problem", problem);
    map.put("reached", reached);
    map.put("maps", present.compute(view.layer(), view.unit()));
    map.put("weights", Packed.floats(packed(parameters, parameters.values())));
    map.put("gradients", Packed.floats(packed(parameters, parameters.gradients())));
    if (withHistory) {
      map.put("history", history.map());
    }
    return map;
  }

  /// Weight and bias of each layer, without the gaps of the array that holds them.
  private static float[] packed(Parameters parameters, float[] array) {
    List<Param> list = parameters.list();
    float[] packed = new float[list.stream().mapToInt(Param::size).sum()];
    int next = 0;
    for (Param param : list) {
      System.arraycopy(array, param.offset(), packed, next, param.size());
      next += param.size();
    }
    return packed;
  }
}
