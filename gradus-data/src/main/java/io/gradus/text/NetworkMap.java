package io.gradus.text;

import io.gradus.nn.Layer;
import io.gradus.nn.Network;
import io.gradus.nn.networks.CharLstm;
import io.gradus.nn.networks.Gpt;
import io.gradus.train.DataException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The networks of text as maps of their sizes, and back.
final class NetworkMap {
  private NetworkMap() {}

  static Map<String, Object> of(Network network) {
    Map<String, Object> map = new LinkedHashMap<>();
    switch (network) {
      case Gpt gpt -> {
        map.put("kind", "gpt");
        map.put("vocabulary", gpt.vocabulary());
        map.put("context", gpt.context());
        map.put("width", gpt.width());
        map.put("heads", gpt.heads());
        map.put("blocks", gpt.blocks());
        map.put("dropout", gpt.dropout());
        map.put("tied", gpt.tied());
      }
      case CharLstm lstm -> {
        map.put("kind", "lstm");
        map.put("vocabulary", lstm.characters());
        map.put("embedding", lstm.embedding());
        map.put("units", lstm.units());
        map.put("layers", lstm.layers());
        map.put("dropout", lstm.dropout());
      }
      default ->
          throw new IllegalArgumentException(
              "a model of text is saved with its network if that is a Gpt or a CharLstm, this is a "
                  + network.getClass().getSimpleName()
                  + ": save it with SavedModel, and load it with Model.load(network, file)");
    }
    return map;
  }

  static Layer read(Map<?, ?> map) {
    String kind = String.valueOf(map.get("kind"));
    return switch (kind) {
      case "gpt" ->
          new Gpt(
              size(map, "vocabulary"),
              size(map, "context"),
              size(map, "width"),
              size(map, "heads"),
              size(map, "blocks"),
              number(map, "dropout").doubleValue(),
              Boolean.TRUE.equals(map.get("tied")));
      case "lstm" ->
          new CharLstm(
              size(map, "vocabulary"),
              size(map, "embedding"),
              size(map, "units"),
              size(map, "layers"),
              number(map, "dropout").doubleValue());
      default ->
          throw new DataException("network, \"kind\": expected \"gpt\" or \"lstm\", got " + kind);
    };
  }

  static Map<String, @Nullable Object> object(Map<?, ?> map, String key) {
    if (!(map.get(key) instanceof Map<?, ?> object)) {
      throw new DataException("\"" + key + "\": expected an object, got " + map.get(key));
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    object.forEach((name, value) -> copy.put(String.valueOf(name), value));
    return copy;
  }

  private static int size(Map<?, ?> map, String key) {
    Number number = number(map, key);
    if (number.doubleValue() != number.intValue()) {
      throw new DataException("network, \"" + key + "\": expected a whole number, got " + number);
    }
    return number.intValue();
  }

  private static Number number(Map<?, ?> map, String key) {
    if (map.get(key) instanceof Number number) {
      return number;
    }
    throw new DataException("network, \"" + key + "\": expected a number, got " + map.get(key));
  }
}
