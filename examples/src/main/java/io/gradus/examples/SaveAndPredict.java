package io.gradus.examples;

import io.gradus.data.DataSets;
import io.gradus.data.Source;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Mlp;
import io.gradus.nn.Model;
import io.gradus.op.Relu;
import io.gradus.optim.AdamW;
import io.gradus.train.Prediction;
import io.gradus.train.Provenance;
import io.gradus.train.SavedModel;
import io.gradus.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Trains on flowers, saves one file, and predicts from raw centimetres without any class of this
/// program.
public final class SaveAndPredict {
  private SaveAndPredict() {}

  public static void main(String[] arguments) throws IOException {
    Source.Fold iris = DataSets.iris().holdOut(0.2, 3);
    Model model = Model.of(new Mlp(List.of(16), new Relu(), 0, 3)).seed(3).input(4);
    Trainer.of(model, new CrossEntropy(), new AdamW(0.01)).batch(16).epochs(40).fit(iris.train());

    Path file = Files.createTempFile("iris", ".gradus");
    try {
      SavedModel.of(model, iris.preprocessing(), Provenance.ofThisLibrary(3)).save(file);
      Prediction flower = SavedModel.load(file).predict(5.1f, 3.5f, 1.4f, 0.2f);
      System.out.println(flower);
    } finally {
      Files.delete(file);
    }
  }
}
