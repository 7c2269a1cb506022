package io.gradus.nn;

import io.gradus.Param;
import io.gradus.Tensor;
import java.util.Map;

/// How wrong a prediction is, as one number to make small.
@FunctionalInterface
public interface Loss {
  /// The loss of a batch of outputs `[batch, ..]`, shape `[]` unless its reduction is
  /// [Reduction#NONE].
  ///
  /// @throws io.gradus.ShapeException if outputs and targets do not fit each other
  /// @throws IllegalArgumentException if it needs labels and is given numbers, or the reverse
  Tensor of(Tensor outputs, Targets targets);

  /// The loss of a batch for one that also looks at the weights, such as [Penalty].
  ///
  /// @param parameters what the model learns, as the tensors that this pass has used
  default Tensor of(Tensor outputs, Targets targets, Map<Param, Tensor> parameters) {
    return of(outputs, targets);
  }

  /// This loss without what it charges for the weights themselves, as [Penalty] does: what adds up
  /// over batches.
  default Loss unpenalised() {
    return this;
  }

  /// How the losses of a batch become one number; batches are put together by it.
  default Reduction reduction() {
    return Reduction.MEAN;
  }

  /// How many outputs tell so many classes apart.
  default int outputs(int classes) {
    return classes;
  }

  /// The label of samples that do not count; -1 unless told. Metrics do not count them either.
  default int ignoredLabel() {
    return -1;
  }

  /// How much a label counts in the mean, beside the weight of its sample: the weight of its class,
  /// where the mean divides by those; 1 unless told. Batches are put together by it.
  default double labelWeight(int label) {
    return 1;
  }

  /// What becomes of the losses of single samples, or of single numbers.
  enum Reduction {
    /// `sum l / n`; with weights `sum w l / sum w`.
    MEAN,
    /// `sum l`; with weights `sum w l`.
    SUM,
    /// Each loss by itself; with weights `w l`.
    NONE;

    /// The losses reduced.
    public Tensor apply(Tensor losses) {
      return switch (this) {
        case MEAN -> losses.mean();
        case SUM -> losses.sum();
        case NONE -> losses;
      };
    }

    /// Losses that have their weights in them already, reduced; the mean divides by `sum weights`,
    /// and is 0 where nothing counts.
    public Tensor apply(Tensor losses, Tensor weights) {
      if (this != MEAN) {
        return apply(losses);
      }
      Tensor total = weights.expand(losses.shape()).sum();
      return losses.sum().divide(total.add(total.equal(0)));
    }
  }
}
