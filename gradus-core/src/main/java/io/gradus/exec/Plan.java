package io.gradus.exec;

import io.gradus.Shape;
import io.gradus.graph.Kind;
import io.gradus.graph.Node;
import io.gradus.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A graph made ready to run again and again: a straight array of steps over one arena. Running it
/// allocates nothing.
///
/// Not thread-safe: one run at a time.
public final class Plan {
  /// A result wanted of a plan, and where to put it; with no destination the plan keeps it until
  /// its next run.
  public record Output(Node node, @Nullable Value destination) {
    /// A result that the plan keeps until its next run.
    public static Output of(Node node) {
      return new Output(node, null);
    }
  }

  private final Step[] steps;
  private final List<String> descriptions;
  private final Map<Node, Slot> inputs;
  private final List<Slot> outputs;
  private final List<Output> wanted;
  private final int arena;
  private final Runnable rebind;
  private boolean bound;

  Plan(
      List<Step> steps,
      List<String> descriptions,
      Map<Node, Slot> inputs,
      List<Slot> outputs,
      List<Output> wanted,
      int arena,
      Runnable rebind) {
    this.steps = steps.toArray(Step[]::new);
    this.descriptions = List.copyOf(descriptions);
    this.inputs = inputs;
    this.outputs = outputs;
    this.wanted = List.copyOf(wanted);
    this.arena = arena;
    this.rebind = rebind;
  }

  /// Plans the computation of `outputs`.
  public static Plan of(Engine engine, List<Output> outputs) {
    return new Planner(engine, outputs, false).plan();
  }

  /// Plans the computation of `outputs` so that back-propagation computes cheap results of the
  /// forward pass again instead of keeping them: less memory, some more time, the same bits; see
  /// [Recompute].
  public static Plan recomputing(Engine engine, List<Output> outputs) {
    return new Planner(engine, outputs, true).plan();
  }

  /// Says where the numbers or indices of an input placeholder lie; they are read at each run.
  public Plan bind(Node input, Value value) {
    Slot slot = inputs.get(input);
    if (slot != null) {
      if (value.size() < slot.shape.size()) {
        throw new io.gradus.ShapeException(
            input + " takes " + slot.shape.size() + " numbers, got " + value.size());
      }
      if (value.isFloat() != (input.kind() == Kind.FLOAT)) {
        throw new IllegalArgumentException(
            input
                + (value.isFloat()
                    ? " takes indices, got numbers"
                    : " takes numbers, got indices"));
      }
      slot.bind(value);
      rebind.run();
    }
    return this;
  }

  /// Computes all outputs.
  ///
  /// @param step the number of the training step, for random masks
  /// @param sample the global number of the batch's first sample
  /// @throws IllegalStateException if an input was given nothing
  public void run(long step, long sample) {
    if (!bound) {
      requireInputs();
    }
    for (Step each : steps) {
      each.run(step, sample);
    }
  }

  private void requireInputs() {
    List<String> missing = new ArrayList<>();
    inputs.forEach((input, slot) -> {
      boolean given = slot.floats.length > 0 || slot.ints.length > 0 || slot.shape.size() == 0;
      if (!given) {
        missing.add("\"" + input.op().formula(List.of()) + "\" " + input.shape());
      }
    });
    missing.sort(null);
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "the plan has no numbers for its input "
              + String.join(", ", missing)
              + ": call bind(input, value) before run");
    }
    bound = true;
  }

  /// Where output `index` lies after a run.
  public Value output(int index) {
    Slot slot = outputs.get(index);
    return slot.ints.length > 0
        ? Value.of(slot.ints)
        : Value.of(slot.floats, slot.offset, slot.shape.size());
  }

  /// The single number of output `index`.
  public float item(int index) {
    Slot slot = outputs.get(index);
    return slot.floats[slot.offset];
  }

  /// The shape of output `index`.
  public Shape shape(int index) {
    return outputs.get(index).shape;
  }

  /// Floats of working memory.
  public int arena() {
    return arena;
  }

  /// How many steps there are.
  public int size() {
    return steps.length;
  }

  /// The steps, one line each, then the memory.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < descriptions.size(); i++) {
      text.append(String.format(java.util.Locale.ROOT, "%4d  %s%n", i, descriptions.get(i)));
    }
    text.append(steps.length)
        .append(" steps for ")
        .append(wanted.size())
        .append(" outputs, arena ")
        .append(arena)
        .append(" floats (")
        .append(4L * arena / 1024)
        .append(" KiB)\n");
    return text.toString();
  }
}
