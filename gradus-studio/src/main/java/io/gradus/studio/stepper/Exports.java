package io.gradus.studio.stepper;

import io.gradus.explain.Excerpt;
import io.gradus.explain.Explained;
import io.gradus.explain.Walkthrough;
import io.gradus.explain.Writer;
import io.gradus.studio.room.Refusal;
import java.util.List;

/// The worked derivation of what is on screen as a document, and the network as Java code.
final class Exports {
  static final List<String> FORMATS = List.of("html", "markdown", "latex", "java");

  private static final int DIGITS = 10;

  private Exports() {}

  /// @param lines how many are on screen; none stands for the whole step
  static String write(String format, Walkthrough walk, int lines) {
    Explained shown = lines == 0 ? walk : Excerpt.of(walk, lines);
    return switch (format) {
      case "html" -> Writer.HTML.write(shown, DIGITS, false);
      case "markdown" -> Writer.MARKDOWN.write(shown, DIGITS, false);
      case "latex" -> latex(shown);
      case "java" -> new JavaCode(walk.example()).write();
      default -> throw new Refusal("there is no format \"" + format + "\"");
    };
  }

  static String file(String format) {
    return switch (format) {
      case "html" -> "derivation.html";
      case "markdown" -> "derivation.md";
      case "latex" -> "derivation.tex";
      default -> "Network.java";
    };
  }

  private static String latex(Explained shown) {
    return "\\documentclass{article}\n\\usepackage{amsmath}\n\\allowdisplaybreaks\n"
        + "\\begin{document}\n"
        + Writer.LATEX.write(shown, DIGITS, false)
        + "\\end{document}\n";
  }
}
