package io.gradus.benchmarks;

import io.gradus.exec.Workers;
import io.gradus.kernel.Gemm;
import io.gradus.kernel.GemmSpec;
import io.gradus.kernel.KernelProvider;
import io.gradus.kernel.Kernels;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.ServiceLoader;

/// SGEMM against OpenBLAS in one process: a table, and one JSON line for each shape and thread
/// count.
///
/// The two take turns in short windows (A B A B), so that a disturbance of the machine meets both,
/// with a pause between them on several threads, until the other side's threads sleep. The ratio
/// compares the medians of all windows, and the best windows beside them. Each result is first
/// checked against the other.
///
/// Arguments: `--threads 1,2`, `--seconds 3` per shape, `--library libopenblas.so.0`, `--square`
/// for the square shapes only, `--shape 2048x2048x2048` (m x n x k) for that one alone.
public final class SgemmBench {
  private static final double WINDOW_SECONDS = 0.05;

  // OpenBLAS's threads busy-wait for some 30 ms before they sleep, and would take a core from ours.
  private static final int SETTLE_MILLISECONDS = 100;

  private record Result(String shape, int threads, double[] ours, double[] theirs) {
    static double median(double[] sorted) {
      return sorted[sorted.length / 2];
    }

    static double best(double[] sorted) {
      return sorted[sorted.length - 1];
    }

    String row() {
      return String.format(
          Locale.ROOT,
          "%-22s %d  %7.1f %7.1f  %5.2f   %7.1f %7.1f  %5.2f  %d",
          shape,
          threads,
          median(ours),
          median(theirs),
          median(ours) / median(theirs),
          best(ours),
          best(theirs),
          best(ours) / best(theirs),
          ours.length);
    }

    String json() {
      return String.format(
          Locale.ROOT,
          "{\"shape\":\"%s\",\"threads\":%d,\"gradus_gflops\":%.2f,\"openblas_gflops\":%.2f,"
              + "\"ratio\":%.3f,\"gradus_best\":%.2f,\"openblas_best\":%.2f,\"windows\":%d}",
          shape,
          threads,
          median(ours),
          median(theirs),
          median(ours) / median(theirs),
          best(ours),
          best(theirs),
          ours.length);
    }
  }

  private static final List<GemmSpec> SQUARE =
      List.of(plain(512, 512, 512), plain(1024, 1024, 1024), plain(2048, 2048, 2048));

  // Dense layers of two networks: forward, gradient of the weight, gradient of the input.
  private static final List<GemmSpec> LAYERS =
      List.of(
          plain(128, 512, 784),
          weight(784, 512, 128),
          plain(128, 256, 512),
          weight(512, 256, 128),
          input(128, 512, 256),
          plain(128, 10, 256),
          weight(256, 10, 128),
          input(128, 256, 10),
          plain(256, 2048, 1024),
          weight(1024, 2048, 256),
          plain(256, 2048, 2048),
          weight(2048, 2048, 256),
          input(256, 2048, 2048),
          plain(256, 1000, 2048),
          weight(2048, 1000, 256),
          input(256, 2048, 1000));

  private static GemmSpec plain(int m, int n, int k) {
    return new GemmSpec(1, m, n, k, false, false);
  }

  private static GemmSpec weight(int m, int n, int k) {
    return new GemmSpec(1, m, n, k, true, false);
  }

  private static GemmSpec input(int m, int n, int k) {
    return new GemmSpec(1, m, n, k, false, true);
  }

  private final OpenBlas blas;
  private final Kernels kernels;
  private final double seconds;

  private SgemmBench(OpenBlas blas, Kernels kernels, double seconds) {
    this.blas = blas;
    this.kernels = kernels;
    this.seconds = seconds;
  }

  public static void main(String[] arguments) {
    List<String> options = Arrays.asList(arguments);
    OpenBlas blas = new OpenBlas(option(options, "--library", "libopenblas.so.0"));
    Kernels kernels = vectorKernels();
    System.out.println("java " + System.getProperty("java.vm.version") + ", " + kernels.name());
    System.out.println(blas.configuration());
    double seconds = Double.parseDouble(option(options, "--seconds", "3"));
    SgemmBench bench = new SgemmBench(blas, kernels, seconds);
    System.out.println("m x n x k              threads: median GFLOP/s, ratio; best window, ratio");
    List<GemmSpec> specs = specs(options);
    for (String threads : option(options, "--threads", "1,2").split(",")) {
      try (Workers workers = new Workers(Integer.parseInt(threads))) {
        specs.forEach(spec -> bench.report(spec, workers));
      }
    }
  }

