package io.gradus.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gradus.exec.Engine;
import io.gradus.exec.Workers;
import io.gradus.kernel.Kernels;
import io.gradus.kernel.ScalarKernels;
import io.gradus.nn.Activation;
import io.gradus.nn.BatchNorm;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Dropout;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.op.Gelu;
import io.gradus.optim.AdamW;
import io.gradus.optim.Clipping;
import io.gradus.optim.OptimizerRun;
import io.gradus.optim.UpdateOptions;
import io.gradus.train.Batch;
import io.gradus.train.Target;
import io.gradus.train.TrainingStep;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Feed-forward, back-propagation and update allocate nothing once they are warm.
class AllocationTest {
  @Test
  void aTrainingStepAllocatesNothing() {
    for (Kernels kernels : List.of(new ScalarKernels(), Kernels.best())) {
      try (Workers workers = new Workers(1)) {
        assertThat(bytesPerStep(new Engine(kernels, workers))).as(kernels.name()).isZero();
      }
    }
  }

  private static long bytesPerStep(Engine engine) {
    Model model =
        Model.of(
                Sequential.of(
                    new Dense(48),
                    new BatchNorm(),
                    new Activation(new Gelu()),
                    new Dropout(0.2),
                    new Dense(10)))
            .seed(1)
            .on(engine)
            .input(30);
    Target target = Target.Classes.numbered(10);
    Batch batch = new Batch(new int[] {30}, target, 32);
    batch.rows(32);
    for (int i = 0; i < batch.inputs.length; i++) {
      batch.inputs[i] = i % 7 - 3;
    }
    TrainingStep step = new TrainingStep(model, new CrossEntropy(), target, 32, true);
    UpdateOptions options =
        UpdateOptions.standard().clipping(Clipping.byGlobalNorm(1)).averaging(0.99);
    OptimizerRun update = OptimizerRun.of(new AdamW(1e-3), model.parameters(), options, engine);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    long least = Long.MAX_VALUE;
    // Until HotSpot has compiled them, vectors and StrictMath.pow allocate; warm, nothing does.
    for (int round = 0; round < 600 && least > 0; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 50; i++) {
        step.run(batch, i, 0);
        update.step();
      }
      least = Math.min(least, (threads.getThreadAllocatedBytes(thread) - before) / 50);
    }
    return least;
  }
}
