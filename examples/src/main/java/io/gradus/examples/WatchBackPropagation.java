package io.gradus.examples;

import io.gradus.Gradients;
import io.gradus.Shape;
import io.gradus.Tensor;

/// One neuron, watched: the forward pass, every gradient, and one step of gradient descent.
public final class WatchBackPropagation {
  private WatchBackPropagation() {}

  public static void main(String[] arguments) {
    Tensor x = Tensor.of(Shape.of(1, 2), 0.05f, 0.10f);
    Tensor w = Tensor.of(Shape.of(2, 1), 0.15f, 0.20f).tracked("w");
    Tensor b = Tensor.of(0.35f).tracked("b");

    // Feed-forward: a weighted sum, an activation, an error.
    Tensor z = x.matmul(w).add(b);
    Tensor y = z.sigmoid();
    Tensor error = y.subtract(1).square().multiply(0.5).sum();
    System.out.println("weighted sum " + z);
    System.out.println("output       " + y);
    System.out.println("error        " + error);

    // Back-propagation: gradients, and nothing else.
    Gradients gradients = error.gradients();
    System.out.println("dE/dy        " + gradients.of(y));
    System.out.println("dE/dz        " + gradients.of(z));
    System.out.println("dE/dw        " + gradients.of(w));
    System.out.println("dE/db        " + gradients.of(b));
    System.out.print(gradients.explain(w));

    // The optimizer: the gradients change the weights.
    Tensor updated = w.subtract(gradients.of(w).multiply(0.5));
    System.out.println("new weights  " + updated);
  }
}
