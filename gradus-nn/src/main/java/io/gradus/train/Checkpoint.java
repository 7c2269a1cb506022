package io.gradus.train;

import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.nn.Model;
import io.gradus.optim.OptimizerRun;
import io.gradus.optim.OptimizerState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// All that a training run needs to go on as if it had never been interrupted.
///
/// The order of the samples and all random masks are pure functions of the seed, the epoch and the
/// step, so the position stands for them.
///
/// @param source the file it was read from, for errors
/// @param settings what must be the same in the run that goes on, by name
/// @param position how far it was
/// @param arrays weights, buffers, optimizer state and best weights, by name behind a prefix
/// @param numbers what the rules and the schedule of the optimizer remember
record Checkpoint(
    String source,
    Map<String, String> settings,
    Position position,
    Map<String, StoredArray> arrays,
    Map<String, double[]> numbers) {
  static final String WEIGHTS = "weights/";
  static final String OPTIMIZER = "optimizer/";
  static final String BEST = "best/";

  /// @param step steps done in all, as masks count them
  /// @param updates updates that the optimizer did
  /// @param epoch the epoch to go on with, from 1
  /// @param sample samples done in that epoch
  /// @param lossSum the sum of their losses
  /// @param best the least loss that was watched for early stopping; infinite if none was
  /// @param bestEpoch its epoch
  /// @param before the epochs of earlier fits, which do not count as epochs of this one
  record Position(
      long step,
      long updates,
      int epoch,
      int sample,
      double lossSum,
      double best,
      int bestEpoch,
      int before) {}

  /// The best numbers so far; empty arrays if none were kept.
  record Best(float[] values, float[] buffers) {
    static final Best NONE = new Best(new float[0], new float[0]);
  }

  static Checkpoint of(
      Model model,
      OptimizerRun update,
      Map<String, String> settings,
      Position position,
      Best best) {
    Map<String, StoredArray> arrays = new LinkedHashMap<>();
    Weights.put(WEIGHTS, model.parameters(), arrays);
    Weights.put(WEIGHTS, model.buffers(), arrays);
    OptimizerState state = update.state();
    state
        .arrays()
        .forEach((name, array) -> slice(OPTIMIZER + name + "/", model.parameters(), array, arrays));
    if (best.values().length > 0) {
      slice(BEST, model.parameters(), best.values(), arrays);
      slice(BEST, model.buffers(), best.buffers(), arrays);
    }
    return new Checkpoint("checkpoint", settings, position, arrays, state.numbers());
  }

  private static void slice(
      String prefix, Parameters layout, float[] all, Map<String, StoredArray> to) {
    for (Param param : layout.list()) {
      float[] own = new float[param.size()];
      System.arraycopy(all, param.offset(), own, 0, own.length);
      to.put(prefix + param.path(), new StoredArray.Floats(param.shape(), own));
    }
  }

  /// Requires that this is a checkpoint of this network.
  ///
  /// @throws ModelMismatchException if not; says which names are missing and which come close
  void require(Model model) {
    Weights.require(source, WEIGHTS, arrays, model.parameters(), model.buffers());
  }

  /// Requires that a run has the settings of the one that was interrupted.
  ///
  /// @throws ModelFileException if one differs
  void require(Map<String, String> now) {
    now.forEach((name, value) -> {
      String then = settings.get(name);
      if (!value.equals(then)) {
        throw new ModelFileException(
            source,
            then == null
                ? "the checkpoint does not say its " + name + ": another version wrote it"
                : "the checkpoint was made with " + name + " " + then + ", this run has " + value,
            "go on with the same settings and data, or start anew");
      }
    });
  }

  /// Puts the state of the run that was interrupted in place, all of it or nothing.
  ///
  /// @throws FileFormatException if it is not of this network and this optimizer
  void restore(Model model, OptimizerRun update) {
    require(model);
    Map<String, float[]> states = new LinkedHashMap<>();
    for (String name : update.state().arrays().keySet()) {
      Weights.require(source, OPTIMIZER + name + "/", arrays, model.parameters());
      states.put(name, gather(OPTIMIZER + name + "/", model.parameters()));
    }
    requireNoOther(states.keySet());
    try {
      update.restore(new OptimizerState(position.updates, states, numbers));
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(
          source, String.valueOf(e.getMessage()), "go on with the same optimizer, or start anew");
    }
    Weights.copy(WEIGHTS, arrays, model.parameters());
    Weights.copy(WEIGHTS, arrays, model.buffers());
  }

  private void requireNoOther(Set<String> states) {
    for (String name : arrays.keySet()) {
      if (name.startsWith(OPTIMIZER)
          && states.stream().noneMatch(state -> name.startsWith(OPTIMIZER + state + "/"))) {
        throw new ModelFileException(
            source,
            "the checkpoint has \"" + name + "\", which this optimizer does not know",
            "go on with the same optimizer and settings, or start anew");
      }
    }
  }

  /// The best numbers so far.
  ///
  /// @throws ModelMismatchException if they are not of this network
  Best best(Model model) {
    if (arrays.keySet().stream().noneMatch(name -> name.startsWith(BEST))) {
      return Best.NONE;
    }
    Weights.require(source, BEST, arrays, model.parameters(), model.buffers());
    return new Best(gather(BEST, model.parameters()), gather(BEST, model.buffers()));
  }

  private float[] gather(String prefix, Parameters layout) {
    float[] all = new float[layout.extent()];
    for (Param param : layout.list()) {
      if (arrays.get(prefix + param.path()) instanceof StoredArray.Floats own) {
        System.arraycopy(own.values(), 0, all, param.offset(), param.size());
      }
    }
    return all;
  }

  void save(Path path) throws IOException {
    CheckpointFile.write(this).write(path);
  }

  /// @throws FileFormatException if the file is no whole, consistent checkpoint
  static Checkpoint read(Path path) throws IOException {
    return CheckpointFile.read(path.toString(), Safetensors.read(path));
  }
}
