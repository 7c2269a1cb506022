package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.Sample;
import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A sample as a person types it: cells with commas, semicolons or tabs between them.
final class SampleText {
  /// The longest text that is read.
  static final int LONGEST = 2000;

  private SampleText() {}

  static List<String> cells(String text) {
    return Arrays.stream(text.split("[,;\t]", -1)).map(String::strip).toList();
  }

  /// The network's inputs, then its targets, as plain numbers.
  ///
  /// @throws Refusal if there are more or fewer, or one is no number
  static Sample plain(DenseExample network, String text) {
    int inputs = network.samples().getFirst().inputs().size();
    int targets = network.samples().getFirst().targets().size();
    List<Double> numbers = new ArrayList<>();
    cells(text).forEach(cell -> numbers.add(number(cell)));
    if (numbers.size() != inputs + targets) {
      throw new Refusal(
          "a sample here is %d inputs, then %d targets, with commas between them; got %d numbers"
              .formatted(inputs, targets, numbers.size()));
    }
    return new Sample(numbers.subList(0, inputs), numbers.subList(inputs, numbers.size()));
  }

  private static double number(String cell) {
    double value;
    try {
      value = Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      throw new Refusal("\"" + Arguments.shortened(cell) + "\" is not a number");
    }
    if (!(Math.abs(value) <= Edits.LARGEST)) {
      throw new Refusal("numbers here go from -1e6 to 1e6, got " + Arguments.shortened(cell));
    }
    return value;
  }
}
