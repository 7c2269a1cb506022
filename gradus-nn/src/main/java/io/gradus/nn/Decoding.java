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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  Decoding(int capacity) {
    this.capacity = capacity;
    place = Indices.input("place", Shape.of(1));
    number = Tensor.input("number of the place", Shape.of(1));
  }

  /// How many steps a sequence may have.
  public int capacity() {
    return capacity;
  }

  /// The place of this step, counted from 0; shape `[1]`.
  public Indices place() {
    return place;
  }

  Tensor number() {
    return number;
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
    String path = s.path().isEmpty() ? name : s.path() + "." + name;
    Param memory = kept.add(path, step.shape().with(-2, capacity));
    memory.freeze(true);
    Origin origin = new Origin(s.path(), false);
    Tensor before = Tensor.of(Apply.parameter(memory, s.path(), false), origin);
    Tensor now = places().equal(number).reshape(capacity, 1).at(s.path()).where(step, before);
    updates.put(memory, now);
    return now;
  }

  /// Refuses a pass that continues sequences, for a layer that needs more than one step at a time.
  ///
  /// @param why such as `a recurrent layer starts anew at each step`
  static void refuse(Scope s, String why) {
    if (s.decoding() != null) {
      throw new ShapeException(
          why + ", so sequences cannot be continued: predict the whole sequence instead");
    }
  }

  private static Tensor ramp(int count) {
    return Tensor.apply(new Ramp(0, count), List.of());
  }

  private Tensor places() {
    return ramp(capacity);
  }

  Map<Param, Tensor> updates() {
    return updates;
  }

  void forget() {
    java.util.Arrays.fill(kept.values(), 0f);
  }
}
