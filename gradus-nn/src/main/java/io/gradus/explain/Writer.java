package io.gradus.explain;

import io.gradus.expr.Numbers;
import java.util.List;

/// Writes a [Walkthrough] as text for the terminal, as Markdown, or as LaTeX.
public enum Writer {
  TEXT,
  MARKDOWN,
  LATEX;

  private static final String BOLD = "\u001b[1m";
  private static final String BLUE = "\u001b[34m";
  private static final String GREEN = "\u001b[32m";
  private static final String PLAIN = "\u001b[0m";

  /// The whole walkthrough.
  ///
  /// @param digits significant digits of results; numbers inside formulas get up to six
  /// @param colour whether text uses terminal colours
  public String write(Walkthrough walk, int digits, boolean colour) {
    StringBuilder out = new StringBuilder();
    head(walk, out);
    Section.Part part = null;
    for (Section section : walk.sections()) {
      if (section.part() != part) {
        part = section.part();
        part(part, out, colour);
      }
      section(section, digits, out, colour);
    }
    tail(walk, digits, out);
    return out.toString();
  }

  private void head(Walkthrough walk, StringBuilder out) {
    DenseExample example = walk.example();
    String shape =
        example.inputs().size()
            + example.layers().stream()
                .map(layer -> "-" + layer.weights().size())
                .reduce("", String::concat);
    String about =
        "inputs "
            + list(example.inputs())
            + ", targets "
            + list(example.targets())
            + ", rate "
            + Numbers.format(example.rate());
    switch (this) {
      case TEXT ->
          out.append(example.name())
              .append(", a ")
              .append(shape)
              .append(" network (")
              .append(example.source())
              .append(")\n")
              .append(about)
              .append('\n');
      case MARKDOWN ->
          out.append("# ")
              .append(example.name())
              .append(", a ")
              .append(shape)
              .append(" network\n\n")
              .append(example.source())
              .append(". ")
              .append(about)
              .append(".\n");
      case LATEX ->
          out.append("\\section*{")
              .append(example.name())
              .append(", a ")
              .append(shape)
              .append(" network}\n")
              .append(example.source())
              .append(". ")
              .append(about)
              .append(".\n");
    }
  }

  private static String list(List<Double> numbers) {
    return String.join(", ", numbers.stream().map(Numbers::format).toList());
  }

  private void part(Section.Part part, StringBuilder out, boolean colour) {
    switch (this) {
      case TEXT ->
          out.append('\n')
              .append(colour ? BOLD + BLUE : "")
              .append(part.title())
              .append(colour ? PLAIN : "")
              .append(": ")
              .append(part.meaning())
              .append('\n');
      case MARKDOWN ->
          out.append("\n## ")
              .append(part.title())
              .append("\n\n")
              .append(part.meaning())
              .append("\n");
      case LATEX ->
          out.append("\n\\subsection*{")
              .append(part.title())
              .append("}\n")
              .append(part.meaning())
              .append(".\n");
    }
  }

  private void section(Section section, int digits, StringBuilder out, boolean colour) {
    switch (this) {
      case TEXT -> {
        out.append("\n  ")
            .append(colour ? BOLD : "")
            .append(section.title())
            .append(colour ? PLAIN : "")
            .append('\n');
        for (Line line : section.lines()) {
          text(line, digits, out, colour);
        }
      }
      case MARKDOWN -> {
        out.append("\n### ")
            .append(section.title())
            .append("\n\n| | formula | with numbers | result |\n|---|---|---|---|\n");
        for (Line line : section.lines()) {
          out.append("| `")
              .append(line.symbol())
              .append("` | `")
              .append(line.text())
              .append("` | `")
              .append(line.textWithNumbers(6))
              .append("` | ")
              .append(Numbers.format(line.result(), digits))
              .append(" |\n");
        }
      }
      case LATEX -> {
        out.append("\n\\paragraph{").append(section.title()).append("}\n\\begin{align*}\n");
        for (Line line : section.lines()) {
          out.append(latexSymbol(line.symbol()))
              .append(" &= ")
              .append(line.latex())
              .append(" = ")
              .append(line.latexWithNumbers(6))
              .append(" = ")
              .append(Numbers.format(line.result(), digits))
              .append(" \\\\\n");
        }
        out.append("\\end{align*}\n");
      }
    }
  }

  private static void text(Line line, int digits, StringBuilder out, boolean colour) {
    String indent = " ".repeat(18);
    out.append(String.format("    %-12s= %s%n", line.symbol(), line.text()));
    String numbers = line.textWithNumbers(6);
    if (!numbers.equals(line.text())) {
      out.append(indent, 0, 16).append("= ").append(numbers).append('\n');
    }
    out.append(indent, 0, 16)
        .append("= ")
        .append(colour ? GREEN : "")
        .append(Numbers.format(line.result(), digits))
        .append(colour ? PLAIN : "")
        .append('\n');
  }

  private static String latexSymbol(String symbol) {
    boolean updated = symbol.endsWith("+");
    String bare = updated ? symbol.substring(0, symbol.length() - 1) : symbol;
    String text = io.gradus.expr.Text.latex(io.gradus.expr.Expr.input(0, bare));
    return updated ? text + "^{+}" : text;
  }

  private void tail(Walkthrough walk, int digits, StringBuilder out) {
    double next = Walkthrough.of(walk.after()).error();
    String text =
        "The error was "
            + Numbers.format(walk.error(), digits)
            + " and is "
            + Numbers.format(next, digits)
            + " after the update.";
    out.append('\n').append(text).append('\n');
  }
}
