package io.gradus.studio.run;

import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.nn.Model;
import io.gradus.studio.room.Outlet;
import io.gradus.train.Epoch;
import io.gradus.train.TrainingEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Listens to a trainer and tells the pages that watch.
///
/// It works on the training thread, so that it sees weights and gradients of one step and nothing
/// moves under it; it measures its own time and keeps it near one per cent of the run's. While no
/// page listens it only notes the losses.
public final class LiveRun implements Consumer<TrainingEvent> {
  private static final long LEAST_PAUSE = 250_000_000L;
  private static final long TIMES_THE_COST = 100;
  private static final int MOST_EPOCHS = 1000;

  private final Model model;
  private final String name;
  private final List<Outlet> outlets = new CopyOnWriteArrayList<>();
  private final Series losses = new Series();
  private final List<Epoch> epochs = new ArrayList<>();
  // Of the fit that is seen: from before its first step.
  private long started;
  private long stepsSeen;
  private long lastStep;
  private long lastTold;
  private long spent;
  private long nextSample;
  private long step;
  private int epoch;
  private long samples;
  private int before;
  private double loss = Double.NaN;
  private float[] earlier = new float[0];
  private @Nullable String end;
  private List<Map<String, @Nullable Object>> layers = List.of();
  private long measured;
  private long updated;

  /// @param name what the page calls this run
  public LiveRun(Model model, String name) {
    this.model = model;
    this.name = name;
  }

  void join(Outlet outlet) {
    outlets.add(outlet);
  }

  void leave(Outlet outlet) {
    outlets.remove(outlet);
  }

  @Override
  public void accept(TrainingEvent event) {
    long now = System.nanoTime();
    boolean heard = heard();
    synchronized (this) {
      switch (event) {
        case TrainingEvent.StepDone done -> stepDone(done, now, heard);
        case TrainingEvent.EpochDone done -> epochDone(done.epoch(), now, heard);
        case TrainingEvent.Stopped stopped -> {
          end = "stopped after epoch " + stopped.epoch() + "; the best was " + stopped.bestEpoch();
          tell();
        }
        case TrainingEvent.NothingLeft left -> {
          end = "nothing was left to train after epoch " + left.epoch();
          tell();
        }
        case TrainingEvent.Finished finished -> finished(finished, heard);
      }
      spent += System.nanoTime() - now;
    }
  }

  private boolean heard() {
    for (Outlet outlet : outlets) {
      if (outlet.listening()) {
        return true;
      }
    }
    return false;
  }

  private void stepDone(TrainingEvent.StepDone done, long now, boolean heard) {
    if (started == 0 || end != null) {
      // A fit begins, perhaps after another that was over.
      started = now;
      stepsSeen = 0;
      samples = 0;
      spent = 0;
      end = null;
    }
    stepsSeen++;
    lastStep = now;
    step = done.step() + 1;
    epoch = done.epoch();
    samples += done.sample() - (done.sample() > before ? before : 0);
    before = done.sample();
    loss = done.loss();
    losses.add(step, loss);
    if (!heard) {
      earlier = new float[0];
      return;
    }
    Parameters parameters = model.parameters();
    if (earlier.length > 0) {
      measure(parameters);
      long cost = System.nanoTime() - now;
      nextSample = now + Math.max(LEAST_PAUSE, TIMES_THE_COST * cost);
      earlier = new float[0];
      tell();
    } else if (now >= nextSample) {
      // The next step is measured: how far it moves the weights from here.
      earlier = parameters.values().clone();
    }
  }

  private void measure(Parameters parameters) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Param param : parameters.list()) {
      int from = param.offset();
      int size = param.size();
      ArrayStatistics values = ArrayStatistics.of(parameters.values(), from, size);
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("path", param.path());
      row.put("shape", param.shape().toString());
      row.put("frozen", param.frozen());
      row.put("values", values.map());
      row.put("gradients", ArrayStatistics.of(parameters.gradients(), from, size).map());
      row.put("update", update(rows.size(), parameters.values(), from, size, values.norm()));
      rows.add(row);
    }
    layers = rows;
    measured = step;
    updated = earlier.length > 0 ? step : updated;
  }

  /// How far the step moved these weights, over their length; where they were not kept before it,
  /// what was measured last.
  private Object update(int layer, float[] values, int from, int size, double norm) {
    if (earlier.length == 0) {
      Object last = layers.isEmpty() ? null : layers.get(layer).get("update");
      return last == null ? Double.NaN : last;
    }
    double moved = 0;
    for (int i = from; i < from + size; i++) {
      double d = (double) values[i] - earlier[i];
      moved += d * d;
    }
    return Math.sqrt(moved) / norm;
  }

  private void epochDone(Epoch done, long now, boolean heard) {
    if (epochs.size() == MOST_EPOCHS) {
      // The older half at half the detail, so that a long run stays whole.
      List<Epoch> kept = new ArrayList<>();
      for (int i = 0; i < epochs.size(); i++) {
        if (i % 2 == 0 || i > epochs.size() / 2) {
          kept.add(epochs.get(i));
        }
      }
      epochs.clear();
      epochs.addAll(kept);
    }
    epochs.add(done);
    before = 0;
    if (heard && now - lastTold >= LEAST_PAUSE) {
      tell();
    }
  }

  private void finished(TrainingEvent.Finished finished, boolean heard) {
    if (end == null) {
      end = "finished: %d epochs, %d steps".formatted(finished.epoch(), finished.steps());
    }
    if (heard) {
      if (measured != step) {
        // What is left: the weights as they are now, and the gradients of the last step.
        earlier = new float[0];
        measure(model.parameters());
      }
      tell();
    }
  }

  /// The run is over.
  public void ended(String how) {
    synchronized (this) {
      end = how;
    }
    tell();
  }

  private synchronized void tell() {
    lastTold = System.nanoTime();
    Map<String, @Nullable Object> state = state();
    outlets.forEach(outlet -> outlet.send("state", state));
  }

  /// All that the page shows.
  synchronized Map<String, @Nullable Object> state() {
    long now = System.nanoTime();
    // Up to the last step: what comes after it is not the run's.
    double seconds = Math.max(1e-9, (lastStep - started) / 1e9);
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("attached", true);
    state.put("name", name);
    state.put("step", step);
    state.put("epoch", epoch);
    state.put("loss", step == 0 ? null : loss);
    state.put("quiet", step == 0 ? 0 : (now - lastStep) / 1e9);
    state.put("seconds", seconds);
    state.put("stepsPerSecond", stepsSeen < 2 ? 0 : (stepsSeen - 1) / seconds);
    state.put("samplesPerSecond", stepsSeen < 2 ? 0 : samples / seconds);
    state.put("overhead", stepsSeen < 2 ? 0 : spent / 1e9 / seconds);
    state.put("end", end);
    state.put("losses", losses.points());
    state.put("epochs", epochs.stream().map(LiveRun::row).toList());
    state.put("layers", layers);
    // The step after which the layers were looked at.
    state.put("measured", measured);
    state.put("updated", updated);
    return state;
  }

  private static Map<String, @Nullable Object> row(Epoch epoch) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("number", epoch.number());
    row.put("loss", epoch.loss());
    row.put("metrics", epoch.metrics());
    row.put("validationLoss", epoch.validationLoss());
    row.put("validation", epoch.validation());
    row.put("rate", epoch.rate());
    row.put("seconds", epoch.seconds());
    return row;
  }
}
