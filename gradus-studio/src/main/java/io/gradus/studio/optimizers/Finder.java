package io.gradus.studio.optimizers;

import io.gradus.nn.Model;
import io.gradus.optim.Schedule;
import io.gradus.train.Dataset;
import io.gradus.train.NonFiniteLossException;
import io.gradus.train.RateFinder;
import io.gradus.train.Trainer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The search for a learning rate on a real network, and the test of what it suggests: the same
/// network trained with a tenth of that rate, with it, and with ten times as much.
final class Finder {
  static final double LOW = 1e-7;
  static final double HIGH = 10;

  private static final int TRIAL_STEPS = 150;

  private Finder() {}

  static Map<String, Object> run(FinderSettings settings) {
    Dataset data = settings.dataset();
    Model model = settings.model(data);
    RateFinder found =
        RateFinder.of(
            model,
            settings.loss(),
            settings.entry()::with,
            data,
            settings.batch(),
            LOW,
            HIGH,
            settings.steps());
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("parameters", model.parameters().count());
    map.put("samples", data.size());
    map.put("low", LOW);
    map.put("high", HIGH);
    map.put("rates", found.points().stream().map(RateFinder.Point::rate).toList());
    map.put("losses", found.points().stream().map(RateFinder.Point::loss).toList());
    map.put("smoothed", found.points().stream().map(RateFinder.Point::smoothed).toList());
    map.put("stoppedEarly", found.points().size() < settings.steps());
    map.put("suggestion", found.suggestion());
    map.put("trials", trials(settings, data, found.suggestion()));
    return map;
  }

  private static List<Map<String, Object>> trials(
      FinderSettings settings, Dataset data, double suggestion) {
    List<Map<String, Object>> trials = new ArrayList<>();
    if (Double.isFinite(suggestion)) {
      for (double rate : new double[] {suggestion / 10, suggestion, 10 * suggestion}) {
        trials.add(trial(settings, data, rate));
      }
    }
    return trials;
  }

  /// The loss of each epoch, in a training of about [#TRIAL_STEPS] steps from the same weights.
  private static Map<String, Object> trial(FinderSettings settings, Dataset data, double rate) {
    int stepsAnEpoch = (data.size() + settings.batch() - 1) / settings.batch();
    List<Double> losses = new ArrayList<>();
    Trainer trainer =
        Trainer.of(
                settings.model(data),
                settings.loss(),
                settings.entry().with(Schedule.constant(rate)))
            .batch(settings.batch());
    boolean diverged = false;
    try {
      for (int steps = 0; steps < TRIAL_STEPS; steps += stepsAnEpoch) {
        losses.add(trainer.fit(data).getLast().loss());
      }
    } catch (NonFiniteLossException e) {
      diverged = true;
    }
    return Map.of("rate", rate, "losses", losses, "diverged", diverged);
  }
}
