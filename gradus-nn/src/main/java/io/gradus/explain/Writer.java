package io.gradus.explain;

import io.gradus.expr.Expr;
import io.gradus.expr.Numbers;
import io.gradus.expr.Text;

/// Writes a [Walkthrough] or a [ModelWalkthrough] as text for the terminal, as Markdown, as LaTeX,
/// or as an HTML file.
public enum Writer {
  /// Plain lines for a terminal, coloured if wanted.
  TEXT,
  /// Markdown, a table for each section.
  MARKDOWN,
  /// LaTeX, the formulas as displayed mathematics.
  LATEX,
  /// One HTML file that needs no other.
  HTML;

  private static final String BOLD = "\u001b[1m";
  private static final String BLUE = "\u001b[34m";
  private static final String GREEN = "\u001b[32m";
  private static final String PLAIN = "\u001b[0m";
  private static final int LONG_LATEX = 90;

  /// All of it.
  ///
  /// @param digits significant digits of results; numbers inside formulas get up to six
  /// @param colour whether text uses terminal colours
  public String write(Explained explained, int digits, boolean colour) {
    if (this == HTML) {
      return HtmlPage.of(explained, digits);
    }
    StringBuilder out = new StringBuilder();
    head(explained, out);
    Section.Part part = null;
    for (Section section : explained.sections()) {
      if (section.part() != part) {
        part = section.part();
        part(part, out, colour);
      }
      section(section, digits, out, colour);
    }
    String closing = explained.closing(digits);
    out.append('\n').append(this == LATEX ? Symbol.escaped(closing) : closing).append('\n');
    return out.toString();
  }

  private void head(Explained explained, StringBuilder out) {
    String title = explained.title();
    String source = explained.source();
    String about = explained.about();
    out.append(
        switch (this) {
          case TEXT -> title + " (" + source + ")\n" + about + "\n";
          case MARKDOWN -> "# " + title + "\n\n" + source + ". " + about + ".\n";
          case LATEX, HTML ->
              "\\section*{%s}\n%s. %s.\n"
                  .formatted(Symbol.escaped(title), Symbol.escaped(source), Symbol.escaped(about));
        });
  }

  private void part(Section.Part part, StringBuilder out, boolean colour) {
    out.append(
        switch (this) {
          case TEXT ->
              "\n" + painted(part.title(), BOLD + BLUE, colour) + ": " + part.meaning() + "\n";
          case MARKDOWN -> "\n## " + part.title() + "\n\n" + part.meaning() + "\n";
          case LATEX, HTML -> "\n\\subsection*{" + part.title() + "}\n" + part.meaning() + ".\n";
        });
  }

  private static String painted(String text, String paint, boolean colour) {
    return colour ? paint + text + PLAIN : text;
  }

  private void section(Section section, int digits, StringBuilder out, boolean colour) {
    switch (this) {
      case TEXT -> text(section, digits, out, colour);
      case MARKDOWN -> markdown(section, digits, out);
      case LATEX, HTML -> latex(section, digits, out);
    }
  }

  private static void text(Section section, int digits, StringBuilder out, boolean colour) {
    out.append("\n  ").append(painted(section.title(), BOLD, colour)).append('\n');
    int width =
        section.lines().stream().mapToInt(line -> line.symbol().length() + 1).max().orElse(0);
    String column = "%-" + Math.max(12, width) + "s= %s%n";
    for (Line line : section.lines()) {
      String formula = line.text();
      String numbers = line.textWithNumbers(6);
      String result = Numbers.format(line.result(), digits);
      out.append("    ").append(column.formatted(line.symbol(), formula));
      boolean renamed = line.formula() instanceof Expr.Input;
      if (!renamed && !numbers.equals(formula) && !numbers.equals(result)) {
        out.append("    ").append(column.formatted("", numbers));
      }
      if (!formula.equals(result)) {
        out.append("    ").append(column.formatted("", painted(result, GREEN, colour)));
      }
    }
    section.notes().forEach(note -> out.append("    ").append(note).append('\n'));
  }

  private static void markdown(Section section, int digits, StringBuilder out) {
    out.append("\n### ").append(section.title()).append('\n');
    if (!section.lines().isEmpty()) {
      out.append("\n| | formula | with numbers | result |\n|---|---|---|---|\n");
    }
    for (Line line : section.lines()) {
      out.append("| ")
          .append(code(line.symbol()))
          .append(" | ")
          .append(code(line.text()))
          .append(" | ")
          .append(code(line.textWithNumbers(6)))
          .append(" | ")
          .append(Numbers.format(line.result(), digits))
          .append(" |\n");
    }
    section.notes().forEach(note -> out.append('\n').append(note).append('\n'));
  }

  /// A bar inside code would end the table's cell.
  private static String code(String text) {
    return "`" + text.replace("|", "\\|") + "`";
  }

  private static void latex(Section section, int digits, StringBuilder out) {
    out.append("\n\\paragraph{").append(Symbol.escaped(section.title())).append("}\n");
    if (!section.lines().isEmpty()) {
      out.append("\\begin{align*}\n");
      section.lines().forEach(line -> latex(line, digits, out));
      out.append("\\end{align*}\n");
    }
    section.notes().forEach(note -> out.append(Symbol.escaped(note)).append("\n\n"));
  }

  private static void latex(Line line, int digits, StringBuilder out) {
    String formula = line.latex();
    String numbers = line.latexWithNumbers(6);
    String next = formula.length() + numbers.length() > LONG_LATEX ? " \\\\\n&= " : " = ";
    out.append(latexSymbol(line.symbol())).append(" &= ").append(formula).append(next);
    if (!(line.formula() instanceof Expr.Input)) {
      out.append(numbers).append(next);
    }
    out.append(number(line.result(), digits)).append(" \\\\\n");
  }

  private static String number(double value, int digits) {
    double[] none = {};
    return Text.latexWithNumbers(Expr.input(0, "result"), new double[] {value}, none, digits);
  }

  private static String latexSymbol(String symbol) {
    boolean updated = symbol.endsWith("+");
    String bare = updated ? symbol.substring(0, symbol.length() - 1) : symbol;
    return updated ? Symbol.latex(bare) + "^{+}" : Symbol.latex(bare);
  }
}
