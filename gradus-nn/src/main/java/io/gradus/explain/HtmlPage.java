package io.gradus.explain;

import io.gradus.expr.Numbers;
import java.util.Locale;

/// A training step as one HTML file that needs nothing else.
final class HtmlPage {
  private static final String STYLE =
      """
      :root{color-scheme:light dark}
      body{font:16px/1.5 system-ui,sans-serif;max-width:72em;margin:2em auto;padding:0 1em}
      .wide{overflow-x:auto}
      table{border-collapse:collapse;margin-bottom:1em}
      td,th{border-bottom:1px solid #8886;padding:.3em .8em;text-align:left;vertical-align:top}
      td:last-child{text-align:right;font-weight:600}
      code{font-family:ui-monospace,monospace;font-size:.9em}
      """;

  private final StringBuilder out = new StringBuilder();
  private final int digits;

  private HtmlPage(int digits) {
    this.digits = digits;
  }

  static String of(Explained explained, int digits) {
    HtmlPage page = new HtmlPage(digits);
    page.write(explained);
    return page.out.toString();
  }

  private void write(Explained explained) {
    String title = escaped(explained.title());
    out.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width\">\n")
        .append("<title>%s</title>\n<style>\n%s</style>\n</head>\n<body>\n".formatted(title, STYLE))
        .append("<h1>%s</h1>\n".formatted(title))
        .append("<p>%s.</p>\n".formatted(sentence(explained.source())))
        .append("<p>%s.</p>\n".formatted(sentence(explained.about())));
    Section.Part part = null;
    for (Section section : explained.sections()) {
      if (section.part() != part) {
        part = section.part();
        out.append("<h2>%s</h2>\n".formatted(escaped(part.title())))
            .append("<p>%s.</p>\n".formatted(sentence(part.meaning())));
      }
      section(section);
    }
    out.append("<p>%s</p>\n</body>\n</html>\n".formatted(escaped(explained.closing(digits))));
  }

  private void section(Section section) {
    out.append("<h3>%s</h3>\n".formatted(sentence(section.title())));
    if (!section.lines().isEmpty()) {
      out.append("<div class=\"wide\"><table>\n<tr><th scope=\"col\">number</th>")
          .append("<th scope=\"col\">formula</th><th scope=\"col\">with its numbers</th>")
          .append("<th scope=\"col\">result</th></tr>\n");
      section.lines().forEach(this::line);
      out.append("</table></div>\n");
    }
    section.notes().forEach(note -> out.append("<p>%s</p>\n".formatted(escaped(note))));
  }

  private void line(Line line) {
    out.append("<tr>");
    cell(line.symbol().replace("dE/d", "∂E/∂").replace("dL/d", "∂L/∂"));
    cell(line.text().replace("dE/d", "∂E/∂").replace("dL/d", "∂L/∂"));
    cell(line.textWithNumbers(6));
    cell(Numbers.format(line.result(), digits));
    out.append("</tr>\n");
  }

  private void cell(String text) {
    out.append("<td><code>%s</code></td>".formatted(escaped(text)));
  }

  private static String sentence(String text) {
    return text.isEmpty()
        ? text
        : escaped(text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
