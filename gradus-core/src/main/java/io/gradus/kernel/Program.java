package io.gradus.kernel;

import io.gradus.expr.Expr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// A straight-line program over the numbers of one element: what both the scalar and the vector
/// kernel are written from.
///
/// Nodes come after their operands, equal nodes are one, and each is needed by some output.
record Program(List<Node> nodes, List<Integer> outputs) {
  Program {
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
  }

  /// The program of some formulas, subexpressions shared among them.
  static Program of(List<Expr> formulas) {
    ProgramBuilder builder = new ProgramBuilder();
    Lowering lowering = new Lowering(builder);
    List<Integer> outputs = new ArrayList<>();
    for (Expr formula : formulas) {
      outputs.add(lowering.lower(formula));
    }
    return builder.build(outputs);
  }

  /// The nodes without those that no output needs, renumbered.
  static Program pruned(List<Node> nodes, List<Integer> outputs) {
    BitSet needed = new BitSet();
    outputs.forEach(needed::set);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (needed.get(i)) {
        Node node = nodes.get(i);
        for (int k = 0; k < node.op().operands(); k++) {
          needed.set(node.operand(k));
        }
      }
    }
    int[] moved = new int[nodes.size()];
    Arrays.fill(moved, -1);
    List<Node> kept = new ArrayList<>();
    for (int i = needed.nextSetBit(0); i >= 0; i = needed.nextSetBit(i + 1)) {
      Node node = nodes.get(i);
      moved[i] = kept.size();
      kept.add(
          new Node(
              node.op(),
              at(moved, node.a()),
              at(moved, node.b()),
              at(moved, node.c()),
              node.bits()));
    }
    return new Program(kept, outputs.stream().map(i -> moved[i]).toList());
  }

  private static int at(int[] moved, int index) {
    return index < 0 ? -1 : moved[index];
  }

  /// For each node, whether it is the same for all elements, so that it can be computed before the
  /// loop.
  boolean[] uniform(List<Access> inputs) {
    boolean[] uniform = new boolean[nodes.size()];
    for (int i = 0; i < uniform.length; i++) {
      Node node = nodes.get(i);
      uniform[i] = node.op() != Opcode.LOAD || inputs.get(node.bits()) == Access.CONSTANT;
      for (int k = 0; k < node.op().operands(); k++) {
        uniform[i] &= uniform[node.operand(k)];
      }
    }
    return uniform;
  }
}
