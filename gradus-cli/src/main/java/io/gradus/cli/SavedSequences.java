package io.gradus.cli;

import io.gradus.data.Table;
import io.gradus.data.Windows;
import io.gradus.text.TextModel;
import io.gradus.train.DataException;
import io.gradus.train.Prediction;
import io.gradus.train.SavedModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

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
    int rows = table.rows() - windows.window() + 1;
    double[] numbers = saved.preprocessing().numbers(saved.outputs(windows.inputs(table), rows));
    List<Prediction> answers =
        Arrays.stream(numbers).mapToObj(number -> new Prediction(saved.target(), number)).toList();
    int first = windows.window() + windows.horizon();
    List<Integer> named = IntStream.range(first, first + rows).boxed().toList();
    Answers form = new Answers(saved.target(), windows.target().name(), "row", named);
    return json ? form.json(answers) : form.csv(answers);
  }
}
