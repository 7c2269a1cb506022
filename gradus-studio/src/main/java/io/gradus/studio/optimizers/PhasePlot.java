package io.gradus.studio.optimizers;

import io.gradus.studio.room.Floats;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How fast momentum converges on a quadratic, over a grid of rates and betas.
///
/// The rate goes from 0 to a little beyond `4 / kappa`, where even the largest beta diverges; beta
/// from 0 to 1.
///
/// @param radius the factor a step of each cell's middle, row by row from beta 0
record PhasePlot(Quadratic quadratic, int columns, int rows, float[] radius) {
  private static final double BEYOND = 4.4;

  static PhasePlot of(double kappa, int columns, int rows) {
    Quadratic quadratic = new Quadratic(kappa);
    float[] radius = new float[columns * rows];
    for (int i = 0; i < radius.length; i++) {
      int column = i % columns;
      int row = i / columns;
      double rate = (column + 0.5) / columns * mostRate(kappa);
      double beta = (row + 0.5) / rows;
      radius[i] = (float) quadratic.radius(rate, beta);
    }
    return new PhasePlot(quadratic, columns, rows, radius);
  }

  /// The right edge of the plot.
  static double mostRate(double kappa) {
    return BEYOND / kappa;
  }

  Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kappa", quadratic.kappa());
    map.put("columns", columns);
    map.put("rows", rows);
    map.put("radius", Floats.base64(radius));
    map.put("mostRate", mostRate(quadratic.kappa()));
    map.put("bestRate", quadratic.bestMomentumRate());
    map.put("bestBeta", quadratic.bestBeta());
    map.put("bestRadius", quadratic.momentumContraction());
    map.put("descentRate", quadratic.bestDescentRate());
    map.put("descentRadius", quadratic.descentContraction());
    map.put("borderAt0", quadratic.border(0));
    map.put("borderAt1", quadratic.border(1));
    map.put("slices", slices());
    return map;
  }

  /// The best cell of every eighth row or so: the plot as a table.
  private List<Map<String, Object>> slices() {
    List<Map<String, Object>> slices = new ArrayList<>();
    for (int row = 0; row < rows; row += Math.max(1, rows / 10)) {
      int best = row * columns;
      for (int i = best; i < (row + 1) * columns; i++) {
        best = radius[i] < radius[best] ? i : best;
      }
      slices.add(
          Map.of(
              "beta",
              (row + 0.5) / rows,
              "rate",
              (best % columns + 0.5) / columns * mostRate(quadratic.kappa()),
              "radius",
              (double) radius[best]));
    }
    return slices;
  }
}
