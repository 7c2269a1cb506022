package io.gradus.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Names as textbooks set them: `beta1` is a Greek letter with an index, `m_hat` an `m` with a hat.
///
/// A name is a base, then marks and indices after underscores; digits that end the base are an
/// index as well.
record Names(String base, List<String> marks, List<String> indices) {
  private static final Map<String, String> GREEK =
      Map.ofEntries(
          Map.entry("alpha", "α"),
          Map.entry("beta", "β"),
          Map.entry("gamma", "γ"),
          Map.entry("delta", "δ"),
          Map.entry("epsilon", "ε"),
          Map.entry("zeta", "ζ"),
          Map.entry("eta", "η"),
          Map.entry("theta", "θ"),
          Map.entry("kappa", "κ"),
          Map.entry("lambda", "λ"),
          Map.entry("mu", "μ"),
          Map.entry("nu", "ν"),
          Map.entry("xi", "ξ"),
          Map.entry("pi", "π"),
          Map.entry("rho", "ρ"),
          Map.entry("sigma", "σ"),
          Map.entry("tau", "τ"),
          Map.entry("phi", "φ"),
          Map.entry("chi", "χ"),
          Map.entry("psi", "ψ"),
          Map.entry("omega", "ω"),
          Map.entry("Gamma", "Γ"),
          Map.entry("Delta", "Δ"),
          Map.entry("Theta", "Θ"),
          Map.entry("Lambda", "Λ"),
          Map.entry("Sigma", "Σ"),
          Map.entry("Phi", "Φ"),
          Map.entry("Psi", "Ψ"),
          Map.entry("Omega", "Ω"));

  private static final Map<String, String> COMBINING =
      Map.of("hat", "\u0302", "bar", "\u0304", "tilde", "\u0303", "dot", "\u0307");

  static Names parse(String name) {
    String[] parts = name.split("_");
    String base = parts.length == 0 ? name : parts[0];
    List<String> marks = new ArrayList<>();
    List<String> indices = new ArrayList<>();
    int end = base.length();
    while (end > 1 && Character.isDigit(base.charAt(end - 1))) {
      end--;
    }
    if (end < base.length() && Character.isLetter(base.charAt(end - 1))) {
      indices.add(base.substring(end));
      base = base.substring(0, end);
    }
    for (int i = 1; i < parts.length; i++) {
      (COMBINING.containsKey(parts[i]) ? marks : indices).add(parts[i]);
    }
    return new Names(base.equals("eps") ? "epsilon" : base, marks, indices);
  }

  /// `\beta_{1}`, `\hat{m}`, `\mathrm{rate}`.
  static String latex(String name) {
    Names parsed = parse(name);
    String text = latexWord(parsed.base);
    for (String mark : parsed.marks) {
      text = "\\" + mark + "{" + text + "}";
    }
    return parsed.indices.isEmpty()
        ? text
        : text
            + parsed.indices.stream()
                .map(Names::latexIndex)
                .collect(Collectors.joining(",", "_{", "}"));
  }

  private static String latexIndex(String index) {
    boolean letters = index.length() <= 2 || index.chars().allMatch(Character::isDigit);
    return letters ? escape(index) : latexWord(index);
  }

  private static String latexWord(String word) {
    if (GREEK.containsKey(word)) {
      return "\\" + word;
    }
    // Primes belong to the letter before them, as in y'.
    return word.replace("'", "").length() <= 1 ? escape(word) : "\\mathrm{" + escape(word) + "}";
  }

  private static String escape(String word) {
    return word.replaceAll("([#$%&{}])", "\\\\$1");
  }

  /// `β₁`, `m̂`, `rate`.
  static String unicode(String name) {
    Names parsed = parse(name);
    StringBuilder text = new StringBuilder(GREEK.getOrDefault(parsed.base, parsed.base));
    parsed.marks.forEach(mark -> text.append(COMBINING.get(mark)));
    for (String index : parsed.indices) {
      boolean digits = index.chars().allMatch(c -> c >= '0' && c <= '9');
      text.append(digits ? shifted(index, '₀') : "_" + index);
    }
    return text.toString();
  }

  static String shifted(String digits, char zero) {
    return digits
        .chars()
        .mapToObj(c -> String.valueOf((char) (zero + c - '0')))
        .collect(Collectors.joining());
  }
}
