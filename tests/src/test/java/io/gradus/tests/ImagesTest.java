package io.gradus.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.data.Augmentation;
import io.gradus.data.Crop;
import io.gradus.data.Flip;
import io.gradus.data.ImageFile;
import io.gradus.data.ImageFolder;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Model;
import io.gradus.nn.networks.VggSmall;
import io.gradus.op.Convolution;
import io.gradus.op.Window;
import io.gradus.optim.Adam;
import io.gradus.train.Accuracy;
import io.gradus.train.Provenance;
import io.gradus.train.SavedModel;
import io.gradus.train.Trainer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example of docs/images.md runs, is what the page shows, and gives what the page says.
class ImagesTest {
  private static final int SIDE = 16;

  @TempDir Path path;

  @Test
  void theExampleRunsAndLearns() throws IOException {
    draw(path);
    // shown begin
    var x = Tensor.of(Shape.of(1, 3, 4, 1), 1, 2, 0, 1, 0, 1, 3, 1, 2, 1, 0, 0);
    var w = Tensor.of(Shape.of(2, 2, 1, 1), 1, 0, -1, 2).tracked();
    var y = Tensor.apply(new Convolution(Window.of(2, 2)), List.of(x, w)).add(0.5);
    System.out.println(y); // 3.5 7.5 -0.5 0.5 0.5 3.5
    System.out.println(y.sum().gradients().of(w)); // 7 8 7 6

    var folder = ImageFolder.of(path);
    var images = folder.images(16, 16).standardised();
    var fold = images.holdOut(0.2, 42);
    var model = Model.of(new VggSmall(8, 3)).seed(42).input(16, 16, 3);
    var trainer = Trainer.of(model, new CrossEntropy(), new Adam(0.003)).batch(16).epochs(25);
    var changes = Augmentation.of(new Flip(), new Crop(2));
    trainer.metric(new Accuracy()).fit(changes.on(fold.train(), images.scaling()));
    System.out.println(trainer.evaluate(fold.test()));

    var saved = SavedModel.of(model, fold.preprocessing(), Provenance.ofThisLibrary(42));
    var file = folder.files().getFirst();
    System.out.println(saved.predict(ImageFile.raw(file, images.scaling()))); // circle
    // shown end
    assertThat(y.values()).containsExactly(3.5f, 7.5f, -0.5f, 0.5f, 0.5f, 3.5f);
    assertThat(y.sum().gradients().of(w).values()).containsExactly(7, 8, 7, 6);
    assertThat(trainer.evaluate(fold.test()).get("accuracy")).isGreaterThan(0.9);
    assertThat(saved.predict(ImageFile.raw(file, images.scaling())).className())
        .isEqualTo("circle");
  }

  @Test
  void thePageShowsThisExample() throws IOException {
    assertThat(Snippets.shown("docs/images.md")).isEqualTo(Snippets.run(ImagesTest.class));
  }

  /// Forty drawings of each shape, at random places and in random sizes and colours.
  private static void draw(Path folder) throws IOException {
    Random random = new Random(3);
    for (String shape : List.of("circle", "square", "triangle")) {
      Files.createDirectories(folder.resolve(shape));
      for (int i = 0; i < 40; i++) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(130 + random.nextInt(120), 130 + random.nextInt(120), 200));
        int size = 7 + random.nextInt(6);
        int left = random.nextInt(SIDE - size);
        int top = random.nextInt(SIDE - size);
        switch (shape) {
          case "circle" -> pen.fillOval(left, top, size, size);
          case "square" -> pen.fillRect(left, top, size, size);
          default ->
              pen.fillPolygon(
                  new Polygon(
                      new int[] {left + size / 2, left + size, left},
                      new int[] {top, top + size, top + size},
                      3));
        }
        pen.dispose();
        ImageIO.write(
            image, "png", folder.resolve(shape).resolve("%02d.png".formatted(i)).toFile());
      }
    }
  }
}
