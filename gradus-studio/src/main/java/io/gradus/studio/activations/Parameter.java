package io.gradus.studio.activations;

import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A number that shapes an activation function, set by a slider.
///
/// @param name what the page calls it, such as `α`
/// @param meaning what it does, in a few words
record Parameter(
    String name, String meaning, double low, double high, double step, double standard) {

  /// The parameters in the request, in order; the standard ones where it names none.
  static double[] read(Arguments arguments, List<Parameter> parameters) {
    double[] given =
        arguments.has("parameters") ? arguments.numbers("parameters", 4, -100, 100) : new double[0];
    double[] values = new double[parameters.size()];
    for (int i = 0; i < values.length; i++) {
      Parameter parameter = parameters.get(i);
      values[i] = i < given.length ? parameter.limited(given[i]) : parameter.standard;
    }
    return values;
  }

  private double limited(double value) {
    if (value < low || value > high) {
      throw new Refusal("%s must be from %s to %s, and is %s".formatted(name, low, high, value));
    }
    return value;
  }

  Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("meaning", meaning);
    map.put("low", low);
    map.put("high", high);
    map.put("step", step);
    map.put("standard", standard);
    return map;
  }
}
