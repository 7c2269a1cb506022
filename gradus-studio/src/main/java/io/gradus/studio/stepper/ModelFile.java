package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.RawRow;
import io.gradus.explain.Sample;
import io.gradus.explain.SavedDense;
import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Refusal;
import io.gradus.train.Column;
import io.gradus.train.DataException;
import io.gradus.train.SavedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A saved model and its dense network, which takes rows as they stand in the user's own data.
record ModelFile(String name, DenseExample network, SavedModel model) {
  /// @throws Refusal if it cannot be read, or is not one that can be shown here
  static ModelFile read(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      SavedModel model = SavedModel.load(file);
      DenseExample network = SavedDense.example(Arguments.shortened(name), model);
      Networks.requireSizes(network.sizes().stream().mapToInt(Integer::intValue).toArray());
      network.layers().forEach(layer -> Networks.name(layer.activation()));
      return new ModelFile(name, network, model);
    } catch (IOException | RuntimeException e) {
      throw new Refusal(
          "the model " + Arguments.shortened(name) + " is not shown: " + e.getMessage());
    }
  }

  /// Whether a network is this one, trained further or with other samples.
  boolean is(DenseExample other) {
    return other.name().equals(network.name()) && other.sizes().equals(network.sizes());
  }

  /// The names of a row's cells: inputs, then what is predicted.
  List<String> columns() {
    return Stream.concat(
            model.preprocessing().inputs().stream(), model.preprocessing().targets().stream())
        .map(Column::name)
        .toList();
  }

  /// A row of the data as a sample of the network, made ready as the model makes rows ready.
  ///
  /// @throws Refusal if it does not fit the model's columns
  Sample sample(List<String> cells) {
    int inputs = model.preprocessing().inputs().size();
    int from = Math.min(inputs, cells.size());
    List<String> targets = cells.subList(from, cells.size());
    try {
      return SavedDense.sample(
          network, model, new RawRow("this row", cells.subList(0, from), targets));
    } catch (DataException e) {
      throw new Refusal(String.valueOf(e.getMessage()));
    }
  }
}
