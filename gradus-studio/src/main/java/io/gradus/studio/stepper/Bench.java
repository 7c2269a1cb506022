package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.DenseRun;
import io.gradus.explain.Section;
import io.gradus.expr.Numbers;
import io.gradus.studio.room.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The state of a session: timelines of moments, and what the buttons do to them.
final class Bench {
  private static final int MOST_TIMELINES = 4;
  private static final Passes.Place START = new Passes.Place(0, 0);

  private final List<Timeline> timelines = new ArrayList<>();
  private int chosen;
  private DenseExample known;
  private Passes passes;

  /// @param network what reset comes back to
  Bench(DenseExample network) {
    known = network;
    passes = new Passes(network);
    timelines.add(new Timeline("A", Snapshot.opened(network)));
  }

  List<Timeline> timelines() {
    return timelines;
  }

  int chosen() {
    return chosen;
  }

  void choose(int timeline) {
    chosen = timeline;
  }

  Timeline timeline() {
    return timelines.get(chosen);
  }

  Snapshot now() {
    return timeline().now();
  }

  DenseExample network() {
    return now().network();
  }

  /// The network as it was opened.
  DenseExample first() {
    return timeline().at(0).network();
  }

  /// All lines of the present training step.
  Passes passes() {
    return passesOf(network());
  }

  private Passes passesOf(DenseExample network) {
    if (!network.equals(known)) {
      known = network;
      passes = new Passes(network);
    }
    return passes;
  }

  boolean updated() {
    return now().place().lines() == passes().entries().size();
  }

  /// The network as the next step finds it: updated, if the update is done.
  private DenseExample present() {
    return updated() ? passes().walkthrough().after() : network();
  }

  /// Updates done, the one of this step among them if it is.
  int presentSteps() {
    return now().steps() + (updated() ? 1 : 0);
  }

  void press(Section.Part part, Passes.Grain grain) {
    Snapshot from = now();
    boolean between = passes().part(from.place()) != part || updated();
    if (between && part != Section.Part.FEED_FORWARD) {
      throw new Refusal(
          part == Section.Part.BACK_PROPAGATION
              ? "back-propagation starts from a finished feed-forward: press ▶ first"
              : "the optimizer needs all gradients: press ◀ first");
    }
    DenseExample network = between ? present() : from.network();
    int steps = between ? presentSteps() : from.steps();
    Passes.Place next = passesOf(network).next(between ? START : from.place(), grain);
    Snapshot.Kind kind =
        switch (part) {
          case FEED_FORWARD -> Snapshot.Kind.FORWARD;
          case BACK_PROPAGATION -> Snapshot.Kind.BACKWARD;
          default -> Snapshot.Kind.UPDATE;
        };
    timeline().add(new Snapshot(network, next, steps, kind, part.title()));
  }

  /// Goes on with a number edited; what was fed forward is fed forward anew, gradients are gone.
  ///
  /// @param live whether this edit of a number takes the place of the one before it: a number that
  ///   is dragged is one moment
  void edit(String symbol, double value, boolean live) {
    Snapshot before = now();
    boolean goesOn =
        live && before.kind() == Snapshot.Kind.EDIT && before.label().startsWith(symbol + " = ");
    change(Edits.with(present(), symbol, value), symbol + " = " + Numbers.format(value), goesOn);
  }

  /// A change of the network as the next step finds it.
  void change(UnaryOperator<DenseExample> change, String label) {
    change(change.apply(present()), label, false);
  }

  private void change(DenseExample changed, String label, boolean instead) {
    boolean forward = now().place().lines() >= passes().end(Section.Part.FEED_FORWARD);
    int steps = presentSteps();
    int lines = forward ? passesOf(changed).end(Section.Part.FEED_FORWARD) : 0;
    Passes.Place place = new Passes.Place(lines, 0);
    Snapshot next = new Snapshot(changed, place, steps, Snapshot.Kind.EDIT, label);
    if (instead) {
      timeline().replace(next);
    } else {
      timeline().add(next);
    }
  }

  void run(int count) {
    int steps = presentSteps();
    DenseRun run = new DenseRun(present());
    run.update(count);
    DenseExample after = run.example();
    Passes.Place place = new Passes.Place(passesOf(after).end(Section.Part.FEED_FORWARD), 0);
    String label = count == 1 ? "1 step" : count + " steps";
    timeline().add(new Snapshot(after, place, steps + count, Snapshot.Kind.RUN, label));
  }

  void reset() {
    Snapshot first = timeline().at(0);
    timeline()
        .add(new Snapshot(first.network(), START, first.steps(), Snapshot.Kind.AGAIN, "reset"));
  }

  void fork() {
    if (timelines.size() == MOST_TIMELINES) {
      throw new Refusal("there are " + MOST_TIMELINES + " forks already");
    }
    String name = String.valueOf((char) ('A' + timelines.size()));
    Timeline fork = new Timeline(name, timeline().at(0));
    for (int i = 1; i <= timeline().index(); i++) {
      fork.add(timeline().at(i));
    }
    timelines.add(fork);
    chosen = timelines.size() - 1;
  }

  /// Goes to the moment of a link.
  ///
  /// @param network what the first one has become
  void restore(DenseExample network, int steps, int lines, int products) {
    Passes there = passesOf(network);
    boolean within =
        lines <= there.entries().size()
            && (products == 0
                || lines < there.entries().size()
                    && products < Passes.terms(there.entries().get(lines).line().formula()).size());
    if (!within) {
      throw new Refusal("the link names line " + lines + " of a step that has fewer");
    }
    Passes.Place place = new Passes.Place(lines, products);
    Snapshot moment = new Snapshot(network, place, steps, Snapshot.Kind.OPEN, "as in the link");
    if (!moment.place().equals(START) || steps > 0 || !network.equals(first())) {
      timeline().add(moment);
    }
  }
}
