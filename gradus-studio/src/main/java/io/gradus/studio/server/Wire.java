package io.gradus.studio.server;

import io.gradus.train.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers as JSON; what JSON has no form for goes as text.
final class Wire {
  private Wire() {}

  /// The JSON text; NaN and the infinities become `"NaN"`, `"Infinity"` and `"-Infinity"`.
  static String write(Map<String, ? extends @Nullable Object> answer) {
    return Json.write(finite(answer));
  }

  private static @Nullable Object finite(@Nullable Object value) {
    return switch (value) {
      case Double d when !Double.isFinite(d) -> d.toString();
      case Float f when !Float.isFinite(f) -> f.toString();
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((name, entry) -> copy.put(String.valueOf(name), finite(entry)));
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        list.forEach(entry -> copy.add(finite(entry)));
        yield copy;
      }
      case double[] numbers -> {
        List<@Nullable Object> copy = new ArrayList<>(numbers.length);
        for (double number : numbers) {
          copy.add(finite(number));
        }
        yield copy;
      }
      case null, default -> value;
    };
  }
}
