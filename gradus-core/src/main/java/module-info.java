/// Tensors, ops, gradients, plans and scalar kernels.
module io.gradus.core {
  requires static org.jspecify;

  exports io.gradus;
  exports io.gradus.exec;
  exports io.gradus.expr;
  exports io.gradus.graph;
  exports io.gradus.kernel;
  exports io.gradus.op;

  uses io.gradus.kernel.KernelProvider;
}
