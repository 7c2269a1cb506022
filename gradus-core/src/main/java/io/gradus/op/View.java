package io.gradus.op;

/// An operand's numbers, whether the executor works in float, in double, or with indices.
///
/// One plain loop over views serves the float executors and the double-precision reference: a float
/// read through `double` is exact, and one addition or multiplication of two floats in double,
/// rounded when stored, is the float operation.
public interface View {
  /// How many numbers or indices there are.
  int size();

  /// The number at this place of the dense row-major array.
  double at(int index);

  /// The index at this place.
  int index(int index);

  /// Writes a number at this place, rounded to float where the executor works in float.
  void set(int index, double number);

  /// Writes an index at this place.
  void setIndex(int index, int number);
}
