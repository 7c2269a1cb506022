package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.train.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// One setting as PyTorch computes it: numbers by name.
record TorchCase(Map<?, ?> entries) {
  static List<TorchCase> read(String file) throws IOException {
    try (InputStream in = Objects.requireNonNull(TorchCase.class.getResourceAsStream(file))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<TorchCase> cases = new ArrayList<>();
      for (Object each : (List<?>) Objects.requireNonNull(Json.parse(file, text))) {
        cases.add(new TorchCase((Map<?, ?>) each));
      }
      return cases;
    }
  }

  String name() {
    return (String) Objects.requireNonNull(entries.get("name"));
  }

  Shape shape() {
    return shape("shape");
  }

  /// The shape of what comes out: that of what goes in, unless told.
  Shape outputShape() {
    return shape(entries.containsKey("outputs") ? "outputs" : "shape");
  }

  Shape shape(String key) {
    int[] lengths = new int[list(key).size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = ((Number) list(key).get(i)).intValue();
    }
    return Shape.of(lengths);
  }

  /// The shape of the labels: the outputs' without the axis of classes.
  Shape labelShape() {
    return shape().slice(0, shape().rank() - 1);
  }

  boolean hasLabels() {
    return !list("labels").isEmpty();
  }

  int[] labels() {
    return list("labels").stream().mapToInt(label -> ((Number) label).intValue()).toArray();
  }

  List<String> names(String key) {
    return list(key).stream().map(Object::toString).toList();
  }

  double[] numbers(String key) {
    return list(key).stream().mapToDouble(number -> ((Number) number).doubleValue()).toArray();
  }

  float[] floats(String key) {
    double[] doubles = numbers(key);
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }

  private List<?> list(String key) {
    return (List<?>) Objects.requireNonNull(entries.get(key));
  }
}
