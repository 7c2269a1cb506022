package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.op.SoftmaxCrossEntropy;
import java.util.List;

/// `l = -w[label] ln softmax(z)[label]`, from logits `z [.., classes]`; the mean is `sum l / sum
/// w[label]` over the samples that count.
///
/// Targets are class labels `[..]`, or probabilities of the logits' shape; for probabilities `l =
/// -sum_c w_c t_c ln softmax(z)_c`, and the mean is that over all samples. With label smoothing `e`
/// the target is `(1 - e) t + e / classes` (Szegedy et al. 2016, section 7). Losses have the shape
/// `[..]`.
///
/// @param smoothing `e`, in [0, 1)
/// @param classWeights `w`, one for each class; none where all count the same
/// @param ignoredLabel the label of samples that do not count, -1 unless told
public record CrossEntropy(
    double smoothing, List<Double> classWeights, int ignoredLabel, Reduction reduction)
    implements Loss {
  private static final String NAME = "CrossEntropy";

  /// Checks the settings.
  ///
  /// @throws IllegalArgumentException if smoothing is not in `[0, 1)`, or a weight is negative or
  ///   not finite
  public CrossEntropy {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException("label smoothing must be in [0, 1), got " + smoothing);
    }
    classWeights = ClassWeights.checked(NAME, classWeights);
  }

  /// The mean, without smoothing and with classes that all count the same.
  public CrossEntropy() {
    this(0, Reduction.MEAN);
  }

  /// Classes that all count the same.
  public CrossEntropy(double smoothing, Reduction reduction) {
    this(smoothing, List.of(), -1, reduction);
  }

  /// The same loss with a weight for each class.
  public CrossEntropy withClassWeights(double... weights) {
    return new CrossEntropy(smoothing, ClassWeights.list(weights), ignoredLabel, reduction);
  }

  /// The same loss, for which samples of this label do not count.
  public CrossEntropy ignoring(int label) {
    return new CrossEntropy(smoothing, classWeights, label, reduction);
  }

  @Override
  public double labelWeight(int label) {
    return ClassWeights.of(label, classWeights);
  }

  @Override
  public Tensor of(Tensor outputs, Targets targets) {
    Shape shape = outputs.shape();
    if (shape.rank() < 1) {
      throw new ShapeException(NAME + " takes logits [.., classes], got one number");
    }
    int classes = shape.length(-1);
    Membership member = Membership.of(NAME, targets, shape, ignoredLabel);
    Tensor counts = member.counted();
    Tensor wanted = member.wanted();
    if (smoothing > 0) {
      double share = smoothing / classes;
      Tensor kept = wanted.multiply(1 - smoothing);
      wanted = counts == null ? kept.add(share) : kept.add(counts.multiply(share));
    }
    if (!classWeights.isEmpty()) {
      Tensor weights = ClassWeights.tensor(NAME, classWeights, classes);
      wanted = wanted.multiply(weights);
      counts = counts == null ? null : member.wanted().multiply(weights).sum(-1);
    }
    Tensor losses = Tensor.apply(new SoftmaxCrossEntropy(), List.of(outputs, wanted));
    return counts == null
        ? targets.reduce(reduction, losses)
        : targets.reduce(reduction, losses, counts.squeeze(-1));
  }
}
