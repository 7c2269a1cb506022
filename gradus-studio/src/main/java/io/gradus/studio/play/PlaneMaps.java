package io.gradus.studio.play;

import io.gradus.Gradients;
import io.gradus.Indices;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.exec.Plan;
import io.gradus.graph.Value;
import io.gradus.nn.Loss;
import io.gradus.nn.Model;
import io.gradus.nn.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The network over a grid of the plane, planned: what it decides and what each unit gives, or the
/// gradient of the loss at each place with respect to each unit.
final class PlaneMaps {
  /// Cells along each side of the large map; the small ones have every third.
  static final int GRID = 96;

  private static final int STRIDE = 3;
  static final int SMALL = GRID / STRIDE;
  private static final int CELLS = GRID * GRID;

  private final Points points;
  private final View view;
  private final Plan plan;
  private final int layers;
  private final float[] assumed;

  PlaneMaps(Model model, int hidden, Points points, View view) {
    this.points = points;
    this.view = view;
    float[] plane = plane(points.reach());
    Tensor x = Tensor.input("x", Shape.of(CELLS, 2));
    Model.Pass pass = model.trace(x, false);
    List<Tensor> shown = new ArrayList<>();
    for (int i = 0; i < hidden; i++) {
      shown.add(Objects.requireNonNull(pass.layers().get(PlayNetwork.path(i))));
    }
    layers = hidden + 1;
    if (view.gradients()) {
      assumed = view.assumed().targets(points, plane);
      shown.add(pass.output());
      plan = gradients(model, pass.output(), shown);
    } else {
      assumed = new float[0];
      shown.add(probabilities(pass.output()));
      plan = plan(model, shown);
    }
    plan.bind(x.node(), Value.of(plane));
  }

  private static Plan plan(Model model, List<Tensor> shown) {
    return Plan.of(
        model.engine(), shown.stream().map(tensor -> Plan.Output.of(tensor.node())).toList());
  }

  private Tensor probabilities(Tensor output) {
    if (!points.classification()) {
      return output;
    }
    return points.outputs() == 1 ? output.sigmoid() : output.softmax(-1);
  }

  /// The losses of all cells are summed, so each cell has the gradient of its own.
  private Plan gradients(Model model, Tensor output, List<Tensor> shown) {
    Loss loss = points.loss(Loss.Reduction.SUM);
    boolean single = points.outputs() == 1;
    Tensor values = Tensor.input("targets", Shape.of(CELLS, 1));
    Indices labels = Indices.input("labels", Shape.of(CELLS));
    Tensor total = loss.of(output, single ? Targets.of(values) : Targets.of(labels));
    Gradients gradients = total.gradients(shown.toArray(Tensor[]::new));
    Plan made = plan(model, shown.stream().map(gradients::of).toList());
    if (single) {
      made.bind(values.node(), Value.of(assumed));
    } else {
      int[] groups = new int[CELLS];
      Arrays.setAll(groups, cell -> (int) assumed[cell]);
      made.bind(labels.node(), Value.of(groups));
    }
    return made;
  }

  /// The middles of the cells, row by row from the top.
  private static float[] plane(double reach) {
    float[] plane = new float[2 * CELLS];
    double side = 2 * reach / GRID;
    for (int cell = 0; cell < CELLS; cell++) {
      plane[2 * cell] = (float) (-reach + (cell % GRID + 0.5) * side);
      plane[2 * cell + 1] = (float) (reach - (cell / GRID + 0.5) * side);
    }
    return plane;
  }

  /// Computes everything with the weights as they are.
  ///
  /// @param layer the layer of the unit that is wanted large as well, the outputs last; -1 for none
  Map<String, @Nullable Object> compute(int layer, int unit) {
    plan.run(0, 0);
    List<@Nullable Object> units = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      units.add(layer(new Field(plan.output(i), plan.shape(i).length(-1)), i == layers - 1));
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("layers", units);
    map.put("gradients", view.gradients());
    Field output = new Field(plan.output(layers - 1), points.outputs());
    map.put("surface", surface(output));
    if (layer >= 0 && layer < layers) {
      Field field = new Field(plan.output(layer), plan.shape(layer).length(-1));
      if (unit < field.units()) {
        map.put("focus", focus(field, layer, unit));
      }
    }
    return map;
  }

