package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// A cell that goes through a sequence step by step, the same weights at each: what it gave at one
/// step it sees at the next.
///
/// x `[n, time, channels]`; y `[n, time, units]`, or `[n, units]` of the last step only; twice the
/// units with both directions, forward first. Layers are called `0`, `1`, .., the backward ones
/// `0.reverse`. States start at zero; a [Decoder] keeps them from step to step.
///
/// @param layers how many lie on each other: each takes the whole sequence that the one below gives
/// @param bidirectional whether a second cell goes through the sequence from its end
/// @param last whether only what is left at the end comes out, of both directions
/// @param dropout how much of what goes from layer to layer is dropped while training
/// @param truncate after how many steps the gradient is cut off; 0 for never (Werbos 1990; Williams
///   and Peng 1990)
public record Recurrent(
    Cell cell, int layers, boolean bidirectional, boolean last, double dropout, int truncate)
    implements Layer {
  /// Checks that there is a layer, the dropout is in `[0, 1)` and `truncate` is 0 or more.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public Recurrent {
    if (layers < 1 || truncate < 0 || !(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "Recurrent takes 1 or more layers, a dropout in [0, 1) and 0 or more steps to cut after, got %d, %s and %d"
              .formatted(layers, dropout, truncate));
    }
  }

  /// One layer of this cell, which gives the whole sequence.
  public Recurrent(Cell cell) {
    this(cell, 1, false, false, 0, 0);
  }

  /// A layer of [RnnCell]s.
  public static Recurrent rnn(int units) {
    return new Recurrent(new RnnCell(units));
  }

  /// A layer of [LstmCell]s.
  public static Recurrent lstm(int units) {
    return new Recurrent(new LstmCell(units));
  }

  /// A layer of [GruCell]s.
  public static Recurrent gru(int units) {
    return new Recurrent(new GruCell(units));
  }

  /// So many layers on each other.
  public Recurrent layers(int count) {
    return new Recurrent(cell, count, bidirectional, last, dropout, truncate);
  }

  /// In both directions.
  public Recurrent inBothDirections() {
    return new Recurrent(cell, layers, true, last, dropout, truncate);
  }

  /// Gives what is left at the end only.
  public Recurrent lastOnly() {
    return new Recurrent(cell, layers, bidirectional, true, dropout, truncate);
  }

  /// Drops a share between layers while training.
  public Recurrent dropping(double rate) {
    return new Recurrent(cell, layers, bidirectional, last, rate, truncate);
  }

  /// Cuts the gradient off every `steps` steps.
  public Recurrent truncatedAfter(int steps) {
    return new Recurrent(cell, layers, bidirectional, last, dropout, steps);
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    return through(s, x, List.of());
  }

  /// As [#forward(Scope, Tensor)] for sequences of different lengths: where the mask is 0 the state
  /// stays as it was, so that the last state is that of each sequence's own end.
  ///
  /// @param mask `[n, time]` of 1 for steps that count, 0 for padding
  public Tensor forward(Scope s, Tensor x, Tensor mask) {
    Shape wanted = x.shape().slice(0, Math.min(2, x.shape().rank()));
    if (!mask.shape().equals(wanted)) {
      throw new ShapeException(
          "the mask of sequences %s is %s, got %s".formatted(x.shape(), wanted, mask.shape()));
    }
    List<Tensor> steps = new ArrayList<>();
    for (int t = 0; t < wanted.length(1); t++) {
      steps.add(mask.slice(1, t, t + 1).notEqual(Tensor.full(0)));
    }
    return through(s, x, steps);
  }

  private Tensor through(Scope s, Tensor x, List<Tensor> mask) {
    if (x.shape().rank() != 3 || x.shape().length(1) == 0) {
      throw new ShapeException(
          "Recurrent takes sequences [n, time, channels] of 1 or more steps, got " + x.shape());
    }
    Tensor y = x;
    for (int layer = 0; layer < layers; layer++) {
      Scope own = s.in(Integer.toString(layer));
      boolean top = layer == layers - 1;
      List<Tensor> forward = run(own, y, mask, false);
      List<Tensor> backward = bidirectional ? run(own.in("reverse"), y, mask, true) : List.of();
      if (top && last) {
        return bidirectional
            ? Tensor.concat(1, forward.getLast(), backward.getFirst())
            : forward.getLast();
      }
      y =
          bidirectional
              ? Tensor.concat(2, sequence(forward), sequence(backward))
              : sequence(forward);
      if (!top && dropout > 0) {
        y = new Dropout(dropout).forward(own, y);
      }
    }
    return y;
  }

  private static Tensor sequence(List<Tensor> steps) {
    return Tensor.stack(1, steps.toArray(Tensor[]::new));
  }

  /// What the cell gives at each step, in the order of the sequence.
  private List<Tensor> run(Scope s, Tensor x, List<Tensor> mask, boolean reverse) {
    int n = x.shape().length(0);
    int time = x.shape().length(1);
    Decoding decoding = s.decoding();
    if (decoding != null && (bidirectional || !mask.isEmpty())) {
      throw new ShapeException(
          "sequences are continued by recurrent layers in one direction without a mask only");
    }
    Cell.Step step = cell.in(s, x.shape().length(2));
    Tensor inputs = step.inputs(x);
    Shape each = Shape.of(n, inputs.shape().length(2));
    if (decoding != null) {
      Tensor input = inputs.reshape(each);
      Shape state = Shape.of(n, cell.units());
      return decoding
          .carry(s, cell.states(), state, before -> step.next(input, before))
          .subList(0, 1);
    }
    List<Tensor> states =
        new ArrayList<>(
            Collections.nCopies(cell.states(), Tensor.zeros(Shape.of(n, cell.units()))));
    Tensor[] given = new Tensor[time];
    for (int i = 0; i < time; i++) {
      int t = reverse ? time - 1 - i : i;
      if (truncate > 0 && i > 0 && i % truncate == 0) {
        states.replaceAll(Tensor::stopGradient);
      }
      List<Tensor> next = step.next(inputs.slice(1, t, t + 1).reshape(each), states);
      for (int k = 0; k < next.size(); k++) {
        states.set(k, mask.isEmpty() ? next.get(k) : mask.get(t).where(next.get(k), states.get(k)));
      }
      given[t] = states.getFirst();
    }
    return Arrays.asList(given);
  }
}
