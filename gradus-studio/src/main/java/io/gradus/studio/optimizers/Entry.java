package io.gradus.studio.optimizers;

import io.gradus.optim.Optimizer;
import io.gradus.optim.Schedule;
import io.gradus.studio.room.Arguments;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// An optimizer as it enters the race: which, its rate and its settings, in the order of
/// [Method#settings].
record Entry(Method method, double rate, List<Double> settings) {
  private static final List<String> NAMES =
      Arrays.stream(Method.values()).map(Entry::name).toList();

  static Entry of(Method method, double rate, Double... settings) {
    List<Double> given = List.of(settings);
    List<Double> all =
        given.isEmpty() ? method.settings().stream().map(Method.Setting::standard).toList() : given;
    return new Entry(method, rate, all);
  }

  /// The entry that the page describes; what it leaves out is standard.
  static Entry read(Arguments arguments) {
    Method method = Method.valueOf(arguments.choice("method", NAMES).toUpperCase(Locale.ROOT));
    double rate = arguments.number("rate", Method.LEAST_RATE, Method.MOST_RATE, method.rate());
    List<Double> settings =
        method.settings().stream()
            .map(s -> arguments.number(s.name(), s.low(), s.high(), s.standard()))
            .toList();
    arguments.done();
    return new Entry(method, rate, settings);
  }

  static String name(Method method) {
    return method.name().toLowerCase(Locale.ROOT);
  }

  Optimizer optimizer() {
    return with(Schedule.constant(rate));
  }

  /// The same optimizer with another schedule.
  Optimizer with(Schedule schedule) {
    return method.make(schedule, settings.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /// What [#read] reads.
  Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("method", name(method));
    map.put("rate", rate);
    for (int i = 0; i < settings.size(); i++) {
      map.put(method.settings().get(i).name(), settings.get(i));
    }
    return map;
  }
}
