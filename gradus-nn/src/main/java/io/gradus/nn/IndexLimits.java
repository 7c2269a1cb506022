package io.gradus.nn;

import io.gradus.graph.Graph;
import io.gradus.graph.Node;
import io.gradus.op.Gather;
import io.gradus.op.Leaf;
import io.gradus.train.DataException;
import java.util.Map;
import java.util.TreeMap;

/// How many things each index input of a network may point at: `limit` stands for `[0, limit)`.
///
/// The limit of an input is the least number of rows that it is looked up in, by a [Gather] such as
/// that of an [Embedding]; an input without one has none, and what it points at is checked where
/// that is computed.
///
/// @param byInput the limits, by the name of the input
public record IndexLimits(Map<String, Integer> byInput) {
  /// The limits that a network's graph sets.
  public static IndexLimits of(Graph graph) {
    Map<String, Integer> limits = new TreeMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Gather gather
          && node.inputs().get(1).op() instanceof Leaf.Input input) {
        int length = node.inputs().get(0).shape().length(gather.axis());
        limits.merge(input.label(), length, Math::min);
      }
    }
    return new IndexLimits(Map.copyOf(limits));
  }

  /// Requires that the indices of some samples of an input are within its limit.
  ///
  /// @param width indices per sample
  /// @param first the number of the first sample, from 0
  /// @throws DataException if one is not; names row, value and range
  public void require(Input input, int[] indices, int rows, int width, int first) {
    Integer limit = byInput.get(input.name());
    for (int i = 0; limit != null && i < rows * width; i++) {
      if (indices[i] < 0 || indices[i] >= limit) {
        throw new DataException(
            "row "
                + (first + i / width + 1)
                + ", input \""
                + input.name()
                + "\""
                + (width == 1 ? "" : ", place " + (i % width + 1))
                + ": index out of range: expected 0.."
                + (limit - 1)
                + ", got "
                + indices[i]
                + "; try an Embedding of more things, or look at how the indices were made");
      }
    }
  }
}
