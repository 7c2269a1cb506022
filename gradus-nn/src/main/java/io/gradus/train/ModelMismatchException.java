package io.gradus.train;

import java.util.List;

/// A file with the numbers of another network: which names it lacks and which come close.
public final class ModelMismatchException extends FileFormatException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> missing;

  ModelMismatchException(String source, List<String> missing, String problem) {
    super(
        source,
        WHOLE,
        problem,
        "build the network with the same layers, names and sizes as the one that was saved");
    this.missing = List.copyOf(missing);
  }

  /// The names that the network needs and the file lacks.
  public List<String> missing() {
    return missing;
  }
}
