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
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/// What the studio costs a run of 784-512-256-10 with batches of 128 and Adam (W3): steps a second
/// alone, attached with no page open, and attached with a client that drains the stream.
///
/// The three take turns in windows of about two seconds. Argument: the number of rounds, 7 unless
/// given.
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
    AtomicLong drained = new AtomicLong();
    try (Studio unseen = Studio.attach(attached);
        Studio seen = Studio.attach(watched);
        HttpClient client = HttpClient.newHttpClient()) {
      Thread.ofPlatform().daemon().start(() -> drain(client, seen.address(), drained));
      Trainer[] sides = {alone, attached, watched};
      for (Trainer side : sides) {
        side.epochs(10).fit(data);
      }
      int epochs = Math.max(1, (int) (2 * stepsPerSecond(alone, data, 10) / STEPS));
      double[][] rates = new double[3][rounds];
      for (int round = 0; round < rounds; round++) {
        for (int side = 0; side < 3; side++) {
          rates[side][round] = stepsPerSecond(sides[side], data, epochs);
        }
      }
      report("alone", rates[0], rates[0]);
      report("attached, no page", rates[1], rates[0]);
      report("attached, stream drained", rates[2], rates[0]);
      System.out.printf(Locale.ROOT, "drained %d KB%n", drained.get() / 1024);
      if (drained.get() < 10_000) {
        throw new IllegalStateException("the client got next to nothing");
      }
    }
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
