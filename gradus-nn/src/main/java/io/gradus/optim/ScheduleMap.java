package io.gradus.optim;

import java.util.LinkedHashMap;
import java.util.Map;

/// A [Schedule] as a map of texts, numbers and maps, for JSON, and back.
///
/// `kind` is the name of its record; the other entries are those of the record. A schedule of your
/// own cannot be written: keep it in code, and give it again when training is resumed.
public final class ScheduleMap {
  private ScheduleMap() {}

  /// The map of a schedule.
  ///
  /// @throws IllegalArgumentException if it is none of this package
  public static Map<String, Object> of(Schedule schedule) {
    return switch (schedule) {
      case ConstantRate s -> map("ConstantRate", "rate", s.rate());
      case StepDecay s ->
          map("StepDecay", "start", s.start(), "every", s.every(), "factor", s.factor());
      case MultiStepDecay s ->
          map(
              "MultiStepDecay",
              "start",
              s.start(),
              "milestones",
              s.milestones(),
              "factor",
              s.factor());
      case ExponentialDecay s -> map("ExponentialDecay", "start", s.start(), "factor", s.factor());
      case PolynomialDecay s ->
          map("PolynomialDecay", "start", s.start(), "steps", s.steps(), "power", s.power());
      case CosineDecay s ->
          map("CosineDecay", "start", s.start(), "steps", s.steps(), "least", s.least());
      case CosineRestarts s ->
          map(
              "CosineRestarts",
              "start",
              s.start(),
              "first",
              s.first(),
              "growth",
              s.growth(),
              "least",
              s.least());
      case OneCycle s ->
          map(
              "OneCycle",
              "peak",
              s.peak(),
              "steps",
              s.steps(),
              "rise",
              s.rise(),
              "divisor",
              s.divisor(),
              "finalDivisor",
              s.finalDivisor());
      case WarmUp s -> map("WarmUp", "steps", s.steps(), "from", s.from(), "then", of(s.then()));
      case ReduceOnPlateau s ->
          map(
              "ReduceOnPlateau",
              "start",
              s.start(),
              "factor",
              s.factor(),
              "patience",
              s.patience(),
              "threshold",
              s.threshold(),
              "pause",
              s.pause(),
              "least",
              s.least());
      default ->
          throw new IllegalArgumentException(
              "the schedule %s is not of this library and cannot be written to a file; keep it in code"
                  .formatted(schedule));
    };
  }

  /// The schedule of a map.
  ///
  /// @throws IllegalArgumentException if something is missing or cannot be
  public static Schedule read(Map<?, ?> map) {
    Fields f = new Fields("schedule", map);
    return switch (f.kind()) {
      case "ConstantRate" -> new ConstantRate(f.number("rate"));
      case "StepDecay" -> new StepDecay(f.number("start"), f.whole("every"), f.number("factor"));
      case "MultiStepDecay" ->
          new MultiStepDecay(f.number("start"), f.wholes("milestones"), f.number("factor"));
      case "ExponentialDecay" -> new ExponentialDecay(f.number("start"), f.number("factor"));
      case "PolynomialDecay" ->
          new PolynomialDecay(f.number("start"), f.whole("steps"), f.number("power"));
      case "CosineDecay" -> new CosineDecay(f.number("start"), f.whole("steps"), f.number("least"));
      case "CosineRestarts" ->
          new CosineRestarts(
              f.number("start"), f.whole("first"), f.integer("growth"), f.number("least"));
      case "OneCycle" ->
          new OneCycle(
              f.number("peak"),
              f.whole("steps"),
              f.number("rise"),
              f.number("divisor"),
              f.number("finalDivisor"));
      case "WarmUp" -> new WarmUp(f.whole("steps"), f.number("from"), read(f.map("then")));
      case "ReduceOnPlateau" ->
          new ReduceOnPlateau(
              f.number("start"),
              f.number("factor"),
              f.whole("patience"),
              f.number("threshold"),
              f.whole("pause"),
              f.number("least"));
      case String other -> throw f.wrong("kind", "a schedule of this library", other);
    };
  }

  /// A map with its kind and then each name and value in turn.
  static Map<String, Object> map(String kind, Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", kind);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
