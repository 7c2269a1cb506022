package io.gradus.text;

import io.gradus.kernel.Philox;
import io.gradus.kernel.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;

/// How the next token is chosen: at random by `softmax(scores / temperature)`, of the best ones
/// only.
///
/// @param temperature above 1 more surprising, below 1 less; 0 for the best token always
/// @param topK only so many of the best tokens; 0 for all (Fan et al. 2018)
/// @param topP only the best tokens that have this probability together, the one that reaches it
///   included; 1 for all (Holtzman et al. 2020)
/// @param seed what the random numbers come from: the same seed writes the same text
public record Sampling(double temperature, int topK, double topP, long seed) {
  /// Checks the settings.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public Sampling {
    if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a temperature is 0 or more, got " + temperature);
    }
    if (topK < 0) {
      throw new IllegalArgumentException("topK is 1 or more, or 0 for all tokens, got " + topK);
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("topP is above 0 and at most 1, got " + topP);
    }
  }

  /// All tokens, by their probability.
  public static Sampling of(long seed) {
    return new Sampling(1, 0, 1, seed);
  }

  /// The best token always.
  public static Sampling greedy() {
    return new Sampling(0, 0, 1, 0);
  }

  /// The same at another temperature.
  public Sampling temperature(double value) {
    return new Sampling(value, topK, topP, seed);
  }

  /// The same with so many of the best tokens only.
  public Sampling topK(int count) {
    return new Sampling(temperature, count, topP, seed);
  }

  /// The same with the best tokens of this probability only.
  public Sampling topP(double share) {
    return new Sampling(temperature, topK, share, seed);
  }

  /// The token chosen by these scores for one place of a text; of equal scores the token with the
  /// smaller number is the better one.
  ///
  /// @param step which place, from 0: the random number is a function of seed and step
  public int choose(float[] scores, long step) {
    if (temperature == 0) {
      return best(scores);
    }
    int[] order = order(scores);
    double[] weights = new double[order.length];
    double sum = 0;
    for (int i = 0; i < order.length; i++) {
      weights[i] = StrictMath.exp(((double) scores[order[i]] - scores[order[0]]) / temperature);
      sum += weights[i];
    }
    int kept = kept(weights, sum);
    double total = 0;
    for (int i = 0; i < kept; i++) {
      total += weights[i];
    }
    double left = total * Philox.uniformDouble(RandomKey.of(seed, "sampling", 0), step, 0, 0);
    for (int i = 0; i < kept; i++) {
      left -= weights[i];
      if (left < 0) {
        return order[i];
      }
    }
    return order[kept - 1];
  }

  private static int best(float[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }

  /// The tokens that may be chosen by their rank, the best first.
  private int[] order(float[] scores) {
    int count = topK == 0 ? scores.length : Math.min(topK, scores.length);
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted((a, b) -> Float.compare(scores[b], scores[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    return Arrays.copyOf(order, count);
  }

  private int kept(double[] weights, double sum) {
    double reached = 0;
    for (int i = 0; i < weights.length; i++) {
      reached += weights[i];
      if (reached >= topP * sum) {
        return i + 1;
      }
    }
    return weights.length;
  }
}
