package io.gradus.studio.optimizers;

import io.gradus.data.DataSets;
import io.gradus.data.Generated;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Mlp;
import io.gradus.nn.Model;
import io.gradus.op.Tanh;
import io.gradus.studio.room.Arguments;
import io.gradus.train.Dataset;
import io.gradus.train.Target;
import java.util.List;

/// A small real network and its data, for the search of a learning rate.
record FinderSettings(String data, int hidden, int batch, int steps, long seed, Entry entry) {
  static final List<String> DATA = List.of("iris", "moons", "digits");

  static FinderSettings read(Arguments arguments) {
    FinderSettings settings =
        new FinderSettings(
            arguments.choice("data", DATA),
            arguments.whole("hidden", 1, 64, 16),
            arguments.whole("batch", 1, 128, 32),
            arguments.whole("steps", 20, 400, 160),
            arguments.whole("seed", 0, 1_000_000, 1),
            Entry.read(arguments.object("optimizer")));
    arguments.done();
    return settings;
  }

  Dataset dataset() {
    return switch (data) {
      case "iris" -> DataSets.iris().samples().data();
      case "moons" -> Generated.moons(200, 0.2, 7).samples().data();
      default -> DataSets.digits().samples().data();
    };
  }

  /// The network with its first weights, the same each time.
  Model model(Dataset dataset) {
    int classes = ((Target.Classes) dataset.target()).names().size();
    return Model.of(new Mlp(List.of(hidden), new Tanh(), 0, classes))
        .seed(seed)
        .input(dataset.inputShape());
  }

  CrossEntropy loss() {
    return new CrossEntropy();
  }
}
