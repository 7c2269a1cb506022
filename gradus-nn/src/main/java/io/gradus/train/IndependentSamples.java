package io.gradus.train;

import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.exec.Engine;
import io.gradus.exec.Plan;
import io.gradus.graph.Graph;
import io.gradus.graph.Node;
import io.gradus.graph.Value;
import io.gradus.kernel.Philox;
import io.gradus.nn.IndexLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tries out whether a prediction graph treats each sample of a batch by itself.
///
/// A sample keeps its place while all others change: its output must be the same to the bit. Then
/// all move on by one place: outputs must move with them, but for rounding. Inputs are random; the
/// weights are those of the model, and then others nearby, so that zeros hide nothing.
final class IndependentSamples {
  private static final int ROWS = 3;
  private static final long KEY = 0x5eed;

  /// What the order of additions may change, as a part of the largest output.
  private static final double ROUNDING = 1e-3;

  private final Plan plan;
  private final Map<Node, Integer> limits = new LinkedHashMap<>();
  private final Map<Node, float[]> numbers = new LinkedHashMap<>();
  private final Map<Node, int[]> indices = new LinkedHashMap<>();
  private final double shift;

  private IndependentSamples(GraphReader.Ends ends, Engine engine, double shift) {
    this.shift = shift;
    plan = Plan.of(engine, List.of(Plan.Output.of(ends.output())));
    Map<String, Integer> known = IndexLimits.of(Graph.of(List.of(ends.output()))).byInput();
    ends.inputs()
        .numbers()
        .forEach((name, x) -> numbers.put(x.node(), new float[x.node().shape().size()]));
    ends.inputs()
        .indices()
        .forEach((name, x) -> {
          indices.put(x.node(), new int[x.node().shape().size()]);
          limits.put(x.node(), known.getOrDefault(name, 1));
        });
  }

  /// @throws IllegalArgumentException if what is predicted for a sample depends on others, or on
  ///   its place
  static void require(SavedModel.Content content, Engine engine) {
    require(content, content.parameters(), content.buffers(), engine, -1);
    require(
        content,
        nearby(content.parameters(), -0.1f, 0.05f),
        nearby(content.buffers(), 0, 0),
        engine,
        0.1);
  }

  private static void require(
      SavedModel.Content content,
      Parameters parameters,
      Parameters buffers,
      Engine engine,
      double shift) {
    GraphReader.Ends ends =
        GraphReader.read(content.graph(), ROWS, parameters, buffers, content.constants());
    new IndependentSamples(ends, engine, shift).require();
  }

  /// `p (1 + u) + v`, with `u` from `least` to `least + 0.2`, and `v` within `spread` of 0.
  private static Parameters nearby(Parameters of, float least, float spread) {
    Parameters copy = new Parameters();
    int place = 0;
    for (Param param : of.list()) {
      float[] values = param.values();
      for (int i = 0; i < values.length; i++) {
        float u = Philox.uniform(KEY, 0, 0, place);
        float v = Philox.uniform(KEY, 0, 1, place++);
        values[i] = values[i] * (1 + least + 0.2f * u) + spread * (2 * v - 1);
      }
      copy.add(param.path(), param.shape()).set(values);
    }
    return copy;
  }

  private void require() {
    float[] first = run(row -> row);
    int width = first.length / ROWS;
    for (int kept = 0; kept < ROWS; kept++) {
      int same = kept;
      float[] now = run(row -> row == same ? row : ROWS + row);
      for (int i = kept * width; i < (kept + 1) * width; i++) {
        if (Float.floatToIntBits(now[i]) != Float.floatToIntBits(first[i])) {
          throw new IllegalArgumentException(
              "the network mixes samples: its prediction for one sample must not depend on the other"
                  + " samples of the batch; look for an operation along axis 0, or over all axes");
        }
      }
    }
    requireMoved(first, run(row -> (row + 1) % ROWS), width);
  }

  private static void requireMoved(float[] first, float[] moved, int width) {
    double largest = 0;
    for (float number : first) {
      largest = Float.isFinite(number) ? Math.max(largest, Math.abs(number)) : largest;
    }
    for (int i = 0; i < first.length; i++) {
      double difference = Math.abs((double) moved[i] - first[(i + width) % first.length]);
      if (difference > ROUNDING * largest && difference < Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "the network tells rows apart: its prediction for one sample must not depend on its row"
                + " in the batch; look for slices, padding or constants along axis 0");
      }
    }
  }

  /// Which sample stands in a row.
  private interface Order {
    int sample(int row);
  }

  private float[] run(Order order) {
    int input = 0;
    for (Map.Entry<Node, float[]> entry : numbers.entrySet()) {
      float[] array = entry.getValue();
      int width = array.length / ROWS;
      for (int i = 0; i < array.length; i++) {
        int sample = order.sample(i / width);
        double unit = Philox.uniform(KEY, 1L + input, sample, i % width);
        array[i] = (float) (shift + (shift < 0 ? 2 : 1) * unit);
      }
      plan.bind(entry.getKey(), Value.of(array));
      input++;
    }
    for (Map.Entry<Node, int[]> entry : indices.entrySet()) {
      int[] array = entry.getValue();
      int width = array.length / ROWS;
      int limit = limits.getOrDefault(entry.getKey(), 1);
      for (int i = 0; i < array.length; i++) {
        array[i] = Philox.below(limit, KEY, 1L + input, order.sample(i / width), i % width);
      }
      plan.bind(entry.getKey(), Value.of(array));
      input++;
    }
    plan.run(0, 0);
    return plan.output(0).copyFloats();
  }
}