  /// Numbers `[cells, units]`.
  private record Field(Value value, int units) {
    float at(int cell, int unit) {
      return value.floats()[value.offset() + cell * units + unit];
    }

    float limit() {
      float most = 0;
      for (int i = 0; i < value.size(); i++) {
        float size = Math.abs(value.floats()[value.offset() + i]);
        most = size > most && size <= Float.MAX_VALUE ? size : most;
      }
      return most;
    }
  }

  private Map<String, @Nullable Object> layer(Field field, boolean output) {
    float limit = output && !view.gradients() ? outputLimit() : field.limit();
    byte[] bytes = new byte[field.units() * SMALL * SMALL];
    List<Integer> dead = new ArrayList<>();
    for (int unit = 0; unit < field.units(); unit++) {
      boolean zero = true;
      for (int i = 0; i < SMALL * SMALL; i++) {
        float number = field.at(STRIDE * (i / SMALL * GRID + i % SMALL) + GRID + 1, unit);
        zero &= number == 0;
        bytes[unit * SMALL * SMALL + i] = Packed.scaled(shown(number, output), limit);
      }
      if (zero) {
        dead.add(unit);
      }
    }
    return Map.of(
        "units", field.units(), "maps", Packed.bytes(bytes), "limit", limit, "dead", dead);
  }

  /// A probability between two classes goes from -1 to 1, so that undecided is in the middle.
  private float shown(float number, boolean output) {
    boolean between =
        output && !view.gradients() && points.classification() && points.outputs() == 1;
    return between ? 2 * number - 1 : number;
  }

  private float outputLimit() {
    return points.classification() ? 1 : points.targetLimit();
  }

  private Map<String, @Nullable Object> focus(Field field, int layer, int unit) {
    boolean output = layer == layers - 1;
    float limit = output && !view.gradients() ? outputLimit() : field.limit();
    byte[] bytes = new byte[CELLS];
    for (int cell = 0; cell < CELLS; cell++) {
      bytes[cell] = Packed.scaled(shown(field.at(cell, unit), output), limit);
    }
    return Map.of("layer", layer, "unit", unit, "map", Packed.bytes(bytes), "limit", limit);
  }

  /// What the network decides; with gradients, that of the output whose class is taken to be right.
  private Map<String, @Nullable Object> surface(Field field) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    byte[] bytes = new byte[CELLS];
    byte[] winners = new byte[points.outputs() > 1 && !view.gradients() ? CELLS : 0];
    long[] won = new long[points.classes().size()];
    float limit = view.gradients() ? field.limit() : outputLimit();
    int broken = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      int unit = unit(field, cell);
      float number = field.at(cell, unit);
      bytes[cell] = Packed.scaled(shown(number, true), limit);
      if (Float.isNaN(number)) {
        broken++;
      } else if (won.length > 0) {
        won[field.units() == 1 ? (number > 0.5f ? 1 : 0) : unit]++;
      }
      if (winners.length > 0) {
        winners[cell] = (byte) unit;
      }
    }
    map.put("map", Packed.bytes(bytes));
    map.put("winners", winners.length > 0 ? Packed.bytes(winners) : null);
    map.put("limit", limit);
    map.put("broken", (double) broken / CELLS);
    map.put(
        "shares",
        view.gradients()
            ? List.of()
            : Arrays.stream(won).mapToObj(n -> (double) n / CELLS).toList());
    return map;
  }

  private int unit(Field field, int cell) {
    if (field.units() == 1) {
      return 0;
    }
    if (view.gradients()) {
      return (int) assumed[cell];
    }
    int best = 0;
    for (int unit = 1; unit < field.units(); unit++) {
      best = field.at(cell, unit) > field.at(cell, best) ? unit : best;
    }
    return best;
  }
}
