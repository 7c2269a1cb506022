package io.gradus.studio.optimizers;

import io.gradus.studio.room.Floats;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The values of a landscape on a grid, row by row from the bottom left, and the levels to draw.
record Field(Box box, int columns, int rows, float[] values) {
  /// Shares of the area that lie below a level: every band is as large, and the floor is finer.
  private static final double[] SHARES = {
    0.002, 0.01, 0.03, 0.06, 0.1, 0.15, 0.2, 0.27, 0.34, 0.41, 0.48, 0.55, 0.62, 0.69, 0.76, 0.83,
    0.9, 0.96
  };

  static Field of(Landscape landscape) {
    int side = landscape.detail();
    Box box = landscape.box();
    float[] values = new float[side * side];
    for (int i = 0; i < values.length; i++) {
      int column = i % side;
      int row = i / side;
      double x = box.left() + box.width() * column / (side - 1);
      double y = box.bottom() + box.height() * row / (side - 1);
      values[i] = (float) landscape.value(x, y);
    }
    return new Field(box, side, side, values);
  }

  double[] levels() {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    return Arrays.stream(SHARES)
        .map(share -> sorted[(int) (share * (sorted.length - 1))])
        .distinct()
        .toArray();
  }

  Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("columns", columns);
    map.put("rows", rows);
    map.put("values", Floats.base64(values));
    map.put("levels", levels());
    return map;
  }
}
