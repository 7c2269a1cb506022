package io.gradus.nn;

import io.gradus.exec.Plan;
import io.gradus.graph.Value;
import io.gradus.train.DataException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The plans that a model predicts with, one for each batch size of late.
final class Predictions {
  private static final int MOST_PLANS = 16;

  private final Model model;
  private final Map<Integer, Ready> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Ready> eldest) {
          return size() > MOST_PLANS;
        }
      };

  private record Ready(Plan plan, Inputs placeholders) {}

  Predictions(Model model) {
    this.model = model;
  }

  /// The outputs for `rows` samples; one at a time, because a plan has one memory.
  synchronized float[] run(int rows, Map<String, Value> values) {
    for (Input input : model.inputs()) {
      if (input.isIndices()) {
        int[] indices = value(values, input.name()).copyInts();
        model.limits().require(input, indices, rows, input.sample().size(), 0);
      }
    }
    Ready ready = plans.computeIfAbsent(rows, this::plan);
    ready
        .placeholders()
        .nodes()
        .forEach((name, node) -> ready.plan().bind(node, value(values, name)));
    ready.plan().run(0, 0);
    float[] outputs = ready.plan().output(0).copyFloats();
    requireNumbers(outputs, outputs.length / rows);
    return outputs;
  }

  /// Infinities are left to the caller: the logarithm of a probability may be one.
  private static void requireNumbers(float[] outputs, int width) {
    for (int i = 0; i < outputs.length; i++) {
      if (Float.isNaN(outputs[i])) {
        throw new DataException(
            "row "
                + (i / width + 1)
                + ": the network's output is NaN: the row holds NaN or values too extreme for it, or its"
                + " weights are not finite");
      }
    }
  }

  private static Value value(Map<String, Value> values, String name) {
    return Objects.requireNonNull(values.get(name));
  }

  private Ready plan(int rows) {
    Inputs placeholders = model.placeholders(rows);
    Model.Pass pass = model.trace(placeholders, false);
    Plan.Output output = Plan.Output.of(pass.output().node());
    return new Ready(Plan.of(model.engine(), List.of(output)), placeholders);
  }
}
