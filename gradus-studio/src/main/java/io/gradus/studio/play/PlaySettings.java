package io.gradus.studio.play;

import io.gradus.nn.Loss;
import io.gradus.nn.Penalty;
import io.gradus.optim.Adagrad;
import io.gradus.optim.Adam;
import io.gradus.optim.AdamW;
import io.gradus.optim.Clipping;
import io.gradus.optim.Lion;
import io.gradus.optim.Momentum;
import io.gradus.optim.NAdam;
import io.gradus.optim.Nesterov;
import io.gradus.optim.Optimizer;
import io.gradus.optim.RmsProp;
import io.gradus.optim.Sgd;
import io.gradus.optim.UpdateOptions;
import io.gradus.studio.room.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one run learns with; all of it may change while it runs.
///
/// @param clip the largest norm of all gradients together; 0 for any
record PlaySettings(
    List<Hidden> hidden,
    String optimizer,
    double rate,
    int batch,
    double l1,
    double l2,
    double clip) {
  static final int MOST_LAYERS = 6;
  static final int MOST_UNITS = 16;
  private static final Map<String, String> WORDS =
      Map.of(
          "hidden", "the list of hidden layers",
          "units", "the number of units in a hidden layer",
          "activation", "the activation of a hidden layer",
          "optimizer", "the optimizer",
          "rate", "the learning rate",
          "batch", "the batch size",
          "l1", "L1",
          "l2", "L2",
          "clip", "the norm that gradients are clipped at");

  static final List<String> OPTIMIZERS =
      List.of(
          "adam", "sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adamw", "nadam", "lion");

  PlaySettings {
    hidden = List.copyOf(hidden);
  }

  /// What the room opens with: learns two spirals in seconds.
  static PlaySettings preset() {
    Hidden layer = new Hidden(8, "tanh");
    return new PlaySettings(List.of(layer, layer), "adam", 0.01, 32, 0, 0, 0);
  }

  /// Reads every field of a request, with its limits.
  static PlaySettings read(Arguments fields) {
    Arguments arguments = fields.called(WORDS);
    List<Hidden> hidden = new ArrayList<>();
    for (Arguments each : arguments.objects("hidden", MOST_LAYERS)) {
      Arguments layer = each.called(WORDS);
      hidden.add(
          new Hidden(
              layer.whole("units", 1, MOST_UNITS), layer.choice("activation", Activations.NAMES)));
      layer.done();
    }
    PlaySettings read =
        new PlaySettings(
            hidden,
            arguments.choice("optimizer", OPTIMIZERS),
            arguments.number("rate", 1e-7, 1e6),
            arguments.whole("batch", 1, Points.MOST),
            arguments.number("l1", 0, 10, 0),
            arguments.number("l2", 0, 10, 0),
            arguments.number("clip", 0, 1e6, 0));
    arguments.done();
    return read;
  }

  PlaySettings withRate(double other) {
    return new PlaySettings(hidden, optimizer, other, batch, l1, l2, clip);
  }

  Optimizer update() {
    return switch (optimizer) {
      case "sgd" -> new Sgd(rate);
      case "momentum" -> new Momentum(rate);
      case "nesterov" -> new Nesterov(rate);
      case "rmsprop" -> new RmsProp(rate);
      case "adagrad" -> new Adagrad(rate);
      case "adamw" -> new AdamW(rate);
      case "nadam" -> new NAdam(rate);
      case "lion" -> new Lion(rate);
      default -> new Adam(rate);
    };
  }

  UpdateOptions options() {
    UpdateOptions standard = UpdateOptions.standard();
    return clip > 0 ? standard.clipping(Clipping.byGlobalNorm(clip)) : standard;
  }

  /// The loss of the outputs, with the price of the weights where there is one.
  Loss charged(Loss loss) {
    return l1 > 0 || l2 > 0 ? new Penalty(loss, l1, l2) : loss;
  }

  Map<String, @Nullable Object> map() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put(
        "hidden",
        hidden.stream()
            .map(layer -> Map.of("units", layer.units(), "activation", layer.activation()))
            .toList());
    map.put("optimizer", optimizer);
    map.put("rate", rate);
    map.put("batch", batch);
    map.put("l1", l1);
    map.put("l2", l2);
    map.put("clip", clip);
    return map;
  }
}
