package io.gradus.studio.stepper;

import io.gradus.explain.DenseRun;
import io.gradus.studio.room.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Two moments side by side: the loss, and every weight, bias, input, target and setting that
/// differs.
final class Comparison {
  private Comparison() {}

  static Map<String, @Nullable Object> of(Snapshot one, Snapshot other) {
    if (!one.network().sizes().equals(other.network().sizes())) {
      throw new Refusal("these two are networks of different shapes");
    }
    Map<String, Givens.Given> left = Givens.of(one.network());
    Map<String, Givens.Given> right = Givens.of(other.network());
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    int same = 0;
    for (Map.Entry<String, Givens.Given> here : left.entrySet()) {
      String symbol = here.getKey();
      double from = here.getValue().value();
      Givens.Given there = right.get(symbol);
      if (there == null || Double.compare(there.value(), from) == 0) {
        same += there == null ? 0 : 1;
        continue;
      }
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("symbol", symbol);
      row.put("from", from);
      row.put("to", there.value());
      row.put("difference", there.value() - from);
      rows.add(row);
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("rows", rows);
    map.put("same", same);
    double lossFrom = new DenseRun(one.network()).error();
    double lossTo = new DenseRun(other.network()).error();
    map.put("lossFrom", lossFrom);
    map.put("lossTo", lossTo);
    map.put("lossDifference", lossTo - lossFrom);
    map.put("stepsFrom", one.steps());
    map.put("stepsTo", other.steps());
    return map;
  }
}
