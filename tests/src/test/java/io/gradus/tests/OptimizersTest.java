package io.gradus.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gradus.Parameters;
import io.gradus.Shape;
import io.gradus.exec.Engine;
import io.gradus.exec.Workers;
import io.gradus.kernel.Kernels;
import io.gradus.kernel.Philox;
import io.gradus.kernel.ScalarKernels;
import io.gradus.optim.Adadelta;
import io.gradus.optim.Adagrad;
import io.gradus.optim.Adam;
import io.gradus.optim.AdamW;
import io.gradus.optim.Adamax;
import io.gradus.optim.Clipping;
import io.gradus.optim.Lamb;
import io.gradus.optim.Lion;
import io.gradus.optim.Momentum;
import io.gradus.optim.Muon;
import io.gradus.optim.NAdam;
import io.gradus.optim.Nesterov;
import io.gradus.optim.Optimizer;
import io.gradus.optim.OptimizerRun;
import io.gradus.optim.RAdam;
import io.gradus.optim.RmsProp;
import io.gradus.optim.Schedule;
import io.gradus.optim.Sgd;
import io.gradus.optim.UpdateOptions;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every optimizer with vector kernels: the bits of the scalar ones, and no allocation.
class OptimizersTest {
  private static final Schedule RATE = Schedule.constant(0.02);

  private static Stream<Optimizer> optimizers() {
    return Stream.of(
        new Sgd(RATE),
        new Momentum(RATE, 0.9, 0.1),
        new Nesterov(RATE),
        new Adagrad(RATE),
        new Adadelta(RATE),
        new RmsProp(RATE, 0.99, 1e-8, 0.5, true),
        new Adam(RATE, 0.9, 0.999, 1e-8, true),
        new AdamW(RATE),
        new Adamax(RATE),
        new NAdam(RATE),
        new RAdam(RATE),
        new Lion(RATE, 0.9, 0.99, 0.1),
        new Lamb(RATE),
        new Muon(RATE));
  }

  private static Parameters parameters() {
    Parameters parameters = new Parameters();
    parameters.add("matrix", Shape.of(37, 29));
    parameters.add("tall", Shape.of(70, 5));
    parameters.add("vector", Shape.of(19));
    for (int i = 0; i < parameters.extent(); i++) {
      parameters.values()[i] = Philox.normal(1, 0, 0, i);
    }
    return parameters;
  }

  private static OptimizerRun run(
      Optimizer optimizer, Clipping clipping, Parameters parameters, Engine engine) {
    UpdateOptions options = UpdateOptions.standard().clipping(clipping).averaging(0.99);
    return OptimizerRun.of(optimizer, parameters, options, engine);
  }

  private static float[] trained(Optimizer optimizer, Clipping clipping, Kernels kernels) {
    Parameters parameters = parameters();
    try (Workers workers = new Workers(2)) {
      OptimizerRun run = run(optimizer, clipping, parameters, new Engine(kernels, workers));
      for (int t = 0; t < 20; t++) {
        for (int i = 0; i < parameters.extent(); i++) {
          parameters.gradients()[i] = parameters.values()[i] + Philox.normal(2, 0, t, i);
        }
        run.step();
      }
    }
    return parameters.values();
  }

  @TestFactory
  Stream<DynamicTest> vectorsGiveTheBitsOfScalars() {
    return optimizers()
        .map(optimizer ->
            DynamicTest.dynamicTest(
                optimizer.name(),
                () ->
                    Stream.of(Clipping.byGlobalNorm(10), Clipping.byValue(0.5))
                        .forEach(clipping ->
                            assertThat(trained(optimizer, clipping, Kernels.best()))
                                .containsExactly(
                                    trained(optimizer, clipping, new ScalarKernels())))));
  }

  @TestFactory
  Stream<DynamicTest> aStepAllocatesNothing() {
    return optimizers()
        .map(optimizer ->
            DynamicTest.dynamicTest(
                optimizer.name(), () -> assertThat(bytesPerStep(optimizer)).isZero()));
  }

  private static long bytesPerStep(Optimizer optimizer) {
    Parameters parameters = parameters();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    long least = Long.MAX_VALUE;
    try (Workers workers = new Workers(1)) {
      Engine engine = new Engine(Kernels.best(), workers);
      OptimizerRun run = run(optimizer, Clipping.byNorm(1), parameters, engine);
      // Until HotSpot has compiled them, vectors and StrictMath.pow allocate; warm, nothing does.
      for (int round = 0; round < 1000 && least > 0; round++) {
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < 50; i++) {
          run.step();
        }
        least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
      }
    }
    return least;
  }
}
