package io.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.train.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Optimizers and schedules survive JSON as they are.
class OptimizerMapTest {
  private static Stream<Schedule> schedules() {
    return Stream.of(
        Schedule.constant(0.1),
        new StepDecay(0.1, 3, 0.5),
        new MultiStepDecay(0.1, List.of(2L, 5L), 0.1),
        new ExponentialDecay(0.3, 0.9),
        new PolynomialDecay(0.1, 12, 2),
        new CosineDecay(0.1, 8, 0.01),
        new CosineRestarts(0.1, 3, 2, 0.01),
        new OneCycle(0.1, 20),
        new WarmUp(4, 0.2, new ReduceOnPlateau(0.1)),
        new ReduceOnPlateau(0.1, 0.5, 2, 1e-4, 1, 0.01));
  }

  private static Stream<Optimizer> optimizers() {
    return Stream.concat(
        OptimizerRunTest.optimizers(),
        Stream.of(
            new Muon(new OneCycle(1, 9), 0.9, false, 0, Muon.Scale.MATCH_ADAMW, List.of("head"))));
  }

  @TestFactory
  Stream<DynamicTest> schedulesComeBack() {
    return schedules()
        .map(schedule ->
            DynamicTest.dynamicTest(
                schedule.toString(),
                () ->
                    assertThat(ScheduleMap.read(throughJson(ScheduleMap.of(schedule))))
                        .isEqualTo(schedule)));
  }

  @TestFactory
  Stream<DynamicTest> optimizersComeBack() {
    return optimizers()
        .map(optimizer ->
            DynamicTest.dynamicTest(
                optimizer.toString(),
                () ->
                    assertThat(OptimizerMap.read(throughJson(OptimizerMap.of(optimizer))))
                        .isEqualTo(optimizer)));
  }

  private static Map<?, ?> throughJson(Map<String, Object> map) {
    return Json.parseObject("a test", Json.write(map));
  }

  @Test
  void theTextIsPlain() {
    assertThat(Json.write(OptimizerMap.of(new Momentum(0.5))))
        .isEqualTo(
            "{\"kind\":\"Momentum\",\"mu\":0.9,\"dampening\":0.0,"
                + "\"rate\":{\"kind\":\"ConstantRate\",\"rate\":0.5}}");
  }

  @Test
  void whatIsWrongIsNamed() {
    Map<String, Object> map = new HashMap<>(OptimizerMap.of(new Adam(0.1)));
    map.remove("beta2");
    assertThatThrownBy(() -> OptimizerMap.read(map))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("optimizer, \"beta2\": expected a number, got null");
    map.put("kind", "Adamant");
    assertThatThrownBy(() -> OptimizerMap.read(map)).hasMessageContaining("Adamant");
    Schedule mine = step -> 1;
    assertThatThrownBy(() -> OptimizerMap.of(new Sgd(mine)))
        .hasMessageContaining("keep it in code");
  }
}
