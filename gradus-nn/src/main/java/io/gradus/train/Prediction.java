package io.gradus.train;

import io.gradus.expr.Numbers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A model's answer for one row: a probability for each class, or numbers in original units.
///
/// @param target what was to be predicted
/// @param numbers a probability per class, or a number per target column; where a sample has
///   several labels, the probabilities of one after the other
public record Prediction(Target target, double... numbers) {

  /// The same of floats.
  public Prediction(Target target, float... values) {
    this(target, doubles(values));
  }

  private static double[] doubles(float[] values) {
    double[] numbers = new double[values.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values[i];
    }
    return numbers;
  }

  /// The numbers, each rounded to a float.
  ///
  /// That is all there is to a probability. A predicted number may need more than the 7 digits of a
  /// float, such as a time in seconds: use [#numbers()] for it.
  public float[] values() {
    float[] values = new float[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers[i];
    }
    return values;
  }

  /// The names that the numbers belong to: those of the classes, or of the target columns.
  public List<String> names() {
    return switch (target) {
      case Target.Classes classes -> classes.names();
      case Target.Values columns -> columns.names();
    };
  }

  /// The first predicted number, or the probability of the first class; a number is rounded to the
  /// 7 digits of a float.
  public float value() {
    return (float) number();
  }

  /// The first predicted number with all its digits, or the probability of the first class.
  public double number() {
    return numbers[0];
  }

  /// The index of the most probable class, the first of equal ones.
  ///
  /// @throws DataException if numbers were predicted, or several classes
  public int label() {
    int[] all = labels();
    if (all.length != 1) {
      throw new DataException("this model predicts " + all.length + " classes: use labels()");
    }
    return all[0];
  }

  /// The index of the most probable class for each label of the sample, such as one for each time
  /// step; the first of equal ones.
  ///
  /// @throws DataException if numbers were predicted
  public int[] labels() {
    if (!(target instanceof Target.Classes classes)) {
      throw new DataException("this model predicts numbers, not classes: use number()");
    }
    int[] labels = new int[classes.each().size()];
    int width = numbers.length / labels.length;
    for (int label = 0; label < labels.length; label++) {
      int best = label * width;
      for (int i = best + 1; i < (label + 1) * width; i++) {
        best = numbers[i] > numbers[best] ? i : best;
      }
      labels[label] = best - label * width;
    }
    return labels;
  }

  /// The name of the most probable class.
  public String className() {
    return names().get(label());
  }

  /// The probability of a class, or the number predicted for a target column, rounded to the 7
  /// digits of a float.
  ///
  /// @throws DataException if there is no such name
  public float value(String name) {
    return (float) number(name);
  }

  /// The probability of a class, or the number predicted for a target column with all its digits.
  ///
  /// @throws DataException if there is no such name
  public double number(String name) {
    int index = names().indexOf(name);
    if (index < 0) {
      throw new DataException("no \"" + name + "\" is predicted, only " + Names.listed(names()));
    }
    return numbers[index];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Prediction that
        && target.equals(that.target)
        && java.util.Arrays.equals(numbers, that.numbers);
  }

  @Override
  public int hashCode() {
    return 31 * target.hashCode() + java.util.Arrays.hashCode(numbers);
  }

  /// The numbers by name; of classes the three most probable ones, the most probable first. Where a
  /// sample has several labels, the most probable class for each.
  @Override
  public String toString() {
    List<String> names = names();
    boolean classes = target instanceof Target.Classes;
    if (target instanceof Target.Classes several && several.each().size() > 1) {
      return IntStream.of(labels()).mapToObj(names::get).collect(Collectors.joining(", "));
    }
    Stream<Integer> order = IntStream.range(0, numbers.length).boxed();
    Stream<Integer> shown =
        classes ? order.sorted((a, b) -> Double.compare(numbers[b], numbers[a])).limit(3) : order;
    return shown
        .map(i ->
            names.get(i)
                + " "
                + (classes ? Numbers.format(numbers[i], 4) : Numbers.format(numbers[i])))
        .collect(Collectors.joining(", "));
  }
}
