package io.gradus.train;

import io.gradus.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/// A [Checkpoint] as safetensors, and back.
final class CheckpointFile {
  private static final int FORMAT = 1;
  private static final String NUMBERS = "numbers/";
  private static final String PROGRESS = "progress";

  private CheckpointFile() {}

  static Safetensors write(Checkpoint checkpoint) {
    Checkpoint.Position position = checkpoint.position();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format", FORMAT);
    map.put("profile", Provenance.PROFILE);
    map.put("settings", checkpoint.settings());
    map.put("step", position.step());
    map.put("updates", position.updates());
    map.put("epoch", position.epoch());
    map.put("sample", position.sample());
    map.put("bestEpoch", position.bestEpoch());
    map.put("before", position.before());
    Map<String, StoredArray> arrays = new LinkedHashMap<>(checkpoint.arrays());
    checkpoint.numbers().forEach((name, numbers) -> arrays.put(NUMBERS + name, doubles(numbers)));
    // As an array, because JSON has no infinity.
    arrays.put(PROGRESS, doubles(position.lossSum(), position.best()));
    return new Safetensors(Map.of(ModelFile.CHECKPOINT, Json.write(map)), arrays);
  }

  private static StoredArray doubles(double... numbers) {
    return new StoredArray.Doubles(Shape.of(numbers.length), numbers);
  }

  static Checkpoint read(String source, Safetensors file) {
    String text = file.metadata().get(ModelFile.CHECKPOINT);
    if (text == null) {
      throw new ModelFileException(
          source,
          file.metadata().containsKey(ModelFile.KEY)
              ? "this is a saved model, not a checkpoint of a training run"
              : "the file has no \"" + ModelFile.CHECKPOINT + "\" in its metadata",
          "go on from a file of Trainer.checkpoint(path) or gradus train --checkpoint");
    }
    String where = source + ", " + ModelFile.CHECKPOINT;
    Attributes map = new Attributes(where, Json.parseObject(where, text));
    ModelFile.requireFormat(source, ModelFile.CHECKPOINT, map, FORMAT);
    try {
      return read(source, map, file.arrays());
    } catch (DataException e) {
      throw new ModelFileException(
          source,
          "the checkpoint does not hold together: " + e.getMessage(),
          "go on from another checkpoint, or start anew");
    }
  }

  private static Checkpoint read(String source, Attributes map, Map<String, StoredArray> all) {
    if (!map.text("profile").equals(Provenance.PROFILE)) {
      throw map.wrong("profile", "\"" + Provenance.PROFILE + "\", that of this version");
    }
    Map<String, StoredArray> arrays = new LinkedHashMap<>();
    Map<String, double[]> numbers = new LinkedHashMap<>();
    double[] progress = {};
    for (Map.Entry<String, StoredArray> entry : all.entrySet()) {
      String name = entry.getKey();
      switch (entry.getValue()) {
        case StoredArray.Doubles array when name.equals(PROGRESS) -> progress = array.values();
        case StoredArray.Doubles array when name.startsWith(NUMBERS) ->
            numbers.put(name.substring(NUMBERS.length()), array.values());
        default -> arrays.put(name, entry.getValue());
      }
    }
    if (progress.length != 2) {
      throw new DataException("expected an array \"" + PROGRESS + "\" of two numbers");
    }
    return new Checkpoint(source, settings(map), position(map, progress), arrays, numbers);
  }

  private static Map<String, String> settings(Attributes map) {
    Attributes settings = map.object("settings");
    Map<String, String> texts = new LinkedHashMap<>();
    settings.map().keySet().forEach(name -> texts.put(name, settings.text(name)));
    return texts;
  }

  private static Checkpoint.Position position(Attributes map, double[] progress) {
    long step = map.whole("step");
    long updates = map.whole("updates");
    int epoch = map.integer("epoch");
    int sample = map.integer("sample");
    int bestEpoch = map.integer("bestEpoch");
    // Checkpoints of the first versions do not say; almost all are of a first fit.
    int before = map.map().containsKey("before") ? map.integer("before") : 0;
    if (step < 0 || updates < 0 || epoch < 1 || sample < 0) {
      throw new DataException(
          "there is no step %d, epoch %d, sample %d".formatted(step, epoch, sample));
    }
    if (bestEpoch < 0 || bestEpoch > epoch || before < 0 || before >= epoch) {
      throw new DataException(
          "epoch %d cannot come after a best epoch %d and %d epochs of earlier fits"
              .formatted(epoch, bestEpoch, before));
    }
    return new Checkpoint.Position(
        step, updates, epoch, sample, progress[0], progress[1], bestEpoch, before);
  }
}
