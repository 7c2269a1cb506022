package io.gradus.op;

import io.gradus.Indices;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.graph.Node;
import io.gradus.graph.Origin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A vector-Jacobian product to be written: the forward node, and the gradient of the loss at its
/// output.
public final class Vjp {
  private final Node node;
  private final Tensor gradient;
  private final boolean[] wanted;
  private final Origin origin;

  /// The product for a forward node.
  ///
  /// @param node the forward node
  /// @param gradient the gradient of the loss at its output
  /// @param wanted for each input, whether anybody needs its gradient
  public Vjp(Node node, Tensor gradient, boolean[] wanted) {
    this.node = node;
    this.wanted = wanted.clone();
    this.origin = new Origin(node.path(), true);
    this.gradient = Tensor.of(gradient.node(), origin);
  }

  /// The gradient of the loss with respect to the output; it has the output's shape.
  public Tensor gradient() {
    return gradient;
  }

  /// The output of the forward op.
  public Tensor output() {
    return Tensor.of(node, origin);
  }

  /// How many inputs the op has.
  public int arity() {
    return node.inputs().size();
  }

  /// Input `index` as numbers.
  public Tensor input(int index) {
    return Tensor.of(node.input(index), origin);
  }

  /// Input `index` as indices.
  public Indices indices(int index) {
    return Indices.of(node.input(index), origin);
  }

  /// The shape of input `index`.
  public Shape shape(int index) {
    return node.input(index).shape();
  }

  /// Whether anybody needs the gradient of input `index`.
  public boolean wants(int index) {
    return wanted[index];
  }

  /// One gradient for an op of one input.
  public static List<@Nullable Tensor> one(@Nullable Tensor gradient) {
    List<@Nullable Tensor> result = new ArrayList<>(1);
    result.add(gradient);
    return result;
  }

  /// Two gradients for an op of two inputs.
  public static List<@Nullable Tensor> two(@Nullable Tensor first, @Nullable Tensor second) {
    List<@Nullable Tensor> result = new ArrayList<>(2);
    result.add(first);
    result.add(second);
    return result;
  }

  /// No gradient for any of `count` inputs.
  public static List<@Nullable Tensor> none(int count) {
    List<@Nullable Tensor> result = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      result.add(null);
    }
    return result;
  }

  /// The forward node whose gradients are asked for.
  @Override
  public String toString() {
    return "Vjp of " + node;
  }
}
