package io.gradus.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// Where a saved model comes from; a text is empty when it is not known.
///
/// @param seed the seed that the model's random numbers come from
/// @param data what it was trained on, such as `iris` or the name of a file
/// @param dataHash the content hash of the training samples; see [Dataset#contentHash]
/// @param gradus the version of Gradus that saved it
/// @param java the version of Java that saved it
/// @param profile the numeric profile: files of one profile give the same bits everywhere
/// @param date when it was saved, as the caller says it; nothing here reads a clock
public record Provenance(
    long seed,
    String data,
    String dataHash,
    String gradus,
    String java,
    String profile,
    String date) {
  /// The numeric profile of this version: float32, fused multiply-add chains, first edition.
  public static final String PROFILE = "f32-fma-1";

  /// What this running library knows by itself.
  public static Provenance ofThisLibrary(long seed) {
    return new Provenance(
        seed, "", "", version(), Objects.toString(Runtime.version()), PROFILE, "");
  }

  /// The same, trained on this data.
  public Provenance trainedOn(String name, Dataset samples) {
    return new Provenance(seed, name, samples.contentHash(), gradus, java, profile, date);
  }

  /// The same, saved at this date, best in the form of ISO 8601.
  public Provenance at(String when) {
    return new Provenance(seed, data, dataHash, gradus, java, profile, when);
  }

  private static String version() {
    var module = Provenance.class.getModule().getDescriptor();
    if (module != null && module.rawVersion().isPresent()) {
      return module.rawVersion().get();
    }
    String jar = Provenance.class.getPackage().getImplementationVersion();
    return jar != null ? jar : "";
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("seed", seed);
    map.put("data", data);
    map.put("dataHash", dataHash);
    map.put("gradus", gradus);
    map.put("java", java);
    map.put("profile", profile);
    map.put("date", date);
    return map;
  }

  static Provenance fromMap(Attributes map) {
    return new Provenance(
        map.whole("seed"),
        map.text("data"),
        map.text("dataHash"),
        map.text("gradus"),
        map.text("java"),
        map.text("profile"),
        map.text("date"));
  }
}
