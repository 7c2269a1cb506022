package io.gradus.nn;

import io.gradus.Indices;
import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.exec.Plan;
import io.gradus.graph.Kind;
import io.gradus.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Continues sequences of tokens step by step, as a language model does when it writes: attention
/// keeps keys and values of the steps before, and recurrent layers their state, so that a step
/// costs one token and not the whole sequence again.
///
/// ```java
/// Decoder decoder = model.decoder();
/// float[] scores = decoder.next(72);   // of the token after the first
/// scores = decoder.next(101);          // of the token after the second
/// ```
///
/// The network must treat the steps of a sequence causally, and take indices of shape `[steps]`. It
/// uses the model's weights as they are at each step. Not thread-safe.
public final class Decoder {
  private final Decoding decoding;
  private final Plan plan;
  private final int[] tokens;
  private final int[] place = new int[1];
  private final float[] number = new float[1];
  private final IndexLimits limits;
  private final Input input;
  private final boolean endless;
  private final List<Param> carried;
  private int next;

  Decoder(Model model, Store store, int rows) {
    List<Input> inputs = model.inputs();
    if (inputs.size() != 1
        || inputs.getFirst().kind() != Kind.INDEX
        || inputs.getFirst().sample().rank() != 1) {
      throw new ShapeException(
          "only a model of one input of tokens, indices(steps), continues sequences; this one takes "
              + inputs.stream().map(Input::described).toList());
    }
    if (rows < 1) {
      throw new IllegalArgumentException(
          "a decoder continues 1 sequence or more at a time, got " + rows);
    }
    input = inputs.getFirst();
    limits = model.limits();
    decoding = new Decoding(input.sample().length(0));
    tokens = new int[rows];
    Indices given = Indices.input(input.name(), Shape.of(rows, 1));
    Tensor output =
        Scope.root(store, decoding).apply(model.network(), Inputs.of(input.name(), given));
    List<Plan.Output> outputs = new ArrayList<>(List.of(Plan.Output.of(output.node())));
    for (Map.Entry<Param, Tensor> update : decoding.updates().entrySet()) {
      outputs.add(new Plan.Output(update.getValue().node(), Value.of(update.getKey())));
    }
    decoding.carried().values().forEach(after -> outputs.add(Plan.Output.of(after.node())));
    carried = List.copyOf(decoding.carried().keySet());
    endless = !decoding.placed();
    plan =
        Plan.of(model.engine(), outputs)
            .bind(given.node(), Value.of(tokens))
            .bind(decoding.placeholder().node(), Value.of(place))
            .bind(decoding.number().node(), Value.of(number));
  }

  /// How many steps a sequence may have: as many as the model takes, or [Integer#MAX_VALUE] if no
  /// layer of it counts them, as in a recurrent network.
  public int capacity() {
    return endless ? Integer.MAX_VALUE : decoding.capacity();
  }

  /// How many steps it has been given since the start.
  public int steps() {
    return next;
  }

  /// The network's output for the next token of each sequence, one sequence after the other: for a
  /// language model the scores of what may follow.
  ///
  /// @throws IllegalStateException if the sequences are as long as they may be
  /// @throws io.gradus.train.DataException if a token is out of range
  public float[] next(int... given) {
    if (given.length != tokens.length) {
      throw new ShapeException(
          "the decoder continues %d sequences, got %d tokens"
              .formatted(tokens.length, given.length));
    }
    if (next == capacity()) {
      throw new IllegalStateException(
          "the sequence has %d steps, which is all that the model takes: restart() and give it the"
                  .formatted(next)
              + " last part again");
    }
    limits.require(input, given, tokens.length, 1, 0);
    System.arraycopy(given, 0, tokens, 0, tokens.length);
    place[0] = next;
    number[0] = next;
    plan.run(0, 0);
    for (int i = 0; i < carried.size(); i++) {
      carried.get(i).set(plan.output(1 + decoding.updates().size() + i).copyFloats());
    }
    next++;
    return plan.output(0).copyFloats();
  }

  /// Begins new sequences.
  public void restart() {
    next = 0;
    decoding.forget();
  }

  @Override
  public String toString() {
    return "decoder of %d sequences at step %d%s"
        .formatted(tokens.length, next, endless ? "" : " of " + capacity());
  }
}
