package io.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.train.Batch;
import io.gradus.train.Column;
import io.gradus.train.DataException;
import io.gradus.train.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir Path folder;

  private void image(String name, int width, int height, int rgb) throws IOException {
    Drawings.write(Drawings.plain(width, height, rgb), folder.resolve(name));
  }

  @Test
  void classesAndFilesComeInTheOrderOfTheirNames() throws IOException {
    image("dogs/b.png", 4, 3, 0x000000);
    image("dogs/a.PNG", 4, 3, 0x333333);
    image("cats/z/c.jpg", 4, 3, 0xFFFFFF);
    image("cats/d.jpeg", 5, 5, 0xFFFFFF);
    image(".hidden/e.png", 4, 3, 0);
    image("cats/.f.png", 4, 3, 0);
    Files.writeString(folder.resolve("cats/notes.txt"), "notes");
    Files.writeString(folder.resolve("readme.txt"), "notes");
    ImageFolder found = ImageFolder.of(folder);
    assertThat(found.classes()).containsExactly("cats", "dogs");
    assertThat(found.files().stream().map(file -> folder.relativize(file).toString()))
        .containsExactly("cats/d.jpeg", "cats/z/c.jpg", "dogs/a.PNG", "dogs/b.png");
    assertThat(found.labels()).containsExactly(0, 0, 1, 1);
    assertThat(found.others()).isEqualTo(1);
    assertThat(found.counts()).containsEntry("cats", 2).containsEntry("dogs", 2);
  }

  @Test
  void theCommonestSizeIsTaken() throws IOException {
    image("a/1.png", 4, 3, 0x102030);
    image("a/2.png", 6, 6, 0x102030);
    image("b/1.png", 4, 3, 0x102030);
    ImageFolder found = ImageFolder.of(folder);
    assertThat(found.sizes().toString()).isEqualTo("{4x3=2, 6x6=1}");
    assertThat(found.images().inputShape()).containsExactly(3, 4, 3);
    assertThat(found.images(8, 9).inputShape()).containsExactly(8, 9, 3);
    assertThat(found.images().labels()).containsExactly(0, 0, 1);
  }

  @Test
  void pixelsAreChannelsLastFromZeroToOne() throws IOException {
    image("a/1.png", 1, 1, 0x3366FF);
    image("b/1.png", 1, 1, 0);
    Batch batch = batch(ImageFolder.of(folder).images());
    assertThat(batch.inputs).containsExactly(0.2f, 0.4f, 1, 0, 0, 0);
  }

  private static Batch batch(Images images) {
    return Batch.of(images, images.size()).fill(images, new int[] {0, 1}, 0, 2);
  }

  @Test
  void standardisedChannelsHaveMeanZeroAndDeviationOne() throws IOException {
    image("a/1.png", 1, 1, 0x006400);
    image("b/1.png", 1, 1, 0xC86414);
    Images images = ImageFolder.of(folder).images().standardised();
    // Green does not vary: it is shifted only.
    assertThat(batch(images).inputs).containsExactly(-1, 0, -1, 1, 0, 1);
    Images first = ImageFolder.of(folder).images().standardised(new int[] {0});
    assertThat(first.scaling().mean().get(1)).isEqualTo(100.0 / 255);
  }

  @Test
  void aSavedModelsPreprocessingGivesTheSameNumbersForRawPixels() throws IOException {
    Drawings.folder(folder, 2, 12);
    ImageFolder found = ImageFolder.of(folder);
    Images images = found.images(10, 10).standardised();
    Batch one = Batch.of(images, 1);
    for (int i = 0; i < images.size(); i++) {
      images.copy(i, one, 0);
      float[] raw = ImageFile.raw(found.files().get(i), images.scaling());
      assertThat(images.preprocessing().encode(raw)).containsExactly(one.inputs);
    }
    var again = io.gradus.train.Preprocessing.fromMap(images.preprocessing().toMap());
    assertThat(again).isEqualTo(images.preprocessing());
  }

  @Test
  void greyImagesHaveOneChannelUnlessOneIsInColour() throws IOException {
    var grey = new java.awt.image.BufferedImage(2, 2, java.awt.image.BufferedImage.TYPE_BYTE_GRAY);
    Drawings.write(grey, folder.resolve("a/1.png"));
    Drawings.write(grey, folder.resolve("b/1.jpg"));
    assertThat(ImageFolder.of(folder).images().inputShape()).containsExactly(2, 2, 1);
    image("b/2.png", 2, 2, 0x102030);
    assertThat(ImageFolder.of(folder).images().inputShape()).containsExactly(2, 2, 3);
  }

  @Test
  void aModelsClassesAreFoundByName() throws IOException {
    image("dogs/1.png", 2, 2, 0);
    var classes = new Target.Classes(List.of("cats", "dogs"));
    var image = Column.Image.unscaled("image", 2, 2, 3);
    assertThat(ImageFolder.of(folder).images(image, classes).labels()).containsExactly(1);
    var others = new Target.Classes(List.of("cats", "cows"));
    assertThatThrownBy(() -> ImageFolder.of(folder).images(image, others))
        .hasMessageContaining("dogs")
        .hasMessageContaining("cats, cows");
  }

  @Test
  void aBrokenImageIsNamed() throws IOException {
    image("a/1.png", 2, 2, 0);
    Files.writeString(folder.resolve("a/2.jpg"), "no image at all");
    assertThatThrownBy(() -> ImageFolder.of(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("2.jpg");
    Drawings.write(Drawings.drawn("circle", 64, new Random(1)), folder.resolve("a/2.jpg"));
    byte[] bytes = Files.readAllBytes(folder.resolve("a/2.jpg"));
    Files.write(folder.resolve("a/2.jpg"), Arrays.copyOf(bytes, bytes.length * 2 / 3));
    ImageFolder found = ImageFolder.of(folder);
    assertThatThrownBy(found::images)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("2.jpg");
  }

  @Test
  void foldersWithoutImagesAreRefused() throws IOException {
    image("1.png", 2, 2, 0);
    assertThatThrownBy(() -> ImageFolder.of(folder))
        .hasMessageContaining("a folder for each class");
    Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> ImageFolder.of(folder)).hasMessageContaining("empty holds no PNG");
  }
}
