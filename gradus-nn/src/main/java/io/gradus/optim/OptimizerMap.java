package io.gradus.optim;

import java.util.Map;

/// An [Optimizer] as a map of texts, numbers and maps, for JSON, and back.
///
/// `kind` is the name of its record, `rate` the map of its schedule ([ScheduleMap]); the other
/// entries are those of the record. An optimizer of your own cannot be written: keep it in code,
/// and give it again when training is resumed.
public final class OptimizerMap {
  private OptimizerMap() {}

  /// The map of an optimizer.
  ///
  /// @throws IllegalArgumentException if it or its schedule is none of this package
  public static Map<String, Object> of(Optimizer optimizer) {
    Map<String, Object> map = settings(optimizer);
    map.put("rate", ScheduleMap.of(optimizer.rate()));
    return map;
  }

  private static Map<String, Object> settings(Optimizer optimizer) {
    return switch (optimizer) {
      case Sgd _ -> ScheduleMap.map("Sgd");
      case Momentum o -> ScheduleMap.map("Momentum", "mu", o.mu(), "dampening", o.dampening());
      case Nesterov o -> ScheduleMap.map("Nesterov", "mu", o.mu());
      case Adagrad o ->
          ScheduleMap.map("Adagrad", "rateDecay", o.rateDecay(), "epsilon", o.epsilon());
      case Adadelta o -> ScheduleMap.map("Adadelta", "rho", o.rho(), "epsilon", o.epsilon());
      case RmsProp o ->
          ScheduleMap.map(
              "RmsProp",
              "alpha",
              o.alpha(),
              "epsilon",
              o.epsilon(),
              "mu",
              o.mu(),
              "centred",
              o.centred());
      case Adam o -> averages("Adam", o.beta1(), o.beta2(), o.epsilon(), "amsgrad", o.amsgrad());
      case AdamW o -> averages("AdamW", o.beta1(), o.beta2(), o.epsilon(), "decay", o.decay());
      case Adamax o -> averages("Adamax", o.beta1(), o.beta2(), o.epsilon());
      case NAdam o ->
          averages("NAdam", o.beta1(), o.beta2(), o.epsilon(), "momentumDecay", o.momentumDecay());
      case RAdam o -> averages("RAdam", o.beta1(), o.beta2(), o.epsilon());
      case Lion o ->
          ScheduleMap.map("Lion", "beta1", o.beta1(), "beta2", o.beta2(), "decay", o.decay());
      case Lamb o -> averages("Lamb", o.beta1(), o.beta2(), o.epsilon(), "decay", o.decay());
      case Muon o ->
          ScheduleMap.map(
              "Muon",
              "mu",
              o.mu(),
              "nesterov",
              o.nesterov(),
              "decay",
              o.decay(),
              "scale",
              o.scale().name(),
              "others",
              o.others());
      default ->
          throw new IllegalArgumentException(
              "the optimizer %s is not of this library and cannot be written to a file; keep it in code"
                  .formatted(optimizer));
    };
  }

  private static Map<String, Object> averages(
      String kind, double beta1, double beta2, double epsilon, Object... more) {
    Map<String, Object> map =
        ScheduleMap.map(kind, "beta1", beta1, "beta2", beta2, "epsilon", epsilon);
    for (int i = 0; i < more.length; i += 2) {
      map.put((String) more[i], more[i + 1]);
    }
    return map;
  }

  /// The optimizer of a map.
  ///
  /// @throws IllegalArgumentException if something is missing or cannot be
  public static Optimizer read(Map<?, ?> map) {
    Fields f = new Fields("optimizer", map);
    Schedule rate = ScheduleMap.read(f.map("rate"));
    return switch (f.kind()) {
      case "Sgd" -> new Sgd(rate);
      case "Momentum" -> new Momentum(rate, f.number("mu"), f.number("dampening"));
      case "Nesterov" -> new Nesterov(rate, f.number("mu"));
      case "Adagrad" -> new Adagrad(rate, f.number("rateDecay"), f.number("epsilon"));
      case "Adadelta" -> new Adadelta(rate, f.number("rho"), f.number("epsilon"));
      case "RmsProp" ->
          new RmsProp(
              rate, f.number("alpha"), f.number("epsilon"), f.number("mu"), f.truth("centred"));
      case "Lion" -> new Lion(rate, f.number("beta1"), f.number("beta2"), f.number("decay"));
      case "Muon" ->
          new Muon(
              rate,
              f.number("mu"),
              f.truth("nesterov"),
              f.number("decay"),
              scale(f),
              f.texts("others"));
      case String kind -> adaptive(kind, rate, f);
    };
  }

  /// The kin of Adam.
  private static Optimizer adaptive(String kind, Schedule rate, Fields f) {
    if (!java.util.Set.of("Adam", "AdamW", "Adamax", "NAdam", "RAdam", "Lamb").contains(kind)) {
      throw f.wrong("kind", "an optimizer of this library", kind);
    }
    double beta1 = f.number("beta1");
    double beta2 = f.number("beta2");
    double epsilon = f.number("epsilon");
    return switch (kind) {
      case "Adam" -> new Adam(rate, beta1, beta2, epsilon, f.truth("amsgrad"));
      case "AdamW" -> new AdamW(rate, beta1, beta2, epsilon, f.number("decay"));
      case "Adamax" -> new Adamax(rate, beta1, beta2, epsilon);
      case "NAdam" -> new NAdam(rate, beta1, beta2, epsilon, f.number("momentumDecay"));
      case "RAdam" -> new RAdam(rate, beta1, beta2, epsilon);
      default -> new Lamb(rate, beta1, beta2, epsilon, f.number("decay"));
    };
  }

  private static Muon.Scale scale(Fields f) {
    return switch (f.text("scale")) {
      case "ORIGINAL" -> Muon.Scale.ORIGINAL;
      case "MATCH_ADAMW" -> Muon.Scale.MATCH_ADAMW;
      case String other -> throw f.wrong("scale", "ORIGINAL or MATCH_ADAMW", other);
    };
  }
}
