package io.gradus.exec;

import io.gradus.Shape;
import io.gradus.graph.Value;
import io.gradus.op.ArrayLoop;
import io.gradus.op.View;
import java.util.Objects;

/// A place in memory that steps read and write: part of the arena, of the parameters, or an array
/// of the caller's.
final class Slot implements ArrayLoop.Numbers {
  static final float[] NO_FLOATS = {};
  static final int[] NO_INTS = {};

  final Shape shape;
  float[] floats = NO_FLOATS;
  int[] ints = NO_INTS;
  int offset;

  Slot(Shape shape) {
    this.shape = shape;
  }

  static Slot of(Shape shape, Value value) {
    Slot slot = new Slot(shape);
    slot.bind(value);
    return slot;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public float[] floats() {
    return floats;
  }

  @Override
  public int[] ints() {
    return ints;
  }

  @Override
  public int offset() {
    return offset;
  }

  void bind(Value value) {
    if (value.isFloat()) {
      floats = value.floats();
    } else {
      ints = value.ints();
    }
    offset = value.offset();
  }

  void bind(Slot other, int shift) {
    floats = other.floats;
    ints = other.ints;
    offset = other.offset + shift;
  }

  /// This place read and written number by number.
  View view() {
    return new View() {
      // In a plan the neighbour's numbers lie right behind.
      private int checked(int index) {
        return Objects.checkIndex(index, shape.size());
      }

      @Override
      public int size() {
        return shape.size();
      }

      @Override
      public double at(int index) {
        return floats[offset + checked(index)];
      }

      @Override
      public int index(int index) {
        return ints[offset + checked(index)];
      }

      @Override
      public void set(int index, double number) {
        floats[offset + checked(index)] = (float) number;
      }

      @Override
      public void setIndex(int index, int number) {
        ints[offset + checked(index)] = number;
      }
    };
  }
}
