package io.gradus.train;

import io.gradus.graph.Graph;
import io.gradus.graph.Node;
import io.gradus.graph.Value;
import io.gradus.op.Leaf;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// A short name for what a graph computes: equal for equal graphs, in all likelihood different for
/// others.
///
/// The first 16 hexadecimal digits of SHA-256 over a line for each node: op, attributes as
/// [OpCodec] knows them or as a record says of itself, shape, and the lines of its operands. Paths
/// do not count, but for those of parameters.
final class GraphDigest {
  private GraphDigest() {}

  static String of(Graph graph) {
    Map<Node, Integer> lines = new HashMap<>();
    StringBuilder text = new StringBuilder();
    for (Node node : graph.nodes()) {
      text.append(op(node)).append(' ').append(node.shape());
      node.inputs().forEach(input -> text.append(' ').append(lines.get(input)));
      text.append('\n');
      lines.put(node, lines.size());
    }
    graph.outputs().forEach(output -> text.append(lines.get(output)).append('\n'));
    return HexFormat.of().formatHex(sha256(text.toString()), 0, 8);
  }

  private static String op(Node node) {
    return switch (node.op()) {
      case Leaf.Parameter leaf -> "parameter " + leaf.param().path();
      case Leaf.Fill leaf -> "fill " + leaf.number();
      case Leaf leaf -> leaf.name() + constant(node);
      default ->
          OpCodec.knows(node.op())
              ? node.op().name() + Json.write(OpCodec.write(node.op()).attributes())
              : node.op().name() + (node.op() instanceof Record own ? SettingsText.of(own) : "");
    };
  }

  private static String constant(Node node) {
    Value value = node.value();
    if (value == null) {
      return "";
    }
    return " "
        + (value.isFloat()
            ? Arrays.hashCode(value.copyFloats())
            : Arrays.hashCode(value.copyInts()));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
