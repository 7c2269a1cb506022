package io.gradus.nn;

import io.gradus.Tensor;
import org.jspecify.annotations.Nullable;

/// By how much scores miss their margin: what [Hinge] and [SquaredHinge] share.
///
/// @param violations `max(0, ..)` for each score
/// @param counted for labels: 1 for each sample that counts, else 0
record Margins(Tensor violations, @Nullable Tensor counted, Targets targets) {
  static Margins of(String loss, double margin, Tensor scores, Targets targets) {
    if (targets.labels() == null) {
      Tensor signs = targets.requireValues(loss, scores.shape());
      return new Margins(signs.multiply(scores).negate().add(margin).relu(), null, targets);
    }
    Membership member = Membership.of(loss, targets, scores.shape(), -1);
    Tensor counted = member.counted();
    Tensor right = member.wanted().multiply(scores).sum(-1);
    Tensor others = counted == null ? Tensor.full(1) : counted.subtract(member.wanted());
    Tensor violations = scores.subtract(right).add(margin).relu().multiply(others);
    return new Margins(violations, counted, targets);
  }

  Tensor reduce(Loss.Reduction reduction, boolean squared) {
    Tensor each = squared ? violations.square() : violations;
    return counted == null
        ? targets.reduce(reduction, each)
        : targets.reduce(reduction, each.sum(-1).squeeze(-1), counted.squeeze(-1));
  }
}
