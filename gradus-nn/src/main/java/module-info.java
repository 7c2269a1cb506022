/// Layers, losses, optimizers and the trainer.
module io.gradus.nn {
  requires transitive io.gradus.core;
  requires static org.jspecify;

  exports io.gradus.explain;
  exports io.gradus.nn;
  exports io.gradus.nn.networks;
  exports io.gradus.optim;
  exports io.gradus.train;
}
