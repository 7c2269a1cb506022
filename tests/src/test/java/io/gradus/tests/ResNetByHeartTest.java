package io.gradus.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Model;
import io.gradus.nn.networks.ResNet;
import io.gradus.optim.Adam;
import io.gradus.optim.CosineDecay;
import io.gradus.train.Accuracy;
import io.gradus.train.Dataset;
import io.gradus.train.Target;
import io.gradus.train.Trainer;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// ResNet-18 learns 64 random images with random labels by heart, in a narrow version every time.
class ResNetByHeartTest {
  private static final int IMAGES = 64;
  private static final int CLASSES = 10;
  private static final int BATCH = 16;
  private static final int EPOCHS = 20;

  private static Dataset images(int size) {
    SplittableRandom random = new SplittableRandom(5);
    float[] pixels = new float[IMAGES * size * size * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    int[] labels = IntStream.generate(() -> random.nextInt(CLASSES)).limit(IMAGES).toArray();
    int[] shape = {size, size, 3};
    return Dataset.of(shape, pixels, labels, Target.Classes.numbered(CLASSES));
  }

  private static void learnsByHeart(ResNet network, int size) {
    Dataset data = images(size);
    Model model = Model.of(network).seed(1).input(size, size, 3);
    // The weights come to rest, so that the running statistics become theirs.
    Adam adam = new Adam(new CosineDecay(0.003, EPOCHS * IMAGES / BATCH));
    Trainer trainer = Trainer.of(model, new CrossEntropy(), adam).metric(new Accuracy());
    trainer.batch(BATCH).epochs(EPOCHS).fit(data);
    assertThat(trainer.evaluate(data)).containsEntry("accuracy", 1.0);
  }

  @Test
  void aNarrowOneOnSmallImages() {
    learnsByHeart(ResNet.of18(CLASSES).forSmallImages().width(8), 12);
  }

  @Test
  @Tag("long")
  void theWholeNetwork() {
    learnsByHeart(ResNet.of18(CLASSES).forSmallImages(), 32);
  }
}
