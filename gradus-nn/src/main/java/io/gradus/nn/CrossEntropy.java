package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.op.SoftmaxCrossEntropy;
import java.util.List;

/// `L = -ln softmax(z)[label]`, from logits `z [batch, classes]`, averaged over the samples that
/// count.
///
/// Targets are class labels, or probabilities of the logits' shape. A label of -1 does not count.
/// With label smoothing `e` the target is `(1 - e) onehot + e / classes` (Szegedy et al. 2016,
/// section 7).
public record CrossEntropy(double smoothing, Reduction reduction) implements Loss {
  public CrossEntropy {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException("label smoothing must be in [0, 1), got " + smoothing);
    }
  }

  public CrossEntropy() {
    this(0, Reduction.MEAN);
  }

  @Override
  public Tensor of(Tensor outputs, Targets targets) {
    Shape shape = outputs.shape();
    int classes = shape.length(-1);
    Tensor wanted =
        targets.labels() != null
            ? targets.labels().oneHot(classes)
            : targets.requireValues("CrossEntropy");
    Tensor counts = wanted.sum(-1);
    if (smoothing > 0) {
      wanted = wanted.multiply(1 - smoothing).add(counts.multiply(smoothing / classes));
    }
    Tensor losses = Tensor.apply(new SoftmaxCrossEntropy(), List.of(outputs, wanted));
    if (reduction != Reduction.MEAN || targets.labels() == null) {
      return reduction.apply(losses);
    }
    return losses.sum().divide(counts.sum());
  }
}
