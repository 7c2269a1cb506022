package io.gradus.studio.circuit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Takes the elements that the output needs, numbers them anew and gives each a symbol.
final class Finish {
  private final List<Element> drafted;
  private final Map<Integer, String> names;
  private final Map<String, Group> groups;
  private final Set<String> defined;
  private final Set<String> taken = new HashSet<>();
  private int unnamed;

  Finish(Draft draft, Map<String, Group> groups, Set<String> defined) {
    this.drafted = draft.elements();
    this.names = draft.names();
    this.groups = groups;
    this.defined = defined;
    taken.addAll(names.values());
  }

  Circuit circuit(int output) {
    boolean[] needed = new boolean[drafted.size()];
    needed[output] = true;
    for (int id = output; id >= 0; id--) {
      if (needed[id] && drafted.get(id) instanceof Element.Gate gate) {
        gate.operands().forEach(operand -> needed[operand] = true);
      }
    }
    int[] renumbered = new int[drafted.size()];
    List<Element> elements = new ArrayList<>();
    for (int id = 0; id <= output; id++) {
      if (needed[id]) {
        renumbered[id] = elements.size();
        elements.add(moved(drafted.get(id), elements.size(), renumbered, id == output));
      }
    }
    return new Circuit(elements, members(elements), notes(elements));
  }

  private Element moved(Element element, int id, int[] renumbered, boolean output) {
    String name = names.get(element.id());
    return switch (element) {
      case Element.Source source -> new Element.Source(id, source.symbol(), source.start());
      case Element.Gate gate ->
          new Element.Gate(
              id,
              name != null ? name : output ? free("f") : next(),
              gate.label(),
              gate.op(),
              gate.operands().stream().map(operand -> renumbered[operand]).toList(),
              gate.group());
    };
  }

  private String free(String wish) {
    return taken.add(wish) ? wish : free(wish.equals("f") ? "out" : wish + "_");
  }

  private String next() {
    String symbol;
    do {
      symbol = "g" + ++unnamed;
    } while (!taken.add(symbol));
    return symbol;
  }

  private List<Group> members(List<Element> elements) {
    List<Group> result = new ArrayList<>();
    for (Group group : groups.values()) {
      List<Integer> members =
          elements.stream()
              .filter(element ->
                  element instanceof Element.Gate gate && Group.holds(group.id(), gate.group()))
              .map(Element::id)
              .toList();
      if (!members.isEmpty()) {
        result.add(new Group(group.id(), group.title(), group.open(), members));
      }
    }
    return result;
  }

  private List<String> notes(List<Element> elements) {
    Set<String> shown = new HashSet<>();
    elements.forEach(element -> shown.add(element.symbol()));
    List<String> notes = new ArrayList<>();
    for (String name : defined) {
      if (shown.stream()
          .noneMatch(symbol -> symbol.equals(name) || symbol.startsWith(name + "_"))) {
        notes.add("\"" + name + "\" has no part in the result, so it is not drawn");
      }
    }
    return notes;
  }
}
