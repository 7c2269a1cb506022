package io.gradus.nn;

import io.gradus.Indices;
import io.gradus.Tensor;
import io.gradus.graph.Node;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a network is given for one batch, by name: numbers and indices, each `[batch, ..]`.
///
/// ```java
/// Inputs.of("user", Tensor.of(new float[][] {{1, 0}})).with("words", Indices.of(Shape.of(1, 3), 4, 0, 2))
/// ```
///
/// @param numbers the inputs that are numbers
/// @param indices the inputs that are indices
public record Inputs(Map<String, Tensor> numbers, Map<String, Indices> indices) {
  /// Keeps copies of the maps, in their order.
  ///
  /// @throws IllegalArgumentException if a name stands for numbers and for indices
  public Inputs {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    indices = Collections.unmodifiableMap(new LinkedHashMap<>(indices));
    for (String name : indices.keySet()) {
      if (numbers.containsKey(name)) {
        throw new IllegalArgumentException("two inputs are called \"" + name + "\"");
      }
    }
  }

  /// Nothing yet.
  static Inputs none() {
    return new Inputs(Map.of(), Map.of());
  }

  /// Numbers for the only input.
  public static Inputs of(Tensor x) {
    return of(Input.ONLY, x);
  }

  /// Indices for the only input.
  public static Inputs of(Indices x) {
    return of(Input.ONLY, x);
  }

  /// Numbers for the input of this name.
  public static Inputs of(String name, Tensor x) {
    return none().with(name, x);
  }

  /// Indices for the input of this name.
  public static Inputs of(String name, Indices x) {
    return none().with(name, x);
  }

  /// These and numbers for one more input.
  ///
  /// @throws IllegalArgumentException if the name is taken
  public Inputs with(String name, Tensor x) {
    requireFree(name);
    Map<String, Tensor> more = new LinkedHashMap<>(numbers);
    more.put(name, x);
    return new Inputs(more, indices);
  }

  /// These and indices for one more input.
  ///
  /// @throws IllegalArgumentException if the name is taken
  public Inputs with(String name, Indices x) {
    requireFree(name);
    Map<String, Indices> more = new LinkedHashMap<>(indices);
    more.put(name, x);
    return new Inputs(numbers, more);
  }

  private void requireFree(String name) {
    if (numbers.containsKey(name) || indices.containsKey(name)) {
      throw new IllegalArgumentException("two inputs are called \"" + name + "\"");
    }
  }

  /// The numbers of the input `name`, shape `[batch, ..]`.
  ///
  /// @throws IllegalArgumentException if there are none; says what there is
  public Tensor numbers(String name) {
    Tensor found = numbers.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "no input of numbers is called \"" + name + "\": " + all());
    }
    return found;
  }

  /// The indices of the input `name`, shape `[batch, ..]`.
  ///
  /// @throws IllegalArgumentException if there are none; says what there is
  public Indices indices(String name) {
    Indices found = indices.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "no input of indices is called \"" + name + "\": " + all());
    }
    return found;
  }

  private String all() {
    return "there are numbers " + numbers.keySet() + " and indices " + indices.keySet();
  }

  /// How many there are.
  public int count() {
    return numbers.size() + indices.size();
  }

  /// The nodes by name, those of numbers first.
  public Map<String, Node> nodes() {
    Map<String, Node> nodes = new LinkedHashMap<>();
    numbers.forEach((name, x) -> nodes.put(name, x.node()));
    indices.forEach((name, x) -> nodes.put(name, x.node()));
    return nodes;
  }

  /// Whether all are there as values, so that a network computes at once.
  boolean eager() {
    return nodes().values().stream().allMatch(node -> node.value() != null);
  }
}
