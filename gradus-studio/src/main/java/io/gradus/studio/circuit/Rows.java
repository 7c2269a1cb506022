package io.gradus.studio.circuit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// What may be done with a number or a row alike.
final class Rows {
  private Rows() {}

  static int size(Signal signal) {
    return signal instanceof Signal.Row(var elements) ? elements.size() : 1;
  }

  /// The element of a row; a number stands for each of them.
  static Signal element(Signal signal, int index) {
    return signal instanceof Signal.Row(var elements) ? elements.get(index) : signal;
  }

  static List<Signal> elements(Signal signal) {
    return signal instanceof Signal.Row(var elements) ? elements : List.of(signal);
  }

  /// The name of the group that a part of the text makes, by its place.
  static String id(Term term, int index) {
    return "c" + (term.at().from() + 1) + (index == 0 ? "" : "_" + index);
  }

  interface OfElement {
    Signal of(Signal element, int index);
  }

  static Signal each(Signal signal, UnaryOperator<Signal> change) {
    return each(signal, (element, _) -> change.apply(element));
  }

  static Signal each(Signal signal, OfElement change) {
    if (!(signal instanceof Signal.Row(var elements))) {
      return change.of(signal, 0);
    }
    List<Signal> results = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      results.add(change.of(elements.get(i), i));
    }
    return new Signal.Row(results);
  }
}
