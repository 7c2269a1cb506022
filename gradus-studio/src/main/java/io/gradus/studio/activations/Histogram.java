package io.gradus.studio.activations;

import java.util.Arrays;
import java.util.List;

/// How many numbers fall into each of equal bins.
final class Histogram {
  private Histogram() {}

  /// Counts of `bins` bins from `low` to `high`; numbers beyond an end count in the bin at that
  /// end.
  static List<Integer> of(double[] numbers, double low, double high, int bins) {
    int[] counts = new int[bins];
    double scale = high > low ? bins / (high - low) : 0;
    for (double number : numbers) {
      counts[(int) Math.clamp((number - low) * scale, 0, bins - 1)]++;
    }
    return Arrays.stream(counts).boxed().toList();
  }

  /// The numbers below and above which a share of `tail` lies.
  static double[] bulk(double[] numbers, double tail) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int cut = (int) (tail * sorted.length);
    return new double[] {sorted[cut], sorted[sorted.length - 1 - cut]};
  }

  /// `sqrt(mean x^2)`.
  static double rootMeanSquare(double... numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number * number;
    }
    return Math.sqrt(sum / numbers.length);
  }

  static double mean(double... numbers) {
    return Arrays.stream(numbers).sum() / numbers.length;
  }

  /// The standard deviation of the numbers themselves.
  static double deviation(double... numbers) {
    double mean = mean(numbers);
    double sum = 0;
    for (double number : numbers) {
      sum += (number - mean) * (number - mean);
    }
    return Math.sqrt(sum / numbers.length);
  }
}
