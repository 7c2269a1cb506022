package io.gradus.nn;

import io.gradus.Indices;
import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a batch's outputs are compared with: class labels `[batch]` (`[batch, time]` for outputs
/// `[batch, time, classes]`), or numbers of the outputs' shape; and how much each sample counts.
///
/// @param labels class labels, or null
/// @param values numbers, or null
/// @param weights a weight for each sample `[batch]`, or for each loss; null where all count the
///   same
public record Targets(@Nullable Indices labels, @Nullable Tensor values, @Nullable Tensor weights) {
  /// Class labels `[batch]` or `[batch, ..]`, that all count the same.
  public static Targets of(Indices labels) {
    return new Targets(labels, null, null);
  }

  /// Numbers of the outputs' shape, that all count the same.
  public static Targets of(Tensor values) {
    return new Targets(null, values, null);
  }

  /// The same targets with a weight for each sample, shape `[batch]`.
  public Targets weighted(Tensor sampleWeights) {
    return new Targets(labels, values, sampleWeights);
  }

  /// The labels; an error that says so when there are none.
  public Indices requireLabels(String loss) {
    if (labels == null) {
      throw new IllegalArgumentException(
          loss + " needs class labels, and the data has numbers to predict: try MeanSquaredError");
    }
    return labels;
  }

  /// The numbers; an error that says so when there are none.
  public Tensor requireValues(String loss) {
    if (values == null) {
      throw new IllegalArgumentException(
          loss + " needs numbers to predict, and the data has class labels: try CrossEntropy");
    }
    return values;
  }

  /// The numbers, one for each output: `[batch]` beside `[batch, 1]` would broadcast to a square
  /// and train on nonsense.
  public Tensor requireValues(String loss, Shape outputs) {
    Tensor numbers = requireValues(loss);
    if (!numbers.shape().equals(outputs)) {
      throw new ShapeException(
          loss
              + ": outputs are "
              + outputs
              + " and targets "
              + numbers.shape()
              + ": they must have the same shape; try reshape on one of them");
    }
    return numbers;
  }

  /// The losses of single samples or numbers, weighted and reduced.
  public Tensor reduce(Loss.Reduction reduction, Tensor losses) {
    if (weights == null) {
      return reduction.apply(losses);
    }
    Tensor each = aligned(weights, losses.shape());
    return reduction.apply(losses.multiply(each), each);
  }

  /// Losses that count `counts` each and have that in them already: weighted and reduced.
  Tensor reduce(Loss.Reduction reduction, Tensor losses, Tensor counts) {
    if (weights == null) {
      return reduction.apply(losses, counts);
    }
    Tensor each = aligned(weights, losses.shape());
    return reduction.apply(losses.multiply(each), counts.multiply(each));
  }

  /// Weights `[batch]` as `[batch, 1, ..]`, so that they broadcast along the axes of a sample.
  private static Tensor aligned(Tensor weights, Shape losses) {
    Shape shape = weights.shape();
    if (shape.rank() > losses.rank() || !losses.slice(0, shape.rank()).equals(shape)) {
      throw new ShapeException(
          "sample weights are "
              + shape
              + " and the losses "
              + losses
              + ": give one weight for each sample");
    }
    int[] lengths = Arrays.copyOf(shape.lengths(), losses.rank());
    Arrays.fill(lengths, shape.rank(), lengths.length, 1);
    return weights.reshape(Shape.of(lengths));
  }
}
