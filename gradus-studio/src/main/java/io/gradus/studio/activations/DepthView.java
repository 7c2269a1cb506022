package io.gradus.studio.activations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A [Depth] as the page draws it: a histogram forward and one backward for each layer, on scales
/// that all layers share.
final class DepthView {
  private static final int BINS = 41;
  private static final double TAIL = 0.005;
  private static final double LEAST_DECADE = -40;

  private final Depth depth;
  private final double low;
  private final double high;
  private final double leastDecade;
  private final double mostDecade;

  DepthView(Depth depth) {
    this.depth = depth;
    double from = Double.POSITIVE_INFINITY;
    double to = Double.NEGATIVE_INFINITY;
    for (double[] outputs : depth.outputs()) {
      double[] bulk = Histogram.bulk(outputs, TAIL);
      from = Math.min(from, bulk[0]);
      to = Math.max(to, bulk[1]);
    }
    low = from;
    high = to;
    double least = 0;
    double most = LEAST_DECADE;
    for (double[] gradients : depth.gradients()) {
      double[] decades = decades(gradients);
      if (decades.length > 0) {
        double[] bulk = Histogram.bulk(decades, TAIL);
        least = Math.min(least, bulk[0]);
        most = Math.max(most, bulk[1]);
      }
    }
    leastDecade = Math.floor(Math.max(LEAST_DECADE, least));
    mostDecade = Math.max(Math.ceil(most), leastDecade + 1);
  }

  /// `log10 |g|` of the gradients that are not zero.
  private static double[] decades(double[] gradients) {
    return java.util.Arrays.stream(gradients)
        .filter(g -> g != 0 && Double.isFinite(g))
        .map(g -> StrictMath.log10(Math.abs(g)))
        .toArray();
  }

  Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("low", low);
    map.put("high", high);
    map.put("leastDecade", leastDecade);
    map.put("mostDecade", mostDecade);
    List<Map<String, Object>> stages = new ArrayList<>();
    for (int i = 0; i <= depth.layers(); i++) {
      stages.add(stage(i));
    }
    map.put("stages", stages);
    map.put("left", depth.left());
    map.put("perLayer", StrictMath.pow(depth.left(), 1.0 / depth.layers()));
    map.put("slopeProduct", depth.slopeProduct());
    return map;
  }

  private Map<String, Object> stage(int index) {
    double[] outputs = depth.outputs().get(index);
    double[] gradients = depth.gradients().get(index);
    double[] decades = decades(gradients);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("layer", index);
    map.put("mean", Histogram.mean(outputs));
    map.put("deviation", Histogram.deviation(outputs));
    map.put("values", Histogram.of(outputs, low, high, BINS));
    map.put("gradient", Histogram.rootMeanSquare(gradients));
    map.put("gradients", Histogram.of(decades, leastDecade, mostDecade, BINS));
    map.put("zeroGradients", share(gradients));
    if (index > 0) {
      map.put("slope", Histogram.rootMeanSquare(depth.slopes().get(index - 1)));
      map.put("shut", share(depth.slopes().get(index - 1)));
    }
    return map;
  }

  private static double share(double[] numbers) {
    return (double) java.util.Arrays.stream(numbers).filter(g -> g == 0).count() / numbers.length;
  }
}
