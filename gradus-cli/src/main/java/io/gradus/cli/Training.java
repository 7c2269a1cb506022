package io.gradus.cli;

import io.gradus.data.Source;
import io.gradus.exec.Engine;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Layer;
import io.gradus.nn.Loss;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.train.Accuracy;
import io.gradus.train.Dataset;
import io.gradus.train.Metric;
import io.gradus.train.RSquared;
import io.gradus.train.Trainer;

/// A network and how it is trained, as `gradus train` sets both up for its data.
///
/// @param batch samples per step
/// @param epochs passes over the training rows
record Training(Model model, Trainer trainer, int batch, int epochs) {

  /// @param most the largest batch; it never holds more rows than there are, for it is one array
  static Training of(
      Source source,
      Dataset rows,
      Recipe recipe,
      Layer activation,
      UpdateArguments update,
      int most,
      long seed,
      Engine engine) {
    NetworkSize.of(recipe.layers(), rows).require(update.states());
    Model model =
        Model.of(recipe.network(activation, rows.target().width()))
            .seed(seed)
            .on(engine)
            .input(rows.inputShape());
    Loss loss = source.classification() ? new CrossEntropy() : new MeanSquaredError();
    Metric metric = source.classification() ? new Accuracy() : new RSquared();
    int batch = Math.min(most, rows.size());
    long steps = (long) Math.ceilDiv(rows.size(), batch) * recipe.epochs();
    Trainer trainer =
        Trainer.of(model, loss, update.optimizer(steps))
            .batch(batch)
            .epochs(recipe.epochs())
            .clip(update.clipping())
            .metric(metric);
    return new Training(model, trainer, batch, recipe.epochs());
  }
}
