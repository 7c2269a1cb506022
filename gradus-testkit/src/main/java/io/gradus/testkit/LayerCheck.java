package io.gradus.testkit;

import io.gradus.Indices;
import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.graph.Value;
import io.gradus.nn.Inputs;
import io.gradus.nn.Layer;
import io.gradus.nn.Model;
import java.util.Map;

/// Checks a layer: values, gradients, and the same bits from every executor.
///
/// For a layer of your own: `LayerCheck.of(new Gate(3)).input(4).check();` throws an
/// [AssertionError] that says what differs and where. For batches of 1 and 3, in training and in
/// prediction:
///
/// - floats against the double-precision reference, to 1e-5 of the largest number;
/// - the gradients of the input and of every parameter in double against centred differences, per
///   tensor `max |a - n| / max(max |a|, max |n|)`, and along a random direction, the best of three
///   step sizes; elements at a kink are left out;
/// - eager, interpreter and plan, scalar and best kernels, 1, 2, 3 and 8 workers: equal bits,
///   backward pass and running statistics included.
///
/// And a batch of 0 must go through.
public final class LayerCheck {
  private final Layer layer;
  private final int[] sample;
  private final int things;
  private final double tolerance;
  private final int most;

  private LayerCheck(Layer layer, int[] sample, int things, double tolerance, int most) {
    this.layer = layer;
    this.sample = sample;
    this.things = things;
    this.tolerance = tolerance;
    this.most = most;
  }

  /// The check of a layer, with samples of 4 numbers unless told.
  public static LayerCheck of(Layer layer) {
    return new LayerCheck(layer, new int[] {4}, 0, 1e-6, Integer.MAX_VALUE);
  }

  /// The same check with samples of this shape.
  public LayerCheck input(int... lengths) {
    return new LayerCheck(layer, lengths.clone(), 0, tolerance, most);
  }

  /// The same check with samples of this shape that are indices in `[0, count)`.
  public LayerCheck indices(int count, int... lengths) {
    return new LayerCheck(layer, lengths.clone(), count, tolerance, most);
  }

  /// The same check with another tolerance for gradients, 1e-6 unless told.
  public LayerCheck tolerance(double relative) {
    return new LayerCheck(layer, sample, things, relative, most);
  }

  /// The same check that compares no more than so many elements of each gradient one by one, for
  /// whole networks; all of them are compared along a random direction still.
  ///
  /// @throws IllegalArgumentException if that is none
  public LayerCheck atMost(int elements) {
    if (elements < 1) {
      throw new IllegalArgumentException("LayerCheck compares 1 or more elements, got " + elements);
    }
    return new LayerCheck(layer, sample, things, tolerance, elements);
  }

  /// Runs everything.
  public void check() {
    for (boolean training : new boolean[] {true, false}) {
      check(1, training);
      check(3, training);
      empty(training);
    }
  }

  private Model model() {
    Model.Builder builder = Model.of(layer).seed(12);
    Model model = things > 0 ? builder.indices(sample) : builder.input(sample);
    // Away from the zeros and ones at which a wrong formula may give the right number.
    fill(model.parameters(), -1, 1, 1);
    fill(model.buffers(), 0.5f, 1.5f, 2);
    return model;
  }

  private static void fill(Parameters parameters, float low, float high, long key) {
    for (Param param : parameters.list()) {
      param.set(Numbers.uniform(param.size(), key * 1000 + param.offset(), low, high));
    }
  }

  private void check(int batch, boolean training) {
    Model model = model();
    Shape shape = Shape.of(sample).prepend(batch);
    String where = layer + ", batch of " + batch + (training ? ", training" : ", prediction");
    if (things > 0) {
      int[] indices = indices(shape.size());
      Indices x = Indices.input("input", shape);
      Traced traced = traced(model, model.trace(Inputs.of(x), training), Map.of());
      Inputs values = Inputs.of(Indices.of(shape, indices));
      Traced eager = traced(model, model.trace(values, training), Map.of());
      traced.check(where, Map.of(x.node(), Value.of(indices)), eager, tolerance);
      return;
    }
    float[] numbers = Numbers.uniform(shape.size(), 3, -2, 2);
    Tensor x = Tensor.input("input", shape).tracked();
    Traced traced = traced(model, model.trace(x, training), Map.of("input", x));
    Tensor given = Tensor.of(shape, numbers).tracked();
    Traced eager = traced(model, model.trace(given, training), Map.of("input", given));
    traced.check(where, Map.of(x.node(), Value.of(numbers)), eager, tolerance);
  }

  private int[] indices(int count) {
    float[] places = Numbers.uniform(count, 3, 0, things);
    int[] indices = new int[count];
    for (int i = 0; i < count; i++) {
      indices[i] = Math.min((int) places[i], things - 1);
    }
    return indices;
  }

  private Traced traced(Model model, Model.Pass pass, Map<String, Tensor> inputs) {
    Traced traced = new Traced(pass.output(), inputs, model.parameters().list()).atMost(most);
    pass.updates().values().forEach(update -> traced.also(update.node()));
    return traced;
  }

  private void empty(boolean training) {
    Shape none = Shape.of(sample).prepend(0);
    Inputs nothing = things > 0 ? Inputs.of(Indices.of(none)) : Inputs.of(Tensor.zeros(none));
    Shape shape = model().forward(nothing, training).shape();
    if (shape.rank() == 0 || shape.length(0) != 0) {
      throw new AssertionError(layer + " makes " + shape + " of a batch of 0");
    }
  }
}
