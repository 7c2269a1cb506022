package io.gradus.explain;

import io.gradus.Shape;
import io.gradus.expr.Expr;
import io.gradus.graph.Kind;
import io.gradus.graph.Node;
import io.gradus.op.ArgMaxPool;
import io.gradus.op.Gather;
import io.gradus.op.Indexing;
import io.gradus.op.Pick;
import io.gradus.op.Scatter;
import io.gradus.op.ScatterAdd;
import io.gradus.op.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Which numbers an index picks, for the indices of one pass: `y[i] = x[3]`, and on the way back
/// `dL/dx[3] = dL/dy[i]`, with 0 for all that was not picked.
final class Lookups {
  private static final int FEW = 9;

  private final Pass pass;
  private final Map<Node, int[]> places = new IdentityHashMap<>();

  Lookups(Pass pass) {
    this.pass = pass;
  }

  /// The elements of the first operand that add up to this element; null if the op is of another
  /// kind.
  int @Nullable [] terms(Node node, int index) {
    return switch (node.op()) {
      case Gather op -> new int[] {gathered(node, op, index)};
      case Pick _ -> new int[] {picked(node, index)};
      case Scatter _, ScatterAdd _ -> scattered(node, index);
      default -> null;
    };
  }

  private static int picked(int place, int at, Shape from, Shape to) {
    int own = from.slice(1, from.rank()).size();
    return at / to.slice(1, to.rank()).size() * own + place;
  }

  private int picked(Node node, int index) {
    int place = (int) pass.numbers(node.input(1))[index];
    return picked(place, index, node.input(0).shape(), node.shape());
  }

  private int gathered(Node node, Gather op, int index) {
    Shape table = node.input(0).shape();
    int inner = table.slice(op.axis() + 1, table.rank()).size();
    int count = node.input(1).shape().size();
    int which = (int) pass.numbers(node.input(1))[index / inner % count];
    int outer = index / inner / count;
    return (outer * table.length(op.axis()) + which) * inner + index % inner;
  }

  private int[] scattered(Node node, int index) {
    int[] to = places.computeIfAbsent(node, this::targets);
    return IntStream.range(0, to.length).filter(i -> to[i] == index).toArray();
  }

  /// Where each element of the first operand goes.
  private int[] targets(Node node) {
    Shape from = node.input(0).shape();
    double[] indices = pass.numbers(node.input(1));
    int[] to = new int[from.size()];
    if (node.op() instanceof ScatterAdd op) {
      int inner = from.slice(op.axis() + op.indexRank(), from.rank()).size();
      int count = indices.length;
      Arrays.setAll(
          to,
          i -> {
            int row = i / inner / count * op.length() + (int) indices[i / inner % count];
            return row * inner + i % inner;
          });
    } else {
      Arrays.setAll(to, i -> picked((int) indices[i], i, node.shape(), from));
    }
    return to;
  }

  /// `place of max(x[1], x[2])`, for the place that pooling found; null if the op is of another
  /// kind.
  ///
  /// @param names what an element of the operand is called
  @Nullable Expr place(
      Node node, int index, boolean full, IntFunction<String> names, NamedInputs inputs) {
    if (!(node.op() instanceof ArgMaxPool op)) {
      return null;
    }
    int[] all = candidates(op.window(), node.input(0).shape(), node.shape(), index);
    boolean whole = full || all.length <= FEW;
    List<String> words = new ArrayList<>();
    Arrays.stream(all).limit(whole ? all.length : 3).mapToObj(names).forEach(words::add);
    if (!whole) {
      words.add("... " + (all.length - 3) + " more");
    }
    String name = "place of max(" + String.join(", ", words) + ")";
    return inputs.of(name, pass.numbers(node)[index]);
  }

  private static int[] candidates(Window window, Shape x, Shape y, int index) {
    int channels = y.length(3);
    int column = index / channels % y.length(2);
    int row = index / channels / y.length(2) % y.length(1);
    int sample = index / channels / y.length(2) / y.length(1);
    IntStream.Builder all = IntStream.builder();
    for (int a = 0; a < window.y().taps(); a++) {
      int i = window.y().pixel(row, a);
      for (int b = 0; b < window.x().taps(); b++) {
        int j = window.x().pixel(column, b);
        if (i >= 0 && i < x.length(1) && j >= 0 && j < x.length(2)) {
          int pixel = (sample * x.length(1) + i) * x.length(2) + j;
          all.add(pixel * channels + index % channels);
        }
      }
    }
    return all.build().toArray();
  }

  /// The element of the operand that pooling found.
  int winner(Node node, int index) {
    int place = (int) pass.numbers(node)[index];
    return picked(place, index, node.input(0).shape(), node.shape());
  }

  /// Whether these are places that pooling found.
  static boolean pooled(Node node) {
    return node.op() instanceof ArgMaxPool;
  }

  /// The node whose numbers say what there is to see in this one: those that indices pick, and not
  /// the indices.
  static Node telling(Node node, List<Node> users) {
    if (node.kind() == Kind.FLOAT) {
      return node;
    }
    return users.stream()
        .filter(user -> user.op() instanceof Indexing && user.kind() == Kind.FLOAT)
        .filter(user -> user.shape().equals(node.shape()))
        .findFirst()
        .orElse(node);
  }
}
