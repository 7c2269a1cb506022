package io.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.Shape;
import io.gradus.exec.Engine;
import io.gradus.exec.Workers;
import io.gradus.kernel.Philox;
import io.gradus.kernel.ScalarKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The driver: the same bits on any number of workers, resumed or not; averages; groups.
class OptimizerRunTest {
  /// Every optimizer that is driven by steps.
  static Stream<Optimizer> optimizers() {
    return Stream.of(
        new Sgd(0.05),
        new Momentum(Schedule.constant(0.02), 0.9, 0.1),
        new Nesterov(0.02),
        new Adagrad(0.1),
        new Adadelta(1),
        new RmsProp(Schedule.constant(0.01), 0.99, 1e-8, 0.5, true),
        new Adam(Schedule.constant(0.02), 0.9, 0.999, 1e-8, true),
        new AdamW(0.02),
        new Adamax(0.02),
        new NAdam(0.02),
        new RAdam(new ReduceOnPlateau(0.02, 0.5, 0, 0, 0, 0)),
        new Lion(0.01),
        new Lamb(0.02),
        new Muon(0.02));
  }

  private static final UpdateOptions OPTIONS =
      UpdateOptions.standard().clipping(Clipping.byGlobalNorm(50)).averaging(0.9);

  /// Parameters of several chunks, of one short one, and of few numbers.
  private static Parameters parameters() {
    Parameters parameters = new Parameters();
    parameters.add("long", Shape.of(210, 190));
    parameters.add("short", Shape.of(33));
    parameters.add("one", Shape.of(1, 1));
    for (int i = 0; i < parameters.extent(); i++) {
      parameters.values()[i] = Philox.normal(1, 0, 0, i);
    }
    return parameters;
  }

  private static void steps(OptimizerRun run, Parameters parameters, int from, int to) {
    for (int t = from; t < to; t++) {
      for (int i = 0; i < parameters.extent(); i++) {
        parameters.gradients()[i] = parameters.values()[i] + Philox.normal(2, 0, t, i);
      }
      run.step();
      run.observe(1);
    }
  }

  private static OptimizerRun run(
      Optimizer optimizer, UpdateOptions options, Parameters parameters, Workers workers) {
    return OptimizerRun.of(
        optimizer, parameters, options, new Engine(new ScalarKernels(), workers));
  }

  private static List<float[]> trained(Optimizer optimizer, UpdateOptions options, int threads) {
    Parameters parameters = parameters();
    try (Workers workers = new Workers(threads)) {
      OptimizerRun run = run(optimizer, options, parameters, workers);
      steps(run, parameters, 0, 5);
      List<float[]> all = new ArrayList<>(run.state().arrays().values());
      all.add(parameters.values());
      return all;
    }
  }

  private static DynamicTest named(Optimizer optimizer, Runnable test) {
    return DynamicTest.dynamicTest(optimizer.name(), test::run);
  }

  @TestFactory
  Stream<DynamicTest> theNumberOfWorkersChangesNoBit() {
    return optimizers()
        .map(optimizer ->
            named(
                optimizer,
                () -> {
                  List<float[]> expected = trained(optimizer, OPTIONS, 1);
                  for (int threads : new int[] {2, 3, 8}) {
                    assertThat(trained(optimizer, OPTIONS, threads))
                        .usingElementComparator(java.util.Arrays::compare)
                        .isEqualTo(expected);
                  }
                }));
  }

  @Test
  void clippingByNormDoesNotDependOnWorkersEither() {
    UpdateOptions options = UpdateOptions.standard().clipping(Clipping.byNorm(3));
    List<float[]> expected = trained(new Sgd(1), options, 1);
    for (int threads : new int[] {2, 3, 8}) {
      assertThat(trained(new Sgd(1), options, threads))
          .usingElementComparator(java.util.Arrays::compare)
          .isEqualTo(expected);
    }
  }

