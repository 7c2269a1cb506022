package io.gradus.studio.optimizers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Races worth seeing, set up.
final class Presets {
  /// A race: where, who, how long, and what to look for.
  record Preset(
      String name,
      String text,
      String surface,
      double kappa,
      Point start,
      int steps,
      List<Entry> entries) {
    Map<String, Object> map() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", name);
      map.put("text", text);
      map.put("surface", surface);
      map.put("kappa", kappa);
      map.put("start", List.of(start.x(), start.y()));
      map.put("steps", steps);
      map.put("racers", entries.stream().map(Entry::map).toList());
      return map;
    }
  }

  private Presets() {}

  static List<Preset> all() {
    List<Preset> presets = new ArrayList<>();
    presets.add(bowl(10, 60));
    presets.add(bowl(100, 200));
    presets.add(
        new Preset(
            "Too large a rate",
            "Above 2/10 the steep side of the bowl grows at every step: 0.19 converges, 0.21"
                + " diverges. Momentum stays stable up to (2 + 2μ)/10.",
            "bowl",
            10,
            new Point(-8, 3),
            40,
            List.of(
                Entry.of(Method.SGD, 0.19),
                Entry.of(Method.SGD, 0.21),
                Entry.of(Method.MOMENTUM, 0.21, 0.5))));
    presets.add(
        of(
            "Down Rosenbrock's valley",
            "Adam reaches (1, 1) to within 0.001.",
            Surfaces.rosenbrock(),
            6000,
            Entry.of(Method.ADAM, 0.01),
            Entry.of(Method.SGD, 0.001),
            Entry.of(Method.MOMENTUM, 0.0005, 0.9),
            Entry.of(Method.RMSPROP, 0.001)));
    presets.add(
        of(
            "Beale's flat floor",
            "Adam reaches (3, 0.5) to within 0.001.",
            Surfaces.beale(),
            3000,
            Entry.of(Method.ADAM, 0.05),
            Entry.of(Method.SGD, 0.01),
            Entry.of(Method.MOMENTUM, 0.01, 0.9),
            Entry.of(Method.NESTEROV, 0.01, 0.9)));
    presets.add(
        of(
            "Himmelblau: which minimum?",
            "From (0, 0) Adam reaches (3, 2), one of four minima, to within 0.001.",
            Surfaces.himmelblau(),
            500,
            Entry.of(Method.ADAM, 0.1),
            Entry.of(Method.SGD, 0.01),
            Entry.of(Method.MOMENTUM, 0.01, 0.9),
            Entry.of(Method.LION, 0.05)));
    presets.add(
        of(
            "Leaving a saddle",
            "All start almost on the ridge, where the slope along y is tiny. Methods that divide by"
                + " it leave at once.",
            Surfaces.saddle(),
            150,
            Entry.of(Method.SGD, 0.1),
            Entry.of(Method.MOMENTUM, 0.1, 0.9),
            Entry.of(Method.RMSPROP, 0.02),
            Entry.of(Method.ADAM, 0.05),
            Entry.of(Method.ADAGRAD, 0.3)));
    presets.add(
        of(
            "Across the plateau",
            "The gradient out here is almost zero; only its sign is clear.",
            Surfaces.plateau(),
            300,
            Entry.of(Method.SGD, 0.5),
            Entry.of(Method.MOMENTUM, 0.5, 0.9),
            Entry.of(Method.RMSPROP, 0.02),
            Entry.of(Method.ADAM, 0.05),
            Entry.of(Method.LION, 0.05)));
    presets.add(
        new Preset(
            "A slice of a real network",
            "The loss of a trained network, cut along two random directions. All find their way back"
                + " to the trained weights in the middle; but read the warning beside the formula.",
            "trained",
            10,
            new Point(-1.6, 1.4),
            150,
            List.of(
                Entry.of(Method.SGD, 0.1),
                Entry.of(Method.MOMENTUM, 0.05, 0.9),
                Entry.of(Method.RMSPROP, 0.03),
                Entry.of(Method.ADAM, 0.1))));
    return presets;
  }

  private static Preset of(
      String name, String text, FormulaSurface surface, int steps, Entry... entries) {
    return new Preset(name, text, surface.name(), 10, surface.start(), steps, List.of(entries));
  }

  private static Preset bowl(double kappa, int steps) {
    Quadratic theory = new Quadratic(kappa);
    return new Preset(
        "Best rates on the bowl, κ = %.0f".formatted(kappa),
        "Gradient descent at its best rate, 2/%.0f, against momentum at its best."
            .formatted(kappa + 1),
        "bowl",
        kappa,
        new Point(-8, 3),
        steps,
        List.of(
            Entry.of(Method.SGD, theory.bestDescentRate()),
            Entry.of(Method.MOMENTUM, theory.bestMomentumRate(), theory.bestBeta())));
  }
}
