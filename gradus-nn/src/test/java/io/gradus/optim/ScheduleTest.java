package io.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.Shape;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Schedules against PyTorch's values (`make_pytorch.py`), and what they keep between steps.
class ScheduleTest {
  private static Map<String, Schedule> schedules() {
    Map<String, Schedule> all = new LinkedHashMap<>();
    all.put("step", new StepDecay(0.1, 3, 0.5));
    all.put("multi-step", new MultiStepDecay(0.1, List.of(2L, 11L, 5L, 5L), 0.1));
    all.put("exponential", new ExponentialDecay(0.1, 0.9));
    all.put("polynomial", new PolynomialDecay(0.1, 12, 2));
    all.put("cosine", new CosineDecay(0.1, 8, 0.01));
    all.put("restarts", new CosineRestarts(0.1, 3, 2, 0.01));
    all.put("one-cycle", new OneCycle(0.1, 20));
    all.put("warm-up", new WarmUp(4, 0.2, new ExponentialDecay(0.1, 0.9)));
    all.put("plateau", new ReduceOnPlateau(0.1, 0.5, 2, 1e-4, 1, 0.01));
    return all;
  }

  /// The metric of `make_pytorch.py`.
  private static double metric(int step) {
    return Math.max(2.0, 5.0 - step) + (step % 3) * 1e-5 - (step >= 30 ? 1.0 : 0.0);
  }

  @TestFactory
  List<DynamicTest> ratesAreThoseOfPyTorch() throws IOException {
    Map<?, ?> expected = PyTorchTest.section("schedules");
    return schedules().entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () ->
                    check(
                        entry.getValue(),
                        PyTorchTest.doubles((List<?>) expected.get(entry.getKey())))))
        .toList();
  }

  private static void check(Schedule schedule, double[] expected) {
    double[] memory = schedule.memory();
    double[] rates = new double[expected.length];
    for (int step = 0; step < rates.length; step++) {
      rates[step] = schedule.rate(step, memory);
      schedule.observe(metric(step), memory);
    }
    assertThat(rates).containsExactly(expected, within(1e-15));
  }

  @Test
  void warmUpHandsThePlateauItsMemory() {
    Schedule schedule = new WarmUp(2, 0.5, new ReduceOnPlateau(0.1, 0.5, 0, 0, 0, 0));
    double[] memory = schedule.memory();
    assertThat(schedule.rate(0, memory)).isEqualTo(0.05);
    schedule.observe(1, memory);
    schedule.observe(1, memory);
    assertThat(schedule.rate(0, memory)).isEqualTo(0.025);
    assertThat(schedule.rate(2, memory)).isEqualTo(0.05);
  }

  @Test
  void aScheduleCanBeALambda() {
    Schedule halving = step -> 1.0 / (1 << step);
    ReferenceOptimizer sgd = ReferenceOptimizer.of(new Sgd(halving), "p", Shape.of(1), 0);
    sgd.step(1);
    sgd.step(1);
    assertThat(sgd.values()).containsExactly(-1.5);
  }

  @Test
  void oneCycleOfVeryFewStepsIsFinite() {
    for (int steps = 1; steps < 12; steps++) {
      for (int step = 0; step < steps + 2; step++) {
        assertThat(new OneCycle(0.1, steps).rate(step)).isBetween(0.0, 0.1);
      }
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new StepDecay(0.1, 0, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("StepDecay: every must be 1 or more, got 0");
    assertThatThrownBy(() -> new ReduceOnPlateau(0.1, 1, 2, 0, 0, 0))
        .hasMessageContaining("factor must be in [0, 1), got 1.0");
  }

  @Test
  void aPlateauBelowZeroCutsTheRate() {
    ReduceOnPlateau schedule = new ReduceOnPlateau(1, 0.1, 2, 1e-4, 0, 0);
    double[] memory = schedule.memory();
    for (int look = 0; look < 4; look++) {
      schedule.observe(-1, memory);
    }
    assertThat(schedule.rate(0, memory)).isEqualTo(0.1);
    double[] falling = schedule.memory();
    for (int look = 0; look < 9; look++) {
      schedule.observe(-1 - 0.01 * look, falling);
    }
    assertThat(schedule.rate(0, falling)).isEqualTo(1);
  }
}
