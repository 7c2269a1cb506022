package io.gradus.studio.circuit;

import java.util.ArrayList;
import java.util.List;

/// `(f(x+h) - f(x-h)) / 2h` against the gradient, for every input, in double precision.
///
/// Of three step sizes the one that agrees best counts. Where the two one-sided differences
/// disagree the function has a kink there, and no gradient to compare with.
///
/// The limits follow the sizes of the input and of its gradient, since a circuit may hold any:
/// those of [io.gradus.exec.CentredDifferences], for numbers around 1, would call the gradients of
/// `0.005 relu(x)` at 0 and of `x - 1e9` at 1e9 wrong.
///
/// @param error the largest relative error of the inputs compared
/// @param step the step size h of that input
record Check(List<Row> rows, double error, double step, Verdict verdict) {
  private static final double[] STEPS = {1e-4, 1e-5, 1e-6};
  private static final double LIMIT = 1e-6;

  enum Verdict {
    PASSED,
    WRONG,
    /// Inputs at a kink were left out, and the others passed.
    KINK,
    /// The value is not a finite number.
    UNDEFINED
  }

  /// One input.
  ///
  /// @param rounding whether the two differ by no more than rounding makes, though the gradient is
  ///   so small that their relative error is not
  record Row(
      String symbol,
      double gradient,
      double numeric,
      double error,
      double step,
      boolean kink,
      boolean rounding,
      boolean fits) {}

  static Check of(Circuit circuit, Traced traced, double[] inputs, Pass pass) {
    List<Row> rows = new ArrayList<>();
    List<Element.Source> sources = circuit.sources();
    double here = pass.values()[circuit.output().id()];
    for (int i = 0; i < inputs.length; i++) {
      rows.add(row(sources.get(i), traced, inputs, i, here, pass));
    }
    boolean finite =
        Double.isFinite(here)
            && rows.stream().allMatch(row -> Double.isFinite(row.numeric() + row.gradient()));
    boolean fits = rows.stream().allMatch(row -> row.fits() || row.kink());
    boolean kink = rows.stream().anyMatch(Row::kink);
    Row worst =
        rows.stream()
            .filter(row -> !row.kink() && !row.rounding())
            .max(java.util.Comparator.comparingDouble(Row::error))
            .orElse(rows.getFirst());
    Verdict verdict =
        !finite ? Verdict.UNDEFINED : !fits ? Verdict.WRONG : kink ? Verdict.KINK : Verdict.PASSED;
    return new Check(rows, worst.error(), worst.step(), verdict);
  }

  private static Row row(
      Element.Source source, Traced traced, double[] inputs, int index, double here, Pass pass) {
    double gradient = pass.gradients()[source.id()];
    Row best = null;
    // Halves of a tie agree with the centred difference: there, only the smallest step tells a kink
    // from a bend.
    boolean smallest = false;
    for (double size : STEPS) {
      double step = size * Math.max(1, Math.abs(inputs[index]));
      double above = moved(traced, inputs, index, step);
      double below = moved(traced, inputs, index, -step);
      double numeric = (above - below) / (2 * step);
      double largest = Math.max(Math.abs(gradient), Math.abs(numeric));
      double difference = Math.abs(gradient - numeric);
      double error = largest == 0 ? 0 : difference / largest;
      double rounding = 8 * Math.ulp(Math.max(Math.abs(here), largest * step)) / step;
      boolean kink =
          Math.abs((above - here) / step - (here - below) / step)
              > 1e-2 * Math.max(largest, 1e-3) + rounding;
      smallest = kink;
      boolean fits = error < LIMIT || difference <= rounding;
      if (best == null || error < best.error()) {
        best =
            new Row(
                source.symbol(),
                gradient,
                numeric,
                error,
                step,
                kink && !fits,
                fits && error >= LIMIT,
                fits);
      }
    }
    Row row = java.util.Objects.requireNonNull(best);
    return new Row(
        row.symbol(),
        row.gradient(),
        row.numeric(),
        row.error(),
        row.step(),
        row.kink() || smallest,
        row.rounding(),
        row.fits());
  }

  private static double moved(Traced traced, double[] inputs, int index, double step) {
    double[] moved = inputs.clone();
    moved[index] += step;
    return traced.output(moved);
  }
}