  @TestFactory
  Stream<DynamicTest> aResumedRunIsTheSameToTheBit() {
    return optimizers().map(optimizer -> named(optimizer, () -> checkResume(optimizer)));
  }

  private static void checkResume(Optimizer optimizer) {
    Parameters whole = parameters();
    Parameters cut = parameters();
    try (Workers workers = new Workers(1)) {
      OptimizerRun run = run(optimizer, OPTIONS, whole, workers);
      steps(run, whole, 0, 6);
      OptimizerRun first = run(optimizer, OPTIONS, cut, workers);
      steps(first, cut, 0, 4);
      OptimizerRun second = run(optimizer, OPTIONS, cut, workers);
      second.restore(first.state());
      assertThat(second.steps()).isEqualTo(4);
      steps(second, cut, 4, 6);
      assertThat(cut.values()).containsExactly(whole.values());
      assertThat(second.rate()).isEqualTo(run.rate());
      second.takeAverage();
      run.takeAverage();
      assertThat(cut.values()).containsExactly(whole.values());
    }
  }

  @Test
  void aStateOfAnotherOptimizerIsRefusedAndChangesNothing() {
    Parameters parameters = parameters();
    try (Workers workers = new Workers(1)) {
      OptimizerRun momentum = run(new Momentum(0.1), UpdateOptions.standard(), parameters, workers);
      OptimizerRun adam = run(new Adam(0.1), UpdateOptions.standard(), parameters, workers);
      steps(momentum, parameters, 0, 1);
      OptimizerState before = adam.state();
      assertThatThrownBy(() -> adam.restore(momentum.state()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Adam")
          .hasMessageContaining("[m, v]")
          .hasMessageContaining("[v]");
      assertThat(adam.state().step()).isEqualTo(before.step());
      assertThat(adam.state().arrays().get("v")).containsOnly(0);
    }
  }

  @Test
  void theAverageIsTheFormula() {
    Parameters parameters = new Parameters();
    Param p = parameters.add("p", Shape.of(1));
    UpdateOptions options = UpdateOptions.standard().averaging(0.75);
    OptimizerRun run = OptimizerRun.of(new Sgd(1), parameters, options, Engine.shared());
    double average = 0;
    for (int t = 1; t <= 10; t++) {
      parameters.gradients()[0] = -t * t;
      run.step();
      average = t == 1 ? p.values()[0] : 0.75 * average + 0.25 * p.values()[0];
    }
    float raw = p.values()[0];
    run.swapAverage();
    assertThat((double) p.values()[0]).isCloseTo(average, within(1e-4));
    run.swapAverage();
    assertThat(p.values()).containsExactly(raw);
  }

  @Test
  void anAverageThatIsNotKeptCannotBeTaken() {
    OptimizerRun run =
        OptimizerRun.of(new Sgd(1), parameters(), UpdateOptions.standard(), Engine.shared());
    assertThatThrownBy(run::swapAverage)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("UpdateOptions.averaging");
  }

  @Test
  void groupsHaveRatesAndDecaysOfTheirOwn() {
    Parameters parameters = new Parameters();
    Param weight = parameters.add("weight", Shape.of(1, 1));
    Param bias = parameters.add("bias", Shape.of(1));
    Param slow = parameters.add("slow", Shape.of(1, 1));
    for (Param param : parameters.list()) {
      param.set(1);
    }
    AdamW adam = new AdamW(Schedule.constant(0.1), 0.9, 0.999, 1e-8, 0.5);
    ParamGroup tenth = ParamGroup.rate("slow", param -> param.path().equals("slow"), 0.1);
    OptimizerRun.of(
            adam, parameters, List.of(tenth, ParamGroup.noDecayOnBiasAndNorm()), Engine.shared())
        .step();
    // No gradient: only the decay acts.
    assertThat(weight.values()).containsExactly(1 - 0.05f);
    assertThat(bias.values()).containsExactly(1);
    assertThat(slow.values()).containsExactly(1 - 0.005f);
  }
}
