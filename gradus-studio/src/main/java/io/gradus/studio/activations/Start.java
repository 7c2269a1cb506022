package io.gradus.studio.activations;

import io.gradus.nn.Initializer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How weights start.
enum Start {
  GLOROT("glorot", "Glorot", "s² = 2 / (in + out), for tanh", new Initializer.GlorotNormal()),
  HE("he", "He", "s² = 2 / in, for ReLU", new Initializer.HeNormal()),
  LECUN("lecun", "LeCun", "s² = 1 / in, for SELU", new Initializer.LeCunNormal()),
  UNIT("unit", "N(0, 1)", "s = 1: too large", new Initializer.Normal(0, 1)),
  SMALL("small", "N(0, 0.01²)", "s = 0.01: too small", new Initializer.Normal(0, 0.01));

  private final String key;
  private final String title;
  private final String note;
  private final Initializer initializer;

  Start(String key, String title, String note, Initializer initializer) {
    this.key = key;
    this.title = title;
    this.note = note;
    this.initializer = initializer;
  }

  Initializer initializer() {
    return initializer;
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(start -> start.key).toList();
  }

  static Start of(String key) {
    return Arrays.stream(values()).filter(start -> start.key.equals(key)).findFirst().orElseThrow();
  }

  Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", key);
    map.put("title", title);
    map.put("note", note);
    return map;
  }
}
