package io.gradus.explain;

import java.util.List;

/// The lines of one layer in one part of learning.
///
/// @param notes what to say after the lines, such as how many more there are
public record Section(Part part, String title, List<Line> lines, List<String> notes) {
  public Section {
    lines = List.copyOf(lines);
    notes = List.copyOf(notes);
  }

  public Section(Part part, String title, List<Line> lines) {
    this(part, title, lines, List.of());
  }

  /// Raw values made ready, then the three parts of learning.
  public enum Part {
    PREPROCESSING("Preprocessing", "raw values to the network's numbers"),
    FEED_FORWARD("Feed-forward", "inputs to a prediction and its error"),
    BACK_PROPAGATION("Back-propagation", "from the error back to every weight; no weight changes"),
    OPTIMIZER("Optimizer", "changes the weights by the gradients");

    private final String title;
    private final String meaning;

    Part(String title, String meaning) {
      this.title = title;
      this.meaning = meaning;
    }

    public String title() {
      return title;
    }

    public String meaning() {
      return meaning;
    }
  }
}
