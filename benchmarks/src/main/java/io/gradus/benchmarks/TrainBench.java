package io.gradus.benchmarks;

import io.gradus.exec.Engine;
import io.gradus.exec.Workers;
import io.gradus.kernel.Kernels;
import io.gradus.nn.Model;
import io.gradus.optim.OptimizerRun;
import io.gradus.optim.UpdateOptions;
import io.gradus.train.Batch;
import io.gradus.train.TrainingStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Training steps a second of one workload: forward, loss, backward and update of one batch in
/// memory, with labels from 251 random draws in turn. Prints one JSON line, as `torch_bench.py`
/// does.
///
/// Arguments: the workload, then `--threads N`, `--windows K`, `--seconds S`, `--warm S`; `--plan`
/// prints the steps of the plan first. With `--against COMMAND` both sides run in turn, in
/// processes of their own, and the ratio of their medians is printed; the command is given the
/// workload and `--threads`.
public final class TrainBench {
  private static final int DRAWS = 251;

  private TrainBench() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> options = Arrays.asList(arguments);
    String name = options.getFirst();
    int threads = Integer.parseInt(option(options, "--threads", "2"));
    int windows = Integer.parseInt(option(options, "--windows", "5"));
    double seconds = Double.parseDouble(option(options, "--seconds", "2"));
    double warmUp = Double.parseDouble(option(options, "--warm", "3"));
    int against = options.indexOf("--against");
    if (against >= 0) {
      compare(
          name,
          threads,
          options.get(against + 1),
          Integer.parseInt(option(options, "--rounds", "3")));
      return;
    }
    Workload workload =
        Workload.all().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no workload " + name));
    try (Workers workers = new Workers(threads)) {
      new Run(workload, new Engine(Kernels.best(), workers), options.contains("--plan"))
          .report(threads, windows, seconds, warmUp);
    }
  }

  private static String option(List<String> options, String name, String otherwise) {
    int at = options.indexOf(name);
    return at < 0 ? otherwise : options.get(at + 1);
  }

  /// One batch and all that trains on it.
  private static final class Run {
    private final Workload workload;
    private final Batch batch;
    private final TrainingStep step;
    private final OptimizerRun update;
    private final int[][] labels = new int[DRAWS][];
    private final Kernels kernels;
    private int count;

    Run(Workload workload, Engine engine, boolean plan) {
      this.workload = workload;
      this.kernels = engine.kernels() instanceof Kernels own ? own : Kernels.best();
      Model model = workload.model(engine);
      batch = new Batch(List.of(workload.input()), workload.target(), workload.batch(), false);
      step = new TrainingStep(model, workload.loss(), workload.target(), workload.batch(), true);
      update =
          OptimizerRun.of(
              workload.optimizer(), model.parameters(), UpdateOptions.standard(), engine);
      fill(new Random(1));
      if (plan) {
        System.out.println(step.plan());
      }
    }

    private void fill(Random random) {
      batch.rows(workload.batch());
      for (int i = 0; i < batch.inputs.length; i++) {
        batch.inputs[i] = (float) random.nextGaussian();
      }
      for (int i = 0; i < batch.indices.length; i++) {
        batch.indices[i] = random.nextInt(96);
      }
      for (int i = 0; i < batch.values.length; i++) {
        batch.values[i] = i % 3 == 0 ? 0 : 1;
      }
      for (int[] each : labels) {
        Arrays.setAll(
            each = new int[batch.labels.length], i -> random.nextInt(workload.target().width()));
        labels[count++] = each;
      }
      count = 0;
    }

    float step() {
      count++;
      int[] draw = labels[count % DRAWS];
      System.arraycopy(draw, 0, batch.labels, 0, draw.length);
      float loss = step.run(batch, count, 0);
      update.step();
      return loss;
    }

    void report(int threads, int windows, double seconds, double warmUp) throws IOException {
      float first = step();
      long warm = System.nanoTime() + (long) (warmUp * 1e9);
      while (System.nanoTime() < warm) {
        step();
      }
      double[] rates = new double[windows];
      for (int w = 0; w < windows; w++) {
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        int steps = 0;
        while (System.nanoTime() < end) {
          step();
          steps++;
        }
        rates[w] = steps / ((System.nanoTime() - start) / 1e9);
      }
      Arrays.sort(rates);
      System.out.printf(
          Locale.ROOT,
          "{\"peer\": \"gradus %s\", \"workload\": \"%s\", \"threads\": %d, \"steps_per_s\": %.2f, \"min\": %.2f,"
              + " \"max\": %.2f, \"first_loss\": %.6f, \"last_loss\": %.6f, \"arena_mb\": %d, \"peak_mb\": %d}%n",
          kernels.name(),
          workload.name(),
          threads,
          rates[windows / 2],
          rates[0],
          rates[windows - 1],
          first,
          step(),
          4L * step.plan().arena() >> 20,
          peak());
    }

    /// The most memory that this process had, in MB; -1 where the system does not say.
    private static long peak() throws IOException {
      Path status = Path.of("/proc/self/status");
      if (Files.exists(status)) {
        for (String line : Files.readAllLines(status)) {
          if (line.startsWith("VmHWM:")) {
            return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
          }
        }
      }
      return -1;
    }
  }

  private static void compare(String name, int threads, String peer, int rounds)
      throws IOException, InterruptedException {
    List<String> own =
        new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
    own.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
    own.addAll(List.of("-cp", System.getProperty("java.class.path"), TrainBench.class.getName()));
    List<String> other = new ArrayList<>(List.of(peer.split(" ")));
    double[][] rates = new double[2][rounds];
    for (int round = 0; round < rounds; round++) {
      rates[0][round] = rate(own, name, threads);
      rates[1][round] = rate(other, name, threads);
    }
    Arrays.sort(rates[0]);
    Arrays.sort(rates[1]);
    double ours = rates[0][rounds / 2];
    double theirs = rates[1][rounds / 2];
    System.out.printf(
        Locale.ROOT,
        "%s, %d threads: %.2f against %.2f steps/s, ratio %.2f%n",
        name,
        threads,
        ours,
        theirs,
        ours / theirs);
  }

  private static double rate(List<String> command, String name, int threads)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(name, "--threads", Integer.toString(threads)));
    Process process =
        new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String text =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0 || !text.contains("\"steps_per_s\": ")) {
      throw new IllegalStateException(String.join(" ", all) + " printed no rate: " + text);
    }
    System.out.println(text);
    String after = text.substring(text.indexOf("\"steps_per_s\": ") + 15);
    return Double.parseDouble(after.substring(0, after.indexOf(',')));
  }
}
