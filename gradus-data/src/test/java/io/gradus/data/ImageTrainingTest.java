package io.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.nn.Activation;
import io.gradus.nn.Conv2d;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.GlobalAvgPool2d;
import io.gradus.nn.Layer;
import io.gradus.nn.MaxPool2d;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.op.Relu;
import io.gradus.optim.Adam;
import io.gradus.train.Accuracy;
import io.gradus.train.Dataset;
import io.gradus.train.Epoch;
import io.gradus.train.Provenance;
import io.gradus.train.SavedModel;
import io.gradus.train.Trainer;
import io.gradus.train.TrainingEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A small network learns drawn shapes from files, with and without augmentation.
class ImageTrainingTest {
  private static final Augmentation STEPS =
      Augmentation.of(new Flip(), new Crop(2), new ColourJitter(0.2), new Mixup(0.2));

  @TempDir Path folder;

  private static Layer network() {
    return Sequential.of(
        new Conv2d(8, 3).padding(1),
        new Activation(new Relu()),
        new MaxPool2d(2),
        new Conv2d(16, 3).padding(1),
        new Activation(new Relu()),
        new MaxPool2d(2),
        new Conv2d(16, 3).padding(1),
        new Activation(new Relu()),
        new GlobalAvgPool2d(),
        new Dense(3));
  }

  private static Model model(int side) {
    return Model.of(network()).seed(1).input(side, side, 3);
  }

  private static Trainer trainer(Model model, int epochs) {
    return Trainer.of(model, new CrossEntropy(), new Adam(0.01)).batch(16).epochs(epochs);
  }

  @Test
  void aSmallNetworkLearnsShapesAndNamesAFile() throws IOException {
    Drawings.folder(folder, 60, 16);
    Images images = ImageFolder.of(folder).images().standardised();
    Source.Fold fold = images.holdOut(0.2, 1);
    Model model = model(16);
    Trainer trainer = trainer(model, 40).metric(new Accuracy());
    trainer.fit(fold.train());
    assertThat(trainer.evaluate(fold.test()).get("accuracy")).isGreaterThan(0.9);
    SavedModel saved = SavedModel.of(model, fold.preprocessing(), Provenance.ofThisLibrary(1));
    saved.save(folder.resolve("model.gradus"));
    SavedModel loaded = SavedModel.load(folder.resolve("model.gradus"));
    int right = 0;
    for (Path file : ImageFolder.files(folder.resolve("triangle"))) {
      float[] raw = ImageFile.raw(file, images.scaling());
      right += loaded.predict(raw).className().equals("triangle") ? 1 : 0;
    }
    assertThat(right).isGreaterThan(54);
  }

  private List<Double> losses(Dataset data) {
    return trainer(model(12), 2).fit(data).stream().map(Epoch::loss).toList();
  }

  @Test
  void filesThatAreDecodedWhenNeededTrainToTheSameBits() throws IOException {
    Drawings.folder(folder, 8, 12);
    ImageFolder found = ImageFolder.of(folder);
    Images held = found.images();
    Images files =
        new Images(
            i -> pixels(found.files().get(i), held),
            false,
            held.labels(),
            held.scaling(),
            (io.gradus.train.Target.Classes) held.target());
    assertThat(files.prefetched()).isTrue();
    assertThat(held.prefetched()).isFalse();
    assertThat(losses(files)).isEqualTo(losses(held));
    assertThat(losses(files.augmented(STEPS))).isEqualTo(losses(held.augmented(STEPS)));
  }

  private static byte[] pixels(Path file, Images like) {
    try {
      return ImageFile.pixels(file, like.scaling());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void augmentedTrainingIsResumedToTheBitAndOnlyWithTheSameSteps() throws IOException {
    Drawings.folder(folder.resolve("data"), 8, 12);
    Images images = ImageFolder.of(folder.resolve("data")).images();
    Dataset data = images.augmented(STEPS);
    Model whole = model(12);
    trainer(whole, 3).fit(data);
    Path file = folder.resolve("run.checkpoint");
    Trainer stopped =
        trainer(model(12), 3)
            .checkpoint(file)
            .checkpointEverySteps(1)
            .listener(event -> {
              if (event instanceof TrainingEvent.StepDone done && done.step() == 3) {
                throw new IllegalStateException("stop");
              }
            });
    assertThatThrownBy(() -> stopped.fit(data)).hasMessage("stop");
    Dataset other = images.augmented(Augmentation.of(new Flip()));
    Trainer changed = trainer(model(12), 3).checkpoint(file).resume(file);
    assertThatThrownBy(() -> changed.fit(other))
        .hasMessageMatching("(?s).*(network and loss|training data).*");
    Model resumed = model(12);
    trainer(resumed, 3).checkpoint(file).checkpointEverySteps(1).resume(file).fit(data);
    assertThat(resumed.parameters().values()).containsExactly(whole.parameters().values());
  }

  @Test
  void measuringSeesTheImagesAsTheyAre() throws IOException {
    Drawings.folder(folder, 4, 12);
    Images images = ImageFolder.of(folder).images();
    Trainer trainer = trainer(model(12), 1).metric(new Accuracy());
    assertThat(trainer.evaluate(images.augmented(STEPS))).isEqualTo(trainer.evaluate(images));
  }
}
