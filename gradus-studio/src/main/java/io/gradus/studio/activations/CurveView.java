package io.gradus.studio.activations;

import io.gradus.studio.room.Floats;
import java.util.LinkedHashMap;
import java.util.Map;

/// A curve as the page draws it.
final class CurveView {
  private CurveView() {}

  static Map<String, Object> map(Curve curve, Samples samples) {
    double low = samples.z()[0];
    double high = samples.z()[samples.z().length - 1];
    int steepest = samples.steepest();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("low", low);
    map.put("high", high);
    map.put("points", samples.z().length);
    map.put("values", Floats.base64(samples.value()));
    map.put("slopes", Floats.base64(samples.slope()));
    map.put("others", samples.others().stream().map(CurveView::other).toList());
    map.put("valueRange", samples.range(Samples.Among.VALUES));
    map.put("slopeRange", samples.range(Samples.Among.SLOPES));
    map.put("mostSlope", Math.abs(samples.slope()[steepest]));
    map.put("mostSlopeAt", samples.z()[steepest]);
    map.put("zones", Zone.of(samples).stream().map(CurveView::zone).toList());
    map.put("kinks", curve.kinks(low, high).stream().map(CurveView::kink).toList());
    map.put("formulas", curve.formulas().stream().map(CurveView::formula).toList());
    map.put("intuition", curve.intuition());
    return map;
  }

  private static Map<String, Object> other(Samples.Other other) {
    return Map.of(
        "latex", other.latex(),
        "amongValues", other.among() == Samples.Among.VALUES,
        "numbers", Floats.base64(other.numbers()));
  }

  private static Map<String, Object> zone(Zone zone) {
    return Map.of("kind", Zone.word(zone.kind()), "from", zone.from(), "to", zone.to());
  }

  private static Map<String, Object> kink(Curve.Kink kink) {
    return Map.of(
        "z", kink.z(),
        "value", kink.value(),
        "slope", kink.slope(),
        "before", kink.before(),
        "after", kink.after());
  }

  private static Map<String, Object> formula(Curve.Formula formula) {
    return Map.of("symbol", formula.symbol(), "latex", formula.right());
  }
}
