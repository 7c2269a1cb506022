package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.Line;
import io.gradus.explain.Section;
import io.gradus.explain.Walkthrough;
import io.gradus.explain.Writer;
import io.gradus.expr.Numbers;
import io.gradus.op.Elementwise;
import io.gradus.op.Elu;
import io.gradus.op.LeakyRelu;
import io.gradus.studio.room.Refusal;
import java.util.List;

/// The worked derivation of a training step as a document, and the network as Java code.
final class Exports {
  static final List<String> FORMATS = List.of("html", "markdown", "latex", "java");

  private static final int DIGITS = 9;

  private Exports() {}

  static String write(String format, DenseExample network) {
    return switch (format) {
      case "html" -> html(Walkthrough.of(network));
      case "markdown" -> Writer.MARKDOWN.write(Walkthrough.of(network), DIGITS, false);
      case "latex" -> latex(Walkthrough.of(network));
      case "java" -> java(network);
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

  private static String latex(Walkthrough walk) {
    return "\\documentclass{article}\n\\usepackage{amsmath}\n\\allowdisplaybreaks\n"
        + "\\begin{document}\n"
        + Writer.LATEX.write(walk, DIGITS, false)
        + "\\end{document}\n";
  }

  private static String html(Walkthrough walk) {
    StringBuilder out = new StringBuilder();
    String name = escape(walk.example().name());
    out.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append(name)
        .append("</title><style>body{font:16px/1.5 sans-serif;max-width:70em;margin:2em auto;")
        .append("padding:0 1em}table{border-collapse:collapse;margin-bottom:1em}")
        .append("td,th{border-bottom:1px solid #ccc;padding:.3em .8em;text-align:left}")
        .append("code{font-family:monospace}</style></head><body>\n<h1>")
        .append(name)
        .append("</h1>\n<p>")
        .append(escape(walk.example().source()))
        .append("</p>\n");
    Section.Part part = null;
    for (Section section : walk.sections()) {
      if (section.part() != part) {
        part = section.part();
        out.append("<h2>").append(part.title()).append("</h2>\n<p>");
        out.append(escape(part.meaning())).append("</p>\n");
      }
      out.append("<h3>").append(escape(section.title())).append("</h3>\n<table>");
      out.append("<tr><th></th><th>formula</th><th>with numbers</th><th>result</th></tr>\n");
      for (Line line : section.lines()) {
        row(line, out);
      }
      out.append("</table>\n");
    }
    out.append("<p>The error was ")
        .append(Numbers.format(walk.error(), DIGITS))
        .append(" and is ")
        .append(Numbers.format(Walkthrough.of(walk.after()).error(), DIGITS))
        .append(" after the update.</p>\n</body></html>\n");
    return out.toString();
  }

  private static void row(Line line, StringBuilder out) {
    for (String cell :
        List.of(
            line.symbol(),
            line.text(),
            line.textWithNumbers(6),
            Numbers.format(line.result(), DIGITS))) {
      out.append(cell.equals(line.symbol()) ? "<tr>" : "")
          .append("<td><code>")
          .append(escape(cell))
          .append("</code></td>");
    }
    out.append("</tr>\n");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String java(DenseExample network) {
    StringBuilder out = new StringBuilder();
    out.append("import io.gradus.explain.DenseExample;\n")
        .append("import io.gradus.explain.Walkthrough;\n")
        .append("import io.gradus.explain.Writer;\n")
        .append("import io.gradus.op.*;\n")
        .append("import java.util.List;\n\n")
        .append("/// One training step of this network, number by number.\n")
        .append("public class Network {\n")
        .append("  public static DenseExample network() {\n")
        .append("    return new DenseExample(\n        ")
        .append(quoted(network.name()))
        .append(",\n        ")
        .append(quoted(network.source()))
        .append(",\n        ")
        .append(list(network.inputs()))
        .append(",\n        ")
        .append(list(network.targets()))
        .append(",\n        List.of(");
    for (int k = 0; k < network.layers().size(); k++) {
      DenseExample.Layer layer = network.layers().get(k);
      out.append(k == 0 ? "\n" : ",\n")
          .append("            new DenseExample.Layer(\n                List.of(")
          .append(String.join(", ", layer.weights().stream().map(Exports::list).toList()))
          .append("),\n                ")
          .append(list(layer.biases()))
          .append(",\n                ")
          .append(activation(layer.activation()))
          .append(")");
    }
    out.append("),\n        ")
        .append(network.rate())
        .append(",\n        ")
        .append(network.learnBiases())
        .append(");\n  }\n\n")
        .append("  public static void main(String[] arguments) {\n")
        .append("    Walkthrough step = Walkthrough.of(network());\n")
        .append("    System.out.println(Writer.TEXT.write(step, 9, false));\n  }\n}\n");
    return out.toString();
  }

  private static String list(List<Double> numbers) {
    return "List.of(" + String.join(", ", numbers.stream().map(String::valueOf).toList()) + ")";
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private static String activation(Elementwise.Unary activation) {
    return switch (activation) {
      case LeakyRelu leaky -> "new LeakyRelu(" + leaky.alpha() + ")";
      case Elu elu -> "new Elu(" + elu.alpha() + ")";
      default -> "new " + activation.getClass().getSimpleName() + "()";
    };
  }
}
