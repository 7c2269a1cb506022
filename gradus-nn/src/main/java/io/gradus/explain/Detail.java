package io.gradus.explain;

import java.util.List;

/// How much of a large network is shown.
///
/// @param layer the path of the only layer to show; empty for all
/// @param neurons the only neurons to show, counted from 1; empty for the first few of a wide layer
/// @param full every number and every term, however many there are
public record Detail(String layer, List<Integer> neurons, boolean full) {
  /// The first few numbers of wide layers, and the first few terms of long sums.
  public static final Detail BRIEF = new Detail("", List.of(), false);

  /// Every number.
  public static final Detail FULL = new Detail("", List.of(), true);

  private static final int ALL = 6;
  private static final int FIRST = 3;

  /// Checks that neurons count from 1; keeps a copy of the list.
  ///
  /// @throws IllegalArgumentException if one does not
  public Detail {
    neurons = List.copyOf(neurons);
    for (int neuron : neurons) {
      if (neuron < 1) {
        throw new IllegalArgumentException("neurons count from 1, got " + neuron);
      }
    }
  }

  /// How many of `count` things in a row are shown.
  int shown(int count) {
    return full || count <= ALL ? count : FIRST;
  }

  /// The same for what is not counted in neurons.
  Detail ofAllNeurons() {
    return new Detail(layer, List.of(), full);
  }

  boolean shows(String group) {
    String wanted = NodeNames.layer(layer);
    return layer.isEmpty() || group.equals(wanted) || group.startsWith(wanted + ".");
  }
}
