package io.gradus.explain;

import java.util.List;

/// One row as it comes from outside, before any scaling.
///
/// @param where the place to name in errors, such as `row 3`
/// @param inputs a cell for each input column of the model
/// @param targets a cell for each target column: the class, or the numbers
public record RawRow(String where, List<String> inputs, List<String> targets) {
  /// Keeps copies of the lists.
  public RawRow {
    inputs = List.copyOf(inputs);
    targets = List.copyOf(targets);
  }
}
