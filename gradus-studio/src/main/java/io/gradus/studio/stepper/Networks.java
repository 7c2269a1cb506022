package io.gradus.studio.stepper;

import static java.util.stream.Collectors.joining;

import io.gradus.explain.DenseExample;
import io.gradus.explain.DenseLoss;
import io.gradus.explain.Descent;
import io.gradus.explain.Linear;
import io.gradus.explain.Memory;
import io.gradus.explain.Sample;
import io.gradus.explain.WorkedExamples;
import io.gradus.kernel.RandomKey;
import io.gradus.nn.Activation;
import io.gradus.nn.Activations;
import io.gradus.nn.Initializer;
import io.gradus.op.Elementwise;
import io.gradus.op.Elu;
import io.gradus.op.LeakyRelu;
import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Networks that the stepper can open: worked examples, the reader's own sizes, saved models.
final class Networks {
  static final int MOST_WEIGHTS = 1000;
  static final int MOST_LAYERS = 6;

  static final Map<String, Elementwise.Unary> ACTIVATIONS = activations();

  static final int MOST_SAMPLES = 8;
  private static final Pattern SLOPED =
      Pattern.compile("(leaky relu|elu) ([0-9]{1,3}(?:[.][0-9]{1,20})?)");

  private Networks() {}

  private static Map<String, Elementwise.Unary> activations() {
    Map<String, Elementwise.Unary> map = new LinkedHashMap<>();
    for (String name : Activations.names()) {
      if (name.equals("identity")) {
        map.put("linear", new Linear());
      } else if (Activations.named(name).orElseThrow()
          instanceof Activation(Elementwise.Unary function)) {
        map.put(name.replace('_', ' '), function);
      }
    }
    return Collections.unmodifiableMap(map);
  }

  /// The name of an activation in links: `relu`, `leaky relu 0.2`.
  ///
  /// @throws IllegalArgumentException if it is none of those known here
  static String name(Elementwise.Unary activation) {
    for (Map.Entry<String, Elementwise.Unary> entry : ACTIVATIONS.entrySet()) {
      if (entry.getValue().equals(activation)) {
        return entry.getKey();
      }
    }
    return switch (activation) {
      case LeakyRelu leaky -> "leaky relu " + leaky.alpha();
      case Elu elu -> "elu " + elu.alpha();
      default ->
          throw new IllegalArgumentException(
              "the activation " + activation.name() + " is not one that can be shown here");
    };
  }

  static DenseExample worked(String name) {
    return WorkedExamples.named(name);
  }

  /// A network of these sizes, inputs first, with weights from a seed (Glorot uniform) and biases
  /// 0.
  static DenseExample own(int[] sizes, String hidden, String output, long seed) {
    requireSizes(sizes);
    List<DenseExample.Layer> layers = new ArrayList<>();
    for (int k = 1; k < sizes.length; k++) {
      float[] drawn = new float[sizes[k - 1] * sizes[k]];
      new Initializer.GlorotUniform(1)
          .fill(
              drawn, 0, new int[] {sizes[k - 1], sizes[k]}, RandomKey.of(seed, "stepper." + k, 0));
      List<List<Double>> rows = new ArrayList<>();
      for (int j = 0; j < sizes[k]; j++) {
        List<Double> row = new ArrayList<>();
        for (int i = 0; i < sizes[k - 1]; i++) {
          // Two digits after the point, as a person would write them down.
          row.add(Math.rint(drawn[i * sizes[k] + j] * 100) / 100);
        }
        rows.add(row);
      }
      Elementwise.Unary activation = activation(k == sizes.length - 1 ? output : hidden);
      List<Double> biases = new ArrayList<>(Collections.nCopies(sizes[k], 0.0));
      layers.add(new DenseExample.Layer(rows, biases, activation));
    }
    return new DenseExample(
        "my network",
        "sizes of your own, seed " + seed,
        List.of(madeUp(sizes[0], sizes[sizes.length - 1])),
        layers,
        DenseLoss.HALF_SQUARES,
        Descent.SGD,
        0.5,
        true,
        Memory.NONE);
  }

  private static Sample madeUp(int in, int out) {
    List<Double> inputs = new ArrayList<>();
    List<Double> targets = new ArrayList<>();
    for (int i = 0; i < in; i++) {
      inputs.add(i % 2 == 0 ? 0.5 : -0.25);
    }
    for (int j = 0; j < out; j++) {
      targets.add(j % 2 == 0 ? 0.1 : 0.9);
    }
    return new Sample(inputs, targets);
  }

  /// The same network with one sample more, a copy of the last.
  static DenseExample withSample(DenseExample example) {
    List<Sample> samples = new ArrayList<>(example.samples());
    samples.add(samples.getLast());
    return example.with(checked(example, samples));
  }

  static DenseExample withoutSample(DenseExample example, int index) {
    List<Sample> samples = new ArrayList<>(example.samples());
    if (samples.size() == 1) {
      throw new Refusal("one sample stays: without any there is nothing to learn");
    }
    samples.remove(index);
    return example.with(samples);
  }

  /// The samples, if they are few enough to be looked at.
  static List<Sample> checked(DenseExample example, List<Sample> samples) {
    long weights =
        example.layers().stream()
            .mapToLong(layer -> (long) layer.biases().size() * layer.weights().getFirst().size())
            .sum();
    if (samples.size() > MOST_SAMPLES || weights * samples.size() > 2L * MOST_WEIGHTS) {
      throw new Refusal(
          "%d samples of %d weights are too many to look at; at most %d samples, and %d in all"
              .formatted(samples.size(), weights, MOST_SAMPLES, 2 * MOST_WEIGHTS));
    }
    return samples;
  }

  static Elementwise.Unary activation(String name) {
    Elementwise.Unary activation = ACTIVATIONS.get(name);
    if (activation != null) {
      return activation;
    }
    Matcher sloped = SLOPED.matcher(name);
    if (sloped.matches()) {
      double alpha = Double.parseDouble(sloped.group(2));
      return sloped.group(1).equals("elu") ? new Elu(alpha) : new LeakyRelu(alpha);
    }
    throw new Refusal(
        "there is no activation \"%s\" here; there are %s"
            .formatted(Arguments.shortened(name), String.join(", ", ACTIVATIONS.keySet())));
  }

  static void requireSizes(int[] sizes) {
    String written =
        Arrays.stream(sizes).limit(20).mapToObj(Integer::toString).collect(joining("-"));
    if (sizes.length < 2 || sizes.length > MOST_LAYERS + 1) {
      throw new Refusal(
          "the network %s has %d layers after its inputs; here are 1 to %d"
              .formatted(written, sizes.length - 1, MOST_LAYERS));
    }
    if (Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      throw new Refusal("the network " + written + " has a layer without neurons");
    }
    long weights =
        IntStream.range(1, sizes.length).mapToLong(k -> (long) sizes[k - 1] * sizes[k]).sum();
    if (weights > MOST_WEIGHTS) {
      throw new Refusal(
          "the network %s has %d weights, too many to look at; at most %d"
              .formatted(written, weights, MOST_WEIGHTS));
    }
  }
}
