package io.gradus.studio.circuit;

import java.util.ArrayList;
import java.util.List;

/// A graph of scalar gates: every element reaches the output, which is the last one.
record Circuit(List<Element> elements, List<Group> groups, List<String> notes) {
  /// The gate `gate` takes the output of an element as operand number `operand`.
  record Use(int gate, int operand) {}

  Circuit {
    elements = List.copyOf(elements);
    groups = List.copyOf(groups);
    notes = List.copyOf(notes);
  }

  Element element(int id) {
    return elements.get(id);
  }

  Element output() {
    return elements.getLast();
  }

  List<Element.Source> sources() {
    return elements.stream()
        .filter(Element.Source.class::isInstance)
        .map(Element.Source.class::cast)
        .toList();
  }

  /// In the order of feed-forward.
  List<Element.Gate> gates() {
    return elements.stream()
        .filter(Element.Gate.class::isInstance)
        .map(Element.Gate.class::cast)
        .toList();
  }

  /// Where each element's output goes, by element.
  List<List<Use>> uses() {
    List<List<Use>> uses = new ArrayList<>();
    elements.forEach(_ -> uses.add(new ArrayList<>()));
    for (Element.Gate gate : gates()) {
      for (int k = 0; k < gate.operands().size(); k++) {
        uses.get(gate.operands().get(k)).add(new Use(gate.id(), k));
      }
    }
    return uses;
  }
}
