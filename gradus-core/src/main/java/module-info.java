/// Tensors, ops, gradients, plans and scalar kernels.
module io.gradus.core {
  requires static org.jspecify;
}
