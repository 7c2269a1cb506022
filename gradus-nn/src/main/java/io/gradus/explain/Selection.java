package io.gradus.explain;

import io.gradus.Shape;
import io.gradus.expr.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Which numbers of a tensor are shown: those of the first few neurons, or of the ones asked for.
///
/// First come neurons whose numbers are not 0: one that is switched off has nothing to show.
///
/// The last axis counts neurons; what stands before it is what goes into each of them.
final class Selection {
  private Selection() {}

  /// The elements, neuron by neuron.
  ///
  /// @param detail whose neurons are shown if it names some
  /// @param active for each neuron, 0 if there is nothing to see in it
  /// @param numbers for each element, 0 if there is nothing to see in it
  static int[] of(Shape shape, Detail detail, IntToDoubleFunction active, double[] numbers) {
    int width = shape.rank() == 0 ? 1 : shape.length(-1);
    int rows = width == 0 ? 0 : shape.size() / width;
    int[] neurons =
        detail.neurons().isEmpty()
            ? first(IntStream.range(0, width).toArray(), detail.shown(width), active)
            : detail.neurons().stream().mapToInt(n -> n - 1).filter(n -> n < width).toArray();
    int[] shownRows =
        first(
            IntStream.range(0, rows).toArray(),
            detail.shown(rows),
            row ->
                Arrays.stream(neurons)
                    .mapToDouble(j -> numbers[row * width + j])
                    .map(Math::abs)
                    .sum());
    return Arrays.stream(neurons)
        .flatMap(j -> Arrays.stream(shownRows).map(i -> i * width + j))
        .toArray();
  }

  /// The first `count` places whose number is not 0, filled up with others; in ascending order.
  static int[] first(int[] places, int count, IntToDoubleFunction number) {
    int[] telling =
        Arrays.stream(places).filter(place -> number.applyAsDouble(place) != 0).toArray();
    int[] silent =
        Arrays.stream(places).filter(place -> number.applyAsDouble(place) == 0).toArray();
    return IntStream.concat(Arrays.stream(telling), Arrays.stream(silent))
        .limit(count)
        .sorted()
        .toArray();
  }

  /// What is left out, and in what bounds all numbers lie; nothing if all are shown.
  static List<String> rest(int shown, double[] all) {
    List<String> notes = new ArrayList<>();
    if (shown < all.length) {
      double least = Arrays.stream(all).min().orElse(0);
      double most = Arrays.stream(all).max().orElse(0);
      long zeros = Arrays.stream(all).filter(number -> number == 0).count();
      notes.add(
          "... %d more; all %d lie from %s to %s%s"
              .formatted(
                  all.length - shown,
                  all.length,
                  Numbers.format(least, 6),
                  Numbers.format(most, 6),
                  zeros > 0 ? ", " + zeros + (zeros == 1 ? " is 0" : " are 0") : ""));
    }
    return notes;
  }
}
