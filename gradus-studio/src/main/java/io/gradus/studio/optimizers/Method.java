package io.gradus.studio.optimizers;

import io.gradus.optim.Adadelta;
import io.gradus.optim.Adagrad;
import io.gradus.optim.Adam;
import io.gradus.optim.AdamW;
import io.gradus.optim.Adamax;
import io.gradus.optim.Lion;
import io.gradus.optim.Momentum;
import io.gradus.optim.NAdam;
import io.gradus.optim.Nesterov;
import io.gradus.optim.Optimizer;
import io.gradus.optim.RAdam;
import io.gradus.optim.RmsProp;
import io.gradus.optim.Schedule;
import io.gradus.optim.Sgd;
import java.util.Arrays;
import java.util.List;

/// The optimizers that can race: how each is called, what can be set, and how it is made.
@SuppressWarnings("ImmutableEnumChecker") // The lists are copies, the makers hold nothing.
enum Method {
  SGD("Gradient descent", 0.01, List.of(), (rate, s) -> new Sgd(rate)),
  MOMENTUM(
      "Momentum",
      0.01,
      List.of(Setting.fraction("mu", 0.9)),
      (rate, s) -> new Momentum(rate, s[0])),
  NESTEROV(
      "Nesterov",
      0.01,
      List.of(Setting.fraction("mu", 0.9)),
      (rate, s) -> new Nesterov(rate, s[0])),
  ADAGRAD("Adagrad", 0.5, List.of(Setting.epsilon(1e-10)), (rate, s) -> new Adagrad(rate, 0, s[0])),
  ADADELTA(
      "Adadelta",
      1,
      List.of(Setting.fraction("rho", 0.9), Setting.epsilon(1e-6)),
      (rate, s) -> new Adadelta(rate, s[0], s[1])),
  RMSPROP(
      "RMSProp",
      0.01,
      List.of(Setting.fraction("alpha", 0.99), Setting.epsilon(1e-8), Setting.fraction("mu", 0)),
      (rate, s) -> new RmsProp(rate, s[0], s[1], s[2], false)),
  ADAM("Adam", 0.05, averages(), (rate, s) -> new Adam(rate, s[0], s[1], s[2])),
  ADAMW(
      "AdamW",
      0.05,
      averages(Setting.decay(0.01)),
      (rate, s) -> new AdamW(rate, s[0], s[1], s[2], s[3])),
  ADAMAX("Adamax", 0.05, averages(), (rate, s) -> new Adamax(rate, s[0], s[1], s[2])),
  NADAM("NAdam", 0.05, averages(), (rate, s) -> new NAdam(rate, s[0], s[1], s[2], 4e-3)),
  RADAM("RAdam", 0.05, averages(), (rate, s) -> new RAdam(rate, s[0], s[1], s[2])),
  LION(
      "Lion",
      0.01,
      List.of(Setting.fraction("beta1", 0.9), Setting.fraction("beta2", 0.99), Setting.decay(0)),
      (rate, s) -> new Lion(rate, s[0], s[1], s[2]));

  static final double LEAST_RATE = 1e-9;
  static final double MOST_RATE = 1000;

  /// A number that can be set, and its limits.
  record Setting(String name, double low, double high, double standard) {
    static Setting fraction(String name, double standard) {
      return new Setting(name, 0, 0.999999, standard);
    }

    static Setting epsilon(double standard) {
      return new Setting("eps", 1e-16, 1, standard);
    }

    static Setting decay(double standard) {
      return new Setting("decay", 0, 1, standard);
    }
  }

  /// Makes the optimizer from a schedule and the settings in order.
  @FunctionalInterface
  interface Maker {
    Optimizer make(Schedule rate, double... settings);
  }

  private final String title;
  private final double rate;
  private final List<Setting> settings;
  private final Maker maker;

  Method(String title, double rate, List<Setting> settings, Maker maker) {
    this.title = title;
    this.rate = rate;
    this.settings = settings;
    this.maker = maker;
  }

  private static List<Setting> averages(Setting... more) {
    Setting[] all =
        Arrays.copyOf(
            new Setting[] {
              Setting.fraction("beta1", 0.9),
              Setting.fraction("beta2", 0.999),
              Setting.epsilon(1e-8)
            },
            3 + more.length);
    System.arraycopy(more, 0, all, 3, more.length);
    return List.of(all);
  }

  String title() {
    return title;
  }

  /// A rate to begin with.
  double rate() {
    return rate;
  }

  List<Setting> settings() {
    return settings;
  }

  Optimizer make(Schedule schedule, double... values) {
    return maker.make(schedule, values);
  }
}
