package io.gradus.explain;

import java.util.List;

/// The lines of one layer in one part of learning.
///
/// @param notes what to say after the lines, such as how many more there are
public record Section(Part part, String title, List<Line> lines, List<String> notes) {
  /// Keeps copies of the lists.
  public Section {
    lines = List.copyOf(lines);
    notes = List.copyOf(notes);
  }

  /// A section without notes.
  public Section(Part part, String title, List<Line> lines) {
    this(part, title, lines, List.of());
  }

  /// Raw values made ready, then the three parts of learning.
  public enum Part {
    /// Raw values become the network's numbers.
    PREPROCESSING("Preprocessing", "raw values to the network's numbers"),
    /// Inputs become a prediction and its error.
    FEED_FORWARD("Feed-forward", "inputs to a prediction and its error"),
    /// The error goes back to every weight.
    BACK_PROPAGATION("Back-propagation", "from the error back to every weight; no weight changes"),
    /// The weights change by the gradients.
    OPTIMIZER("Optimizer", "changes the weights by the gradients");

    private final String title;
    private final String meaning;

    Part(String title, String meaning) {
      this.title = title;
      this.meaning = meaning;
    }

    /// What readers see it called.
    public String title() {
      return title;
    }

    /// What happens in it, in a few words.
    public String meaning() {
      return meaning;
    }
  }
}
