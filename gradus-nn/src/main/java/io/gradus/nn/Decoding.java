package io.gradus.nn;

import io.gradus.Indices;
import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.graph.Apply;
import io.gradus.graph.Origin;
import io.gradus.op.Ramp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A pass that continues sequences by one step: where it is, and what layers keep of the steps
/// before, such as the keys and values of attention.
///
/// Only a [Decoder] makes one. A layer that treats every step alike need not know of it.
public final class Decoding {
  private final int capacity;
  private final Indices place;
  private final Tensor number;
  private final Parameters kept = new Parameters();
  private final Map<Param, Tensor> updates = new LinkedHashMap<>();
  private final Map<Param, Tensor> carried = new LinkedHashMap<>();
  private boolean placed;

  Decoding(int capacity) {
    this.capacity = capacity;
    place = Indices.input("place", Shape.of(1));
    number = Tensor.input("number of the place", Shape.of(1));
  }

  /// How many steps a sequence may have, for layers that know so many places and no more.
  public int capacity() {
    placed = true;
    return capacity;
  }

  /// The place of this step, counted from 0; shape `[1]`.
  public Indices place() {
    placed = true;
    return place;
  }

  Tensor number() {
    return number;
  }

  Indices placeholder() {
    return place;
  }

  /// Whether a layer asked for the place or for how many there are: else a sequence has no end.
  boolean placed() {
    return placed;
  }

  /// 1 for the places up to this step, 0 for those to come; shape `[capacity]`.
  public Tensor seen() {
    return places().lessOrEqual(number);
  }

  /// What a layer knows of all steps so far, this one put in its place: `[.., 1, d]` becomes `[..,
  /// capacity, d]`, with zeros for the steps to come.
  ///
  /// @param s the layer's scope
  /// @param name what is kept, such as `keys`
  public Tensor append(Scope s, String name, Tensor step) {
    placed = true;
    Param memory = memory(s, name, step.shape().with(-2, capacity));
    Tensor now =
        places().equal(number).reshape(capacity, 1).at(s.path()).where(step, read(s, memory));
    updates.put(memory, now);
    return now;
  }

  /// Refuses a pass that continues sequences, for a layer that needs more than one step at a time.
  ///
  /// @param why such as `a convolution does not remember the steps before`
  static void refuse(Scope s, String why) {
    if (s.decoding() != null) {
      throw new ShapeException(
          why + ", so sequences cannot be continued: predict the whole sequence instead");
    }
  }

  /// States that a layer carries from step to step: they begin as zeros, and are afterwards what
  /// the step makes of them.
  ///
  /// @param s the layer's scope
  /// @param count how many states, each of this shape
  /// @param step from the states before to those after
  /// @return the states after this step
  public List<Tensor> carry(Scope s, int count, Shape shape, UnaryOperator<List<Tensor>> step) {
    List<Param> memories = new ArrayList<>();
    List<Tensor> before = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      memories.add(memory(s, "state" + i, shape));
      before.add(read(s, memories.get(i)));
    }
    List<Tensor> after = step.apply(before);
    for (int i = 0; i < count; i++) {
      carried.put(memories.get(i), after.get(i));
    }
    return after;
  }

  private Param memory(Scope s, String name, Shape shape) {
    Param memory = kept.add(s.path().isEmpty() ? name : s.path() + "." + name, shape);
    memory.freeze(true);
    return memory;
  }

  private static Tensor read(Scope s, Param memory) {
    Origin origin = new Origin(s.path(), false);
    return Tensor.of(Apply.parameter(memory, s.path(), false), origin);
  }

  private Tensor places() {
    return Tensor.apply(new Ramp(0, capacity), List.of());
  }

  /// What is written while a step is computed.
  Map<Param, Tensor> updates() {
    return updates;
  }

  /// What is written when a step is done, for it may be read until then.
  Map<Param, Tensor> carried() {
    return carried;
  }

  void forget() {
    Arrays.fill(kept.values(), 0f);
  }
}
