package io.gradus.train;

import io.gradus.Indices;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.graph.Node;
import io.gradus.graph.Value;
import io.gradus.nn.Inputs;
import io.gradus.nn.Targets;
import java.util.LinkedHashMap;
import java.util.Map;

/// The placeholders of a network and its loss for batches of one size, and which array of a batch
/// each is given.
///
/// @param inputs by name; the only one is given the first input of a batch, whatever its name
record Feeds(Inputs inputs, Targets targets) {
  /// Placeholders for what outputs of a shape are compared with.
  static Targets targets(Target target, Shape output, int rows, boolean weighted) {
    return targets(target, output, rows, weighted, false);
  }

  /// @param mixed whether outputs are compared with a share of each class, not with a label
  static Targets targets(Target target, Shape output, int rows, boolean weighted, boolean mixed) {
    Targets targets =
        switch (target) {
          case Target.Classes classes ->
              mixed
                  ? Targets.of(Tensor.input("shares", output))
                  : Targets.of(Indices.input("labels", classes.each().prepend(rows)));
          case Target.Values _ -> Targets.of(Tensor.input("targets", output));
        };
    return weighted ? targets.weighted(Tensor.input("weights", Shape.of(rows))) : targets;
  }

  /// Each placeholder's numbers or indices, which are read where they lie in the batch.
  ///
  /// @throws DataException if the batch has no such input, or no weights where they are needed
  Map<Node, Value> of(Batch batch) {
    Map<Node, Value> values = inputs(inputs, batch);
    Indices labels = targets.labels();
    Tensor numbers = targets.values();
    Tensor weights = targets.weights();
    if (labels != null) {
      values.put(labels.node(), Value.of(batch.labels));
    }
    if (numbers != null) {
      float[] wanted = batch.probabilities.length > 0 ? batch.probabilities : batch.values;
      values.put(numbers.node(), Value.of(wanted, 0, numbers.shape().size()));
    }
    if (weights != null) {
      if (!batch.weighted()) {
        throw new DataException("the step was made for rows with weights, and the batch has none");
      }
      values.put(weights.node(), Value.of(batch.weights, 0, weights.shape().size()));
    }
    return values;
  }

  /// The numbers and indices of the inputs alone.
  static Map<Node, Value> inputs(Inputs inputs, Batch batch) {
    boolean only = inputs.count() == 1 && batch.samples().size() == 1;
    Map<Node, Value> values = new LinkedHashMap<>();
    inputs
        .numbers()
        .forEach((name, x) -> {
          float[] numbers = batch.numbers(only ? batch.samples().getFirst().name() : name);
          values.put(x.node(), Value.of(numbers, 0, x.shape().size()));
        });
    inputs
        .indices()
        .forEach((name, x) -> {
          int[] indices = batch.indices(only ? batch.samples().getFirst().name() : name);
          values.put(x.node(), Value.of(indices));
        });
    return values;
  }
}
