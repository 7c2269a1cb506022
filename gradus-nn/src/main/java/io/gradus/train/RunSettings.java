package io.gradus.train;

import io.gradus.Parameters;
import io.gradus.graph.Graph;
import io.gradus.optim.Optimizer;
import io.gradus.optim.OptimizerMap;
import io.gradus.optim.ParamGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What must be the same in a run that goes on with the checkpoint of another, by name.
final class RunSettings {
  private RunSettings() {}

  /// @param step a full training step of the run
  static Map<String, String> of(
      Trainer trainer, Graph step, Dataset train, @Nullable Dataset validation) {
    Map<String, String> now = new LinkedHashMap<>();
    now.put("seed", Long.toString(trainer.model().seed()));
    // Before the batch, which may be as large as the data and then differs, too.
    now.put("training rows", Integer.toString(train.size()));
    now.put("batch", Integer.toString(trainer.batchSize()));
    now.put("accumulation", Integer.toString(trainer.accumulated()));
    now.put("averaging", Double.toString(trainer.options().averaging()));
    now.put("optimizer", trainer.optimizer().name());
    now.put("optimizer settings", optimizer(trainer.optimizer(), trainer.model().parameters()));
    now.put("clipping", trainer.options().clipping().toString());
    now.put("groups", groups(trainer.options().groups()));
    now.put("network and loss", GraphDigest.of(step));
    now.put("training data", train.contentHash());
    now.put("validation data", validation == null ? "none" : validation.contentHash());
    return now;
  }

  /// The optimizer and its schedule as text. Where one is the user's own, it is what both say of
  /// themselves, and the rules by which the parameters change.
  private static String optimizer(Optimizer optimizer, Parameters parameters) {
    try {
      return Json.write(OptimizerMap.of(optimizer));
    } catch (IllegalArgumentException e) {
      return SettingsText.of(optimizer)
          + ", rate "
          + SettingsText.of(optimizer.rate())
          + ", "
          + parameters.list().stream()
              .map(param -> optimizer.rule(param.path(), param.shape()).toString())
              .distinct()
              .collect(Collectors.joining(" | "));
    }
  }

  private static String groups(List<ParamGroup> groups) {
    return groups.isEmpty()
        ? "none"
        : String.join(", ", groups.stream().map(RunSettings::group).toList());
  }

  private static String group(ParamGroup group) {
    String decay = group.decay().isPresent() ? " and decay " + group.decay().getAsDouble() : "";
    return group.name() + " at rate " + group.rateFactor() + decay;
  }
}
