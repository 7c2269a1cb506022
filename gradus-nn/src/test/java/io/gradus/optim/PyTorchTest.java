package io.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.Shape;
import io.gradus.train.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Values that PyTorch computed in float64 (`make_pytorch.py` beside `pytorch.json`), after 1, 2,
/// 3, 10 and 100 steps.
class PyTorchTest {
  private static Map<String, Optimizer> optimizers() {
    Map<String, Optimizer> all = new LinkedHashMap<>();
    all.put("sgd", new Sgd(0.05));
    all.put("momentum", new Momentum(0.02));
    all.put("nesterov", new Nesterov(0.02));
    all.put("adagrad", new Adagrad(Schedule.constant(0.1), 0.01, 1e-10));
    all.put("adadelta", new Adadelta(1));
    all.put("rmsprop", new RmsProp(0.01));
    all.put("rmsprop-centred", new RmsProp(Schedule.constant(0.01), 0.99, 1e-8, 0.5, true));
    all.put("adam", new Adam(0.02));
    all.put("amsgrad", new Adam(Schedule.constant(0.02), 0.9, 0.999, 1e-8, true));
    all.put("adamw", new AdamW(Schedule.constant(0.02), 0.9, 0.999, 1e-8, 0.1));
    all.put("adamax", new Adamax(0.02));
    all.put("nadam", new NAdam(0.02));
    all.put("radam", new RAdam(0.02));
    return all;
  }

  private static final Optimizer SCALED =
      new Muon(Schedule.constant(0.02), 0.95, false, 0, Muon.Scale.MATCH_ADAMW, List.of());

  @TestFactory
  List<DynamicTest> muonInDouble() throws IOException {
    Map<?, ?> expected = section("optimizers");
    return List.of(
        DynamicTest.dynamicTest(
            "muon", () -> check(new Muon(0.02), Shape.of(2, 3), expected.get("muon"))),
        DynamicTest.dynamicTest(
            "muon-plain", () -> check(SCALED, Shape.of(3, 2), expected.get("muon-plain"))));
  }

  @TestFactory
  List<DynamicTest> optimizersInDouble() throws IOException {
    Map<?, ?> expected = section("optimizers");
    return optimizers().entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () -> check(entry.getValue(), Shape.of(6), expected.get(entry.getKey()))))
        .toList();
  }

  private static void check(Optimizer optimizer, Shape shape, Object rows) {
    ((Map<?, ?>) rows)
        .forEach((steps, values) -> {
          double[] expected = doubles((List<?>) values);
          int count = Integer.parseInt((String) steps);
          assertThat(Problem.reference(optimizer, shape, count))
              .as("after %s steps", steps)
              .containsExactly(expected, within(1e-12));
          assertThat(Problem.doubles(Problem.driven(optimizer, shape, count)))
              .as("after %s steps in float", steps)
              .containsExactly(expected, within(2e-6));
        });
  }

  static Map<?, ?> section(String name) throws IOException {
    try (InputStream in = PyTorchTest.class.getResourceAsStream("pytorch.json")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return (Map<?, ?>) Objects.requireNonNull(Json.parseObject("pytorch.json", text).get(name));
    }
  }

  static double[] doubles(List<?> values) {
    return values.stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray();
  }
}
