package io.gradus.train;

import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.graph.Graph;
import io.gradus.optim.Optimizer;
import io.gradus.optim.OptimizerMap;
import io.gradus.optim.ParamGroup;
import io.gradus.optim.Schedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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
    now.put("groups", groups(trainer.options().groups(), trainer.model().parameters()));
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
          + rates(optimizer.rate())
          + ", "
          + parameters.list().stream()
              .map(param -> optimizer.rule(param.path(), param.shape()).toString())
              .distinct()
              .collect(Collectors.joining(" | "));
    }
  }

  /// A lambda says nothing of itself, so it is known by what it gives.
  private static String rates(Schedule schedule) {
    return LongStream.of(0, 1, 10, 100, 1_000, 10_000)
        .mapToObj(step -> rate(schedule, step))
        .collect(Collectors.joining(", ", " (", ")"));
  }

  private static String rate(Schedule schedule, long step) {
    try {
      return Double.toString(schedule.rate(step));
    } catch (RuntimeException e) {
      // One of the user's own may be made for fewer steps than are asked for here.
      return "none";
    }
  }

  private static String groups(List<ParamGroup> groups, Parameters parameters) {
    return groups.isEmpty()
        ? "none"
        : IntStream.range(0, groups.size())
            .mapToObj(i -> group(groups, i, parameters))
            .collect(Collectors.joining(", "));
  }

  /// A parameter belongs to the first group that takes it.
  private static String group(List<ParamGroup> groups, int index, Parameters parameters) {
    ParamGroup group = groups.get(index);
    String decay = group.decay().isPresent() ? " and decay " + group.decay().getAsDouble() : "";
    String members =
        parameters.list().stream()
            .filter(group.members())
            .filter(param ->
                groups.subList(0, index).stream().noneMatch(before -> before.members().test(param)))
            .map(Param::path)
            .collect(Collectors.joining(", ", " for [", "]"));
    return group.name() + " at rate " + group.rateFactor() + decay + members;
  }
}
