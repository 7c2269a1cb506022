package io.gradus.benchmarks;

import com.sun.management.ThreadMXBean;
import io.gradus.exec.Engine;
import io.gradus.exec.Workers;
import io.gradus.kernel.Kernels;
import io.gradus.nn.Activation;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Layer;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.op.Relu;
import io.gradus.optim.Adam;
import io.gradus.optim.OptimizerRun;
import io.gradus.optim.UpdateOptions;
import io.gradus.train.Batch;
import io.gradus.train.Dataset;
import io.gradus.train.Target;
import io.gradus.train.TrainingStep;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/// How many bytes of heap a warm training step allocates: filling the batch, feed-forward,
/// back-propagation and the update by Adam, of two dense networks on one and two threads.
///
/// Every thread of the process counts: workers, and the JVM's own. Arguments: `--threads 1,2`,
/// `--warm` and `--steps`, which multiply how many steps warm up and are measured, 1 unless given.
/// Exit status 1 says that anything was allocated.
public final class StepAllocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int KNOWN = 1 << 20;

  /// A dense network with batches of samples that look like its data.
  private record Network(String name, int inputs, int[] hidden, int batch, int warm, int steps) {
    Layer layer() {
      List<Layer> layers = new ArrayList<>();
      for (int units : hidden) {
        layers.add(new Dense(units));
        layers.add(new Activation(new Relu()));
      }
      layers.add(new Dense(10));
      return new Sequential(layers);
    }

    Dataset data() {
      Random random = new Random(1);
      float[] numbers = new float[8 * batch * inputs];
      int[] labels = new int[8 * batch];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = random.nextFloat();
      }
      Arrays.setAll(labels, i -> random.nextInt(10));
      return Dataset.of(new int[] {inputs}, numbers, labels, Target.Classes.numbered(10));
    }
  }

  private static final List<Network> NETWORKS =
      List.of(
          new Network("digits 64-64-10", 64, new int[] {64}, 32, 50_000, 50_000),
          new Network("W3 784-512-256-10", 784, new int[] {512, 256}, 128, 3_000, 2_000));

  private StepAllocation() {}

  public static void main(String[] arguments) {
    List<String> options = Arrays.asList(arguments);
    int warm = Integer.parseInt(option(options, "--warm", "1"));
    int steps = Integer.parseInt(option(options, "--steps", "1"));
    Kernels kernels = Kernels.best();
    System.out.println("java " + System.getProperty("java.vm.version") + ", " + kernels.name());
    System.out.println(
        "network            batch  threads  warm-up    steps      bytes  bytes/step");
    boolean allocates = false;
    for (String threads : option(options, "--threads", "1,2").split(",")) {
      try (Workers workers = new Workers(Integer.parseInt(threads))) {
        requireSight(workers);
        for (Network network : NETWORKS) {
          long bytes = bytes(network, new Engine(kernels, workers), warm, steps);
          report(network, workers.count(), warm, steps, bytes);
          allocates |= bytes > 0;
        }
      }
    }
    if (allocates) {
      System.err.println("a warm training step allocates");
      System.exit(1);
    }
  }

  private static String option(List<String> options, String name, String otherwise) {
    int at = options.indexOf(name);
    return at < 0 ? otherwise : options.get(at + 1);
  }

  private static void report(Network network, int threads, int warm, int steps, long bytes) {
    int measured = steps * network.steps();
    System.out.printf(
        Locale.ROOT,
        "%-18s %5d  %7d  %7d  %7d  %9d  %10.3f%n",
        network.name(),
        network.batch(),
        threads,
        warm * network.warm(),
        measured,
        bytes,
        (double) bytes / measured);
  }

  private static long bytes(Network network, Engine engine, int warm, int steps) {
    Dataset data = network.data();
    Model model = Model.of(network.layer()).seed(1).on(engine).input(network.inputs());
    Batch batch = Batch.of(data, network.batch());
    TrainingStep step =
        new TrainingStep(model, new CrossEntropy(), data.target(), network.batch(), true);
    OptimizerRun update =
        OptimizerRun.of(new Adam(0.001), model.parameters(), UpdateOptions.standard(), engine);
    int[] order = IntStream.range(0, data.size()).toArray();
    train(0, warm * network.warm(), data, order, batch, step, update);
    long before = THREADS.getTotalThreadAllocatedBytes();
    train(warm * network.warm(), steps * network.steps(), data, order, batch, step, update);
    return THREADS.getTotalThreadAllocatedBytes() - before;
  }

  private static void train(
      int first,
      int count,
      Dataset data,
      int[] order,
      Batch batch,
      TrainingStep step,
      OptimizerRun update) {
    int rows = batch.capacity();
    for (int i = first; i < first + count; i++) {
      int from = i % (order.length / rows) * rows;
      step.run(batch.fill(data, order, from, rows), i, from);
      update.step();
    }
  }

  /// A meter that sees nothing would report 0 as well, so it must see what each worker is known to
  /// allocate.
  private static void requireSight(Workers workers) {
    byte[][] made = new byte[4 * workers.count()][];
    long before = THREADS.getTotalThreadAllocatedBytes();
    workers.run(made.length, (chunk, worker) -> made[chunk] = new byte[KNOWN]);
    long seen = THREADS.getTotalThreadAllocatedBytes() - before;
    if (seen < (long) made.length * KNOWN) {
      throw new IllegalStateException(
          "this JVM counts " + seen + " of " + (long) made.length * KNOWN + " bytes allocated");
    }
  }
}
