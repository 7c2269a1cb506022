package io.gradus.explain;

import io.gradus.Shape;
import io.gradus.optim.Adam;
import io.gradus.optim.Momentum;
import io.gradus.optim.Optimizer;
import io.gradus.optim.RmsProp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// One update of an optimizer, weight by weight.
final class WorkedUpdates {
  static final List<String> NAMES =
      List.of("cs231n-momentum", "cs231n-rmsprop", "cs231n-adam", "adam-first-step");

  private static final String SOURCE = "Stanford CS231n, the vectors of assignment 2";
  private static final Shape SHAPE = Shape.of(4, 5);
  private static final int SHOWN = 5;

  private WorkedUpdates() {}

  static Explained named(String name) {
    return switch (name) {
      case "cs231n-momentum" -> momentum(name);
      case "cs231n-rmsprop" ->
          assignment(
              name,
              "RMSProp",
              new RmsProp(0.01),
              new UpdateLines.Past(0, Map.of("v", line(0.6, 0.9))));
      case "cs231n-adam" ->
          assignment(
              name,
              "step 6 of Adam",
              new Adam(0.01),
              new UpdateLines.Past(5, Map.of("m", line(0.6, 0.9), "v", line(0.7, 0.5))));
      default ->
          sheet(
              name,
              "a first step is as long as the rate, whatever the gradient",
              "Kingma and Ba 2015, Adam",
              "w = 0, gradient 0.1, rate 0.001",
              new UpdateLines(new Adam(0.001), "w", Shape.of(1), new double[1], new double[] {0.1}),
              List.of("w"));
    };
  }

  /// The notes keep the step itself, -rate times the velocity here.
  private static Sheet momentum(String name) {
    double rate = 1e-3;
    double[] velocity = Arrays.stream(line(0.6, 0.9)).map(v -> -v / rate).toArray();
    return assignment(
        name,
        "momentum; v here times -rate is the v of the assignment",
        new Momentum(rate),
        new UpdateLines.Past(0, Map.of("v", velocity)));
  }

  private static Sheet assignment(
      String name, String words, Optimizer optimizer, UpdateLines.Past past) {
    UpdateLines update =
        new UpdateLines(
            optimizer,
            "w",
            SHAPE,
            line(-0.4, 0.6),
            line(-0.6, 0.4),
            past,
            UpdateLines.Naming.UNIQUE);
    List<String> weights = new ArrayList<>();
    for (int i = 0; i < SHOWN; i++) {
      weights.add("w" + (i + 1));
    }
    String about =
        "20 weights from -0.4 to 0.6, gradients from -0.6 to 0.4, both in even steps; the first "
            + SHOWN;
    return sheet(name, words, SOURCE, about, update, weights);
  }

  /// As many numbers as there are weights, in even steps.
  private static double[] line(double from, double to) {
    double[] numbers = new double[SHAPE.size()];
    Arrays.setAll(numbers, i -> from + (to - from) * i / (numbers.length - 1));
    return numbers;
  }

  private static Sheet sheet(
      String name,
      String words,
      String source,
      String about,
      UpdateLines update,
      List<String> weights) {
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      boolean first = i == 0;
      List<Line> lines =
          update.lines(weights.get(i), i).stream()
              .filter(line -> first || !update.shared(line))
              .toList();
      sections.add(new Section(Section.Part.OPTIMIZER, weights.get(i), lines));
    }
    String all = weights.size() == 1 ? "The weight" : "Each weight";
    return new Sheet(
        name + ", " + words, source, about, sections, _ -> all + " has taken one step.");
  }
}
