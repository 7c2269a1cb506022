package io.gradus.cli;

import io.gradus.data.ImageFile;
import io.gradus.data.Images;
import io.gradus.train.Column;
import io.gradus.train.DataException;
import io.gradus.train.Dataset;
import io.gradus.train.Prediction;
import io.gradus.train.SavedModel;
import io.gradus.train.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Saved models that take images.
final class SavedImages {
  private static final int AT_A_TIME = 32;

  private SavedImages() {}

  static boolean takes(SavedModel saved) {
    List<Column> inputs = saved.preprocessing().inputs();
    return inputs.size() == 1 && inputs.getFirst() instanceof Column.Image;
  }

  private static Column.Image image(SavedModel saved) {
    return (Column.Image) saved.preprocessing().inputs().getFirst();
  }

  /// An answer for each file.
  static List<Prediction> answers(SavedModel saved, List<Path> files) throws IOException {
    List<Prediction> answers = new ArrayList<>();
    for (int from = 0; from < files.size(); from += AT_A_TIME) {
      List<Path> some = files.subList(from, Math.min(files.size(), from + AT_A_TIME));
      float[][] raw = new float[some.size()][];
      for (int i = 0; i < raw.length; i++) {
        raw[i] = ImageFile.raw(some.get(i), image(saved));
      }
      answers.addAll(saved.predict(raw));
    }
    return answers;
  }

  /// Images whose classes are known, as the model takes them.
  ///
  /// @throws DataException if the data is no folder of images of its classes
  static Dataset labelled(SavedModel saved, String data) throws IOException {
    Path folder = Path.of(data);
    Images known = ImageSets.published(folder, false);
    if (known != null) {
      return known.scaled(image(saved));
    }
    return ImageSets.folder(folder)
        .images(image(saved), (Target.Classes) saved.preprocessing().target());
  }
}
