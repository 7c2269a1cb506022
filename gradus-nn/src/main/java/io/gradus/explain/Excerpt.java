package io.gradus.explain;

import java.util.ArrayList;
import java.util.List;

/// The first lines of a training step: as much of it as a reader has seen.
public final class Excerpt implements Explained {
  private final Explained whole;
  private final List<Section> sections = new ArrayList<>();
  private final boolean complete;

  private Excerpt(Explained whole, int lines) {
    this.whole = whole;
    int left = lines;
    for (Section section : whole.sections()) {
      int shown = Math.min(left, section.lines().size());
      if (shown > 0) {
        List<String> notes = shown < section.lines().size() ? List.of() : section.notes();
        sections.add(
            new Section(section.part(), section.title(), section.lines().subList(0, shown), notes));
      }
      left -= section.lines().size();
    }
    complete = left >= 0;
  }

  /// The first `lines` lines.
  public static Excerpt of(Explained whole, int lines) {
    return new Excerpt(whole, lines);
  }

  @Override
  public String title() {
    return whole.title();
  }

  @Override
  public String source() {
    return whole.source();
  }

  @Override
  public String about() {
    return whole.about();
  }

  @Override
  public List<Section> sections() {
    return List.copyOf(sections);
  }

  @Override
  public String closing(int digits) {
    return complete ? whole.closing(digits) : "The step goes on from here.";
  }
}
