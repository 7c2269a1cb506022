package io.gradus.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The entries of a map read from a file, each with an error that names it.
record Fields(String what, Map<?, ?> map) {
  String kind() {
    return text("kind");
  }

  String text(String key) {
    if (map.get(key) instanceof String text) {
      return text;
    }
    throw wrong(key, "a text", map.get(key));
  }

  double number(String key) {
    if (map.get(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(key, "a number", map.get(key));
  }

  long whole(String key) {
    return whole(key, map.get(key));
  }

  int integer(String key) {
    long value = whole(key);
    if (value != (int) value) {
      throw wrong(key, "a smaller number", value);
    }
    return (int) value;
  }

  private long whole(String key, @Nullable Object value) {
    if (value instanceof Number number && number.doubleValue() == number.longValue()) {
      return number.longValue();
    }
    throw wrong(key, "a whole number", value);
  }

  boolean truth(String key) {
    if (map.get(key) instanceof Boolean truth) {
      return truth;
    }
    throw wrong(key, "true or false", map.get(key));
  }

  Map<?, ?> map(String key) {
    if (map.get(key) instanceof Map<?, ?> inner) {
      return inner;
    }
    throw wrong(key, "an object", map.get(key));
  }

  List<Long> wholes(String key) {
    List<Long> values = new ArrayList<>();
    for (Object value : list(key)) {
      values.add(whole(key, value));
    }
    return values;
  }

  List<String> texts(String key) {
    List<String> values = new ArrayList<>();
    for (Object value : list(key)) {
      if (!(value instanceof String text)) {
        throw wrong(key, "a list of texts", value);
      }
      values.add(text);
    }
    return values;
  }

  private List<?> list(String key) {
    if (map.get(key) instanceof List<?> list) {
      return list;
    }
    throw wrong(key, "a list", map.get(key));
  }

  IllegalArgumentException wrong(String key, String expected, @Nullable Object got) {
    return new IllegalArgumentException(
        "%s, \"%s\": expected %s, got %s".formatted(what, key, expected, got));
  }
}
