package io.gradus.benchmarks;

import io.gradus.nn.Activation;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.op.Relu;
import io.gradus.optim.Adam;
import io.gradus.studio.Studio;
import io.gradus.train.Dataset;
import io.gradus.train.Json;
import io.gradus.train.Target;
import io.gradus.train.Trainer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// What the studio costs a run of 784-512-256-10 with batches of 128 and Adam (W3): steps a second
/// alone, attached with no page open, and attached with a client that drains the stream.
///
/// The three take turns in windows of about two seconds. Arguments: the number of rounds, 7 unless
/// given; and a Chromium, whose page is then open in a fourth window of each round, with the CPU
/// time that its processes took.
public final class StudioBench {
  private static final int BATCH = 128;
  private static final int STEPS = 50;

  private StudioBench() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
    Dataset data = data();
    Trainer alone = trainer();
    Trainer attached = trainer();
    Trainer watched = trainer();
    Trainer shown = trainer();
    boolean browser = arguments.length > 1;
    AtomicLong drained = new AtomicLong();
    // Its close would wait for the end of a stream that has none.
    HttpClient client = HttpClient.newHttpClient();
    try (Studio unseen = Studio.attach(attached);
        Studio seen = Studio.attach(watched);
        Studio page = Studio.attach(shown);
        AutoCloseable streams = client::shutdownNow) {
      Thread.ofPlatform().daemon().start(() -> drain(client, seen.address(), drained));
      Trainer[] sides = {alone, attached, watched};
      for (Trainer side : sides) {
        side.epochs(10).fit(data);
      }
      int epochs = Math.max(1, (int) (2 * stepsPerSecond(alone, data, 10) / STEPS));
      double[][] rates = new double[4][rounds];
      double[] cores = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        for (int side = 0; side < 3; side++) {
          rates[side][round] = stepsPerSecond(sides[side], data, epochs);
        }
        if (browser) {
          cores[round] =
              withPage(arguments[1], page.address(), shown, data, epochs, rates[3], round);
        }
      }
      report("alone", rates[0], rates[0]);
      report("attached, no page", rates[1], rates[0]);
      report("attached, stream drained", rates[2], rates[0]);
      if (browser) {
        report("attached, page open", rates[3], rates[0]);
        Arrays.sort(cores);
        System.out.printf(
            Locale.ROOT,
            "the browser took %.2f of a core (%.2f to %.2f)%n",
            cores[rounds / 2],
            cores[0],
            cores[rounds - 1]);
      }
      System.out.printf(Locale.ROOT, "drained %d KB%n", drained.get() / 1024);
      if (drained.get() < 10_000) {
        throw new IllegalStateException("the client got next to nothing");
      }
    }
  }

  /// Trains while a browser shows the run; gives how many cores the browser took.
  private static double withPage(
      String chromium,
      URI address,
      Trainer trainer,
      Dataset data,
      int epochs,
      double[] rates,
      int round)
      throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory("studio-bench");
    Process browser =
        new ProcessBuilder(
                chromium,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                address.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Thread.sleep(4_000);
      trainer.epochs(2).fit(data);
      double before = cpuSeconds(browser);
      long start = System.nanoTime();
      rates[round] = stepsPerSecond(trainer, data, epochs);
      return (cpuSeconds(browser) - before) / ((System.nanoTime() - start) / 1e9);
    } finally {
      browser.descendants().forEach(ProcessHandle::destroyForcibly);
      browser.destroyForcibly().waitFor();
    }
  }

  private static double cpuSeconds(Process process) {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .flatMap(handle -> handle.info().totalCpuDuration().stream())
        .mapToDouble(duration -> duration.toNanos() / 1e9)
        .sum();
  }

  private static void report(String name, double[] rates, double[] base) {
    double[] ratios = new double[rates.length];
    Arrays.setAll(ratios, i -> rates[i] / base[i]);
    Arrays.sort(ratios);
    double[] sorted = rates.clone();
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "%-26s %7.1f steps/s (%.1f to %.1f), ratio %.3f (%.3f to %.3f)%n",
        name,
        sorted[sorted.length / 2],
        sorted[0],
        sorted[sorted.length - 1],
        ratios[ratios.length / 2],
        ratios[0],
        ratios[ratios.length - 1]);
  }

  private static double stepsPerSecond(Trainer trainer, Dataset data, int epochs) {
    long start = System.nanoTime();
    trainer.epochs(epochs).fit(data);
    return epochs * STEPS / ((System.nanoTime() - start) / 1e9);
  }

  private static Trainer trainer() {
    Model model =
        Model.of(
                Sequential.of(
                    new Dense(512),
                    new Activation(new Relu()),
                    new Dense(256),
                    new Activation(new Relu()),
                    new Dense(10)))
            .seed(1)
            .input(784);
    return Trainer.of(model, new CrossEntropy(), new Adam(0.001)).batch(BATCH);
  }

  private static Dataset data() {
    Random random = new Random(1);
    float[] inputs = new float[BATCH * STEPS * 784];
    int[] labels = new int[BATCH * STEPS];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = random.nextFloat();
    }
    Arrays.setAll(labels, i -> random.nextInt(10));
    return Dataset.of(new int[] {784}, inputs, labels, Target.Classes.numbered(10));
  }

  /// Opens a tab's session and reads its stream, as a page would, without drawing.
  private static void drain(HttpClient client, URI address, AtomicLong bytes) {
    String query = address.getQuery();
    String base = "http://" + address.getAuthority();
    try {
      HttpRequest open =
          HttpRequest.newBuilder(URI.create(base + "/api/session?" + query))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      String answer = client.send(open, HttpResponse.BodyHandlers.ofString()).body();
      Object session = Json.parseObject("the studio's answer", answer).get("session");
      HttpRequest room =
          HttpRequest.newBuilder(
                  URI.create(base + "/api/run/state?" + query + "&session=" + session))
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      client.send(room, HttpResponse.BodyHandlers.discarding());
      HttpRequest stream =
          HttpRequest.newBuilder(URI.create(base + "/api/stream?" + query + "&session=" + session))
              .header("Accept", "text/event-stream")
              .build();
      try (InputStream in = client.send(stream, HttpResponse.BodyHandlers.ofInputStream()).body()) {
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          bytes.addAndGet(n);
        }
      }
    } catch (IOException e) {
      System.err.println("the stream ended: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
