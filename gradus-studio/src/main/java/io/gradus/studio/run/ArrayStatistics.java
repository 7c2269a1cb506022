package io.gradus.studio.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a stretch of numbers looks like: norm, largest size, zeros, and a histogram.
///
/// @param norm the square root of the sum of squares
/// @param largest the largest absolute value
/// @param zeros how many are exactly 0
/// @param broken how many are NaN or infinite
/// @param bins counts over `[-largest, largest]` in bins of equal width
record ArrayStatistics(double norm, double largest, int zeros, int broken, int size, int[] bins) {
  /// An odd number, so that zero is in the midst of a bin.
  static final int BINS = 41;

  static ArrayStatistics of(float[] numbers, int from, int size) {
    double sum = 0;
    float largest = 0;
    int zeros = 0;
    int broken = 0;
    for (int i = from; i < from + size; i++) {
      float number = numbers[i];
      float absolute = Math.abs(number);
      if (absolute <= Float.MAX_VALUE) {
        sum += (double) number * number;
        largest = Math.max(largest, absolute);
        zeros += number == 0 ? 1 : 0;
      } else {
        broken++;
      }
    }
    int[] bins = new int[BINS];
    float scale = largest > 0 ? BINS / (2 * largest) : 0;
    for (int i = from; i < from + size; i++) {
      float number = numbers[i];
      if (Math.abs(number) <= Float.MAX_VALUE) {
        int bin = scale > 0 ? (int) ((number + largest) * scale) : BINS / 2;
        bins[Math.clamp(bin, 0, BINS - 1)]++;
      }
    }
    return new ArrayStatistics(Math.sqrt(sum), largest, zeros, broken, size, bins);
  }

  Map<String, @Nullable Object> map() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("norm", norm);
    map.put("largest", largest);
    map.put("zeros", zeros);
    map.put("broken", broken);
    map.put("size", size);
    List<Integer> counts = new ArrayList<>(bins.length);
    for (int count : bins) {
      counts.add(count);
    }
    map.put("bins", counts);
    return map;
  }
}
