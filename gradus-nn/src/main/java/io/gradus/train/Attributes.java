package io.gradus.train;

import io.gradus.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Entries of a JSON object, read by name and type; each error says what was expected and found.
///
/// @param what the place to name in errors, such as `op "sum"`
record Attributes(String what, Map<String, ? extends @Nullable Object> map) {

  /// An object that lies in a list or another object.
  static Attributes of(String what, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> entries = new LinkedHashMap<>();
      map.forEach((key, entry) -> entries.put(String.valueOf(key), entry));
      return new Attributes(what, entries);
    }
    throw new DataException(what + ": expected an object, got " + value);
  }

  Attributes object(String key) {
    return of(what + ", \"" + key + "\"", map.get(key));
  }

  List<?> list(String key) {
    if (map.get(key) instanceof List<?> list) {
      return list;
    }
    throw wrong(key, "a list");
  }

  String text(String key) {
    if (map.get(key) instanceof String text) {
      return text;
    }
    throw wrong(key, "a text");
  }

  /// The texts of a list.
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Object entry : list(key)) {
      if (!(entry instanceof String text)) {
        throw wrong(key, "a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  boolean truth(String key) {
    if (map.get(key) instanceof Boolean truth) {
      return truth;
    }
    throw wrong(key, "true or false");
  }

  long whole(String key) {
    if (map.get(key) instanceof Long number) {
      return number;
    }
    throw wrong(key, "a whole number");
  }

  int integer(String key) {
    long number = whole(key);
    if (number != (int) number) {
      throw wrong(key, "a whole number of 32 bits");
    }
    return (int) number;
  }

  /// A number, or a text for one of the numbers that JSON does not have.
  double number(String key) {
    Object value = map.get(key);
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof String text && SPECIAL.contains(text)) {
      return Double.parseDouble(text);
    }
    throw wrong(key, "a number");
  }

  List<Integer> integers(String key) {
    List<Integer> integers = new ArrayList<>();
    for (Object entry : list(key)) {
      if (!(entry instanceof Long number) || number != number.intValue()) {
        throw wrong(key, "a list of whole numbers");
      }
      integers.add(number.intValue());
    }
    return integers;
  }

  Shape shape(String key) {
    return Shape.of(integers(key).stream().mapToInt(Integer::intValue).toArray());
  }

  DataException wrong(String key, String expected) {
    return new DataException(
        what + ", \"" + key + "\": expected " + expected + ", got " + map.get(key));
  }

  private static final List<String> SPECIAL = List.of("NaN", "Infinity", "-Infinity");

  /// What [#number] reads as `value`.
  static Object of(double value) {
    return Double.isFinite(value) ? (Object) value : Double.toString(value);
  }

  /// What [#shape] reads as `shape`.
  static List<Object> of(Shape shape) {
    return Arrays.stream(shape.lengths()).<Object>mapToObj(length -> (long) length).toList();
  }

  /// What [#integers] reads as `integers`.
  static List<Object> of(List<Integer> integers) {
    return integers.stream().<Object>map(Integer::longValue).toList();
  }
}
