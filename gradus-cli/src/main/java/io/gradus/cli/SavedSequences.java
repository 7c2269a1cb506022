package io.gradus.cli;

import io.gradus.data.Table;
import io.gradus.data.Windows;
import io.gradus.text.TextModel;
import io.gradus.train.DataException;
import io.gradus.train.Json;
import io.gradus.train.SavedModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// Saved models that take sequences.
final class SavedSequences {
  private SavedSequences() {}

  static boolean isText(SavedModel saved) {
    return saved.attached(TextModel.KEY) != null;
  }

  static boolean isSeries(SavedModel saved) {
    return saved.attached(Windows.KEY) != null;
  }

  /// The windows of a model of a time series.
  static Windows windows(SavedModel saved) {
    return Windows.read(Objects.requireNonNull(saved.attached(Windows.KEY)), saved.preprocessing());
  }

  /// @throws DataException if the model writes text
  static void requireRows(SavedModel saved, Path file) {
    if (isText(saved)) {
      throw new DataException(
          "%s writes text: try gradus generate %s --prompt \"...\"".formatted(file, file));
    }
  }

  /// A line for each window: the row that is predicted, counted from 1, and the prediction. The
  /// last ones are beyond the file.
  static String answers(SavedModel saved, Windows windows, Table table, boolean json) {
    float[] inputs = windows.inputs(table);
    int rows = table.rows() - windows.window() + 1;
    float[] answers = saved.preprocessing().decode(saved.outputs(inputs, rows));
    String target = windows.target().name();
    StringBuilder text = new StringBuilder(json ? "" : "row,predicted_" + quoted(target) + "\n");
    for (int i = 0; i < rows; i++) {
      int row = i + windows.window() + windows.horizon();
      if (json) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("row", row);
        object.put("prediction", Map.of(target, answers[i]));
        text.append(Json.write(object)).append('\n');
      } else {
        text.append(row).append(',').append(answers[i]).append('\n');
      }
    }
    return text.toString();
  }

  /// RFC 4180, section 2: a name with separators, quotes or line ends would be quoted.
  private static String quoted(String name) {
    return name.replaceAll("[,\"\\r\\n]", "_");
  }
}
