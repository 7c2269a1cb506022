package io.gradus.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A [Preprocessing] as maps, lists, texts and numbers, and back.
final class PreprocessingMap {
  private PreprocessingMap() {}

  static Map<String, Object> of(Preprocessing preprocessing) {
    var map = new LinkedHashMap<String, Object>();
    map.put("shape", preprocessing.shape());
    map.put("inputs", preprocessing.inputs().stream().map(PreprocessingMap::of).toList());
    map.put("targets", preprocessing.targets().stream().map(PreprocessingMap::of).toList());
    return map;
  }

  private static Map<String, Object> of(Column column) {
    var map = new LinkedHashMap<String, Object>();
    switch (column) {
      case Column.Numeric numeric -> {
        map.put("kind", "numeric");
        map.put("name", numeric.name());
        map.put("shift", numeric.shift());
        map.put("scale", numeric.scale());
        if (!Double.isNaN(numeric.missingFill())) {
          map.put("missingFill", numeric.missingFill());
        }
      }
      case Column.Categorical categorical -> {
        map.put("kind", "categorical");
        map.put("name", categorical.name());
        map.put("values", categorical.values());
      }
      case Column.Image image -> {
        map.put("kind", "image");
        map.put("name", image.name());
        map.put("rows", image.rows());
        map.put("columns", image.columns());
        map.put("mean", image.mean());
        map.put("deviation", image.deviation());
      }
    }
    return map;
  }

  static Preprocessing read(Map<String, ?> map) {
    var shape = new ArrayList<Integer>();
    for (Object size : list(map, "shape")) {
      shape.add(integer(size));
    }
    return new Preprocessing(columns(map, "inputs"), columns(map, "targets"), shape);
  }

  private static List<Column> columns(Map<?, ?> map, String key) {
    var columns = new ArrayList<Column>();
    for (Object entry : list(map, key)) {
      if (!(entry instanceof Map<?, ?> column)) {
        throw wrong(key, "a list of columns", entry);
      }
      columns.add(column(column));
    }
    return columns;
  }

  private static Column column(Map<?, ?> map) {
    String name = text(map.get("name"), "name");
    return switch (text(map.get("kind"), "kind")) {
      case "numeric" ->
          new Column.Numeric(
              name,
              map.containsKey("missingFill") ? number(map, "missingFill") : Double.NaN,
              number(map, "shift"),
              number(map, "scale"));
      case "categorical" -> {
        var values = new ArrayList<String>();
        for (Object value : list(map, "values")) {
          values.add(text(value, "values"));
        }
        yield new Column.Categorical(name, values);
      }
      case "image" ->
          new Column.Image(
              name,
              integer(map.get("rows")),
              integer(map.get("columns")),
              numbers(map, "mean"),
              numbers(map, "deviation"));
      case String other -> throw wrong("kind", "\"numeric\", \"categorical\" or \"image\"", other);
    };
  }

  private static List<?> list(Map<?, ?> map, String key) {
    if (map.get(key) instanceof List<?> list) {
      return list;
    }
    throw wrong(key, "a list", map.get(key));
  }

  private static List<Double> numbers(Map<?, ?> map, String key) {
    var numbers = new ArrayList<Double>();
    for (Object value : list(map, key)) {
      if (!(value instanceof Number number)) {
        throw wrong(key, "numbers", value);
      }
      numbers.add(number.doubleValue());
    }
    return numbers;
  }

  private static double number(Map<?, ?> map, String key) {
    if (map.get(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(key, "a number", map.get(key));
  }

  private static int integer(@Nullable Object value) {
    if (value instanceof Number number && number.doubleValue() == number.intValue()) {
      return number.intValue();
    }
    throw wrong("shape", "whole numbers", value);
  }

  private static String text(@Nullable Object value, String key) {
    if (value instanceof String text) {
      return text;
    }
    throw wrong(key, "a text", value);
  }

  private static DataException wrong(String key, String expected, @Nullable Object got) {
    return new DataException(
        "preprocessing, \"" + key + "\": expected " + expected + ", got " + got);
  }
}
