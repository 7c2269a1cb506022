package io.gradus.nn;

import io.gradus.Tensor;
import java.util.List;

/// `l = -w[label] y[label]`, from logarithms of probabilities `y [.., classes]`; the mean is `sum l
/// / sum w[label]` over the samples that count.
///
/// A class that is not wanted counts nothing, even if its `y` is -infinity. After a `logSoftmax` it
/// equals [CrossEntropy] of the logits. Targets are class labels `[..]`, or probabilities of the
/// outputs' shape. Losses have the shape `[..]`.
///
/// @param classWeights `w`, one for each class; none where all count the same
/// @param ignoredLabel the label of samples that do not count, -1 unless told
public record NegativeLogLikelihood(
    List<Double> classWeights, int ignoredLabel, Reduction reduction) implements Loss {
  private static final String NAME = "NegativeLogLikelihood";

  /// Checks the weights.
  ///
  /// @throws IllegalArgumentException if a weight is negative or not finite
  public NegativeLogLikelihood {
    classWeights = ClassWeights.checked(NAME, classWeights);
  }

  /// The mean, with classes that all count the same.
  public NegativeLogLikelihood() {
    this(Reduction.MEAN);
  }

  /// Classes that all count the same.
  public NegativeLogLikelihood(Reduction reduction) {
    this(List.of(), -1, reduction);
  }

  /// The same loss with a weight for each class.
  public NegativeLogLikelihood withClassWeights(double... weights) {
    return new NegativeLogLikelihood(ClassWeights.list(weights), ignoredLabel, reduction);
  }

  /// The same loss, for which samples of this label do not count.
  public NegativeLogLikelihood ignoring(int label) {
    return new NegativeLogLikelihood(classWeights, label, reduction);
  }

  @Override
  public double labelWeight(int label) {
    return ClassWeights.of(label, classWeights);
  }

  @Override
  public Tensor of(Tensor outputs, Targets targets) {
    Membership member = Membership.of(NAME, targets, outputs.shape(), ignoredLabel);
    Tensor wanted = member.wanted();
    if (!classWeights.isEmpty()) {
      int classes = outputs.shape().length(-1);
      wanted = wanted.multiply(ClassWeights.tensor(NAME, classWeights, classes));
    }
    Tensor losses = Membership.sum(wanted, outputs).negate();
    return member.counted() == null
        ? targets.reduce(reduction, losses)
        : targets.reduce(reduction, losses, wanted.sum(-1).squeeze(-1));
  }
}
