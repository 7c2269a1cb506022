package io.gradus.op;

import io.gradus.Shape;
import java.util.ArrayList;
import java.util.List;

/// Operands to try an op on: shapes filled with random numbers from a range, given numbers, or
/// indices.
public record Example(List<Operand> operands) {
  /// An example of these operands.
  public Example {
    operands = List.copyOf(operands);
  }

  /// One operand of an example.
  public sealed interface Operand {
    /// The lengths of its axes.
    Shape shape();
  }

  /// Random numbers in `[low, high)`.
  public record Random(Shape shape, float low, float high) implements Operand {}

  /// Given numbers.
  public record Given(Shape shape, List<Float> numbers) implements Operand {}

  /// Given indices.
  public record Index(Shape shape, List<Integer> indices) implements Operand {}

  /// Random operands in [-2, 2) of these shapes.
  public static Example of(Shape... shapes) {
    return in(-2, 2, shapes);
  }

  /// Random operands in `[low, high)` of these shapes.
  public static Example in(double low, double high, Shape... shapes) {
    List<Operand> operands = new ArrayList<>();
    for (Shape shape : shapes) {
      operands.add(new Random(shape, (float) low, (float) high));
    }
    return new Example(operands);
  }

  /// One operand of these numbers.
  public static Example values(double... numbers) {
    List<Float> list = new ArrayList<>();
    for (double number : numbers) {
      list.add((float) number);
    }
    return new Example(List.of(new Given(Shape.of(numbers.length), list)));
  }

  /// This example with a further operand of indices.
  public Example with(Shape shape, int... indices) {
    List<Integer> list = new ArrayList<>();
    for (int index : indices) {
      list.add(index);
    }
    List<Operand> all = new ArrayList<>(operands);
    all.add(new Index(shape, list));
    return new Example(all);
  }
}