  private static List<GemmSpec> specs(List<String> options) {
    if (options.contains("--shape")) {
      String[] sizes = option(options, "--shape", "").split("x");
      return List.of(
          plain(
              Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]), Integer.parseInt(sizes[2])));
    }
    List<GemmSpec> specs = new ArrayList<>(SQUARE);
    if (!options.contains("--square")) {
      specs.addAll(LAYERS);
    }
    return specs;
  }

  private static String option(List<String> options, String name, String otherwise) {
    int at = options.indexOf(name);
    return at < 0 ? otherwise : options.get(at + 1);
  }

  private static Kernels vectorKernels() {
    KernelProvider provider = ServiceLoader.load(KernelProvider.class).findFirst().orElseThrow();
    KernelProvider.Offer offer = provider.offer(0);
    return offer.kernels().orElseThrow(() -> new IllegalStateException(offer.reason()));
  }

  private void report(GemmSpec spec, Workers workers) {
    Result result = measure(spec, workers);
    System.out.println(result.row());
    System.out.println(result.json());
  }

  private Result measure(GemmSpec spec, Workers workers) {
    Random random = new Random(1);
    float[] a = random(spec.m() * spec.k(), random);
    float[] b = random(spec.k() * spec.n(), random);
    float[] c = new float[spec.m() * spec.n()];
    Gemm gemm = kernels.gemm(spec);
    float[] scratch = new float[gemm.scratch(workers.count())];
    int[] batch = new int[1];
    blas.threads(workers.count());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment nativeA = copy(arena, a);
      MemorySegment nativeB = copy(arena, b);
      MemorySegment nativeC = arena.allocate(4L * c.length, 64);
      Runnable ours = () -> gemm.run(workers, a, 0, batch, b, 0, batch, c, 0, scratch, 0, null);
      Runnable theirs =
          () ->
              blas.multiply(
                  spec.transposeA(),
                  spec.transposeB(),
                  spec.m(),
                  spec.n(),
                  spec.k(),
                  nativeA,
                  nativeB,
                  nativeC);
      return compare(spec, workers, ours, theirs, c, nativeC);
    }
  }

  private Result compare(
      GemmSpec spec,
      Workers workers,
      Runnable ours,
      Runnable theirs,
      float[] c,
      MemorySegment nativeC) {
    warm(ours, 1.5);
    warm(theirs, 0.1);
    check(spec, c, nativeC);
    double flops = 2.0 * spec.operations();
    int repeats = (int) Math.max(1, WINDOW_SECONDS * 80e9 / flops);
    int windows = (int) Math.max(9, seconds / (2 * repeats * flops / 80e9));
    double[] mine = new double[windows];
    double[] other = new double[windows];
    for (int w = 0; w < windows; w++) {
      mine[w] = window(workers, ours, repeats, flops);
      other[w] = window(workers, theirs, repeats, flops);
    }
    Arrays.sort(mine);
    Arrays.sort(other);
    String transposes = (spec.transposeA() ? " A^T" : "") + (spec.transposeB() ? " B^T" : "");
    String shape = spec.m() + "x" + spec.n() + "x" + spec.k() + transposes;
    return new Result(shape, workers.count(), mine, other);
  }

  /// GFLOP/s of `repeats` calls, after some that wake threads and cores.
  private static double window(Workers workers, Runnable work, int repeats, double flops) {
    if (workers.count() > 1) {
      try {
        Thread.sleep(SETTLE_MILLISECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted between two windows", e);
      }
    }
    warm(work, 0.02);
    return repeats * flops / nanoseconds(work, repeats);
  }

  private static void warm(Runnable work, double seconds) {
    long start = System.nanoTime();
    do {
      work.run();
    } while (System.nanoTime() - start < seconds * 1e9);
  }

  private static long nanoseconds(Runnable work, int repeats) {
    long start = System.nanoTime();
    for (int i = 0; i < repeats; i++) {
      work.run();
    }
    return System.nanoTime() - start;
  }

  private static void check(GemmSpec spec, float[] c, MemorySegment other) {
    for (int i = 0; i < c.length; i++) {
      float expected = other.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      if (!(Math.abs(c[i] - expected) <= 2e-6 * (1 + Math.sqrt(spec.k())))) {
        throw new IllegalStateException(
            "%s: element %d is %s here and %s there".formatted(spec, i, c[i], expected));
      }
    }
  }

  private static float[] random(int count, Random random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return values;
  }

  private static MemorySegment copy(Arena arena, float[] values) {
    MemorySegment copy = arena.allocate(4L * values.length, 64);
    MemorySegment.copy(values, 0, copy, ValueLayout.JAVA_FLOAT, 0, values.length);
    return copy;
  }
}
