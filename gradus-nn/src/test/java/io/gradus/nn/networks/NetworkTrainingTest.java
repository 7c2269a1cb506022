package io.gradus.nn.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.nn.BinaryCrossEntropy;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Layer;
import io.gradus.nn.Loss;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.nn.Targets;
import io.gradus.op.Tanh;
import io.gradus.optim.Adam;
import io.gradus.optim.Sgd;
import io.gradus.train.Dataset;
import io.gradus.train.Epoch;
import io.gradus.train.Target;
import io.gradus.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Small networks of each kind learn.
class NetworkTrainingTest {
  private static float[] uniform(int count) {
    SplittableRandom random = new SplittableRandom(5);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextFloat();
    }
    return numbers;
  }

  /// Random images, the labels 0, 1, .. in turn.
  private static Dataset images(int count, int classes, int... shape) {
    int[] labels = IntStream.range(0, count).map(i -> i % classes).toArray();
    float[] pixels = uniform(count * Shape.of(shape).size());
    return Dataset.of(shape, pixels, labels, Target.Classes.numbered(classes));
  }

  /// The losses before and after one step on all samples.
  private static void oneStepHelps(Model model, Loss loss, Dataset data) {
    Trainer trainer = Trainer.of(model, loss, new Sgd(1e-4)).batch(data.size()).epochs(2);
    List<Epoch> history = trainer.fit(data);
    assertThat(history.get(1).loss()).isLessThan(history.get(0).loss());
  }

  private static void oneStepHelps(Layer network, int... shape) {
    Model model = Model.of(network).seed(3).input(shape);
    assertThat(model.output()).isEqualTo(Shape.of(3));
    oneStepHelps(model, new CrossEntropy(), images(4, 3, shape));
  }

  @Test
  void oneStepOfAClassifierLowersItsLoss() {
    oneStepHelps(new LeNet5(3), 28, 28, 1);
    oneStepHelps(new LeNet5(3, 1, new Tanh(), 3), 8, 8, 1);
    oneStepHelps(new VggSmall(4, 3), 8, 8, 3);
    oneStepHelps(ResNet.of18(3).width(4), 32, 32, 3);
    oneStepHelps(new ResNet(List.of(1, 2), true, 2, true, 3), 8, 8, 3);
    var stages = List.of(new MobileNetV2.Stage(1, 4, 1, 1), new MobileNetV2.Stage(3, 6, 2, 2));
    oneStepHelps(new MobileNetV2(stages, 4, 16, 0, 3), 16, 16, 3);
  }

  @Test
  void oneStepOfASegmentationLowersItsLoss() {
    Model model = Model.of(new UNet(2, 2, 3)).seed(3).input(8, 12, 1);
    assertThat(model.output()).isEqualTo(Shape.of(8, 12, 3));
    float[] pixels = uniform(2 * 96);
    int[] labels = new int[pixels.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) (3 * pixels[i]);
    }
    Target.Classes each = Target.Classes.numbered(3).each(8, 12);
    oneStepHelps(model, new CrossEntropy(), Dataset.of(new int[] {8, 12, 1}, pixels, labels, each));
  }

  @Test
  void oneStepOfAnAutoencoderLowersItsLoss() {
    Autoencoder network = new Autoencoder(List.of(6), 2);
    Model model = Model.of(network).seed(3).input(3, 3, 1);
    assertThat(model.output()).isEqualTo(Shape.of(3, 3, 1));
    float[] pixels = uniform(4 * 9);
    int[] shape = {3, 3, 1};
    Dataset data = Dataset.of(shape, pixels, pixels, Target.Values.numbered(9));
    oneStepHelps(model, new MeanSquaredError(), data);
    oneStepHelps(model, new BinaryCrossEntropy(), data);
  }

  /// Pictures of 4x4 pixels: one of the rows or of the columns is bright.
  private static float[][] bars() {
    float[][] images = new float[8][16];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        images[i][4 * i + j] = 1;
        images[4 + i][4 * j + i] = 1;
      }
    }
    return images;
  }

  @Test
  void theElboOfAVariationalAutoencoderRises() {
    Vae vae = new Vae(32, 2);
    Model model = Model.of(vae).seed(2).input(16);
    Trainer trainer = Trainer.of(model, vae.loss(), new Adam(0.01)).batch(8).epochs(400);
    List<Epoch> history = trainer.fit(vae.data(bars()));
    double first = history.getFirst().loss();
    double last = history.subList(350, 400).stream().mapToDouble(Epoch::loss).average().orElse(0);
    // 16 pixels that are known half of the time cost 16 ln 2; the bars themselves cost ln 8.
    assertThat(first).isBetween(8.0, 16.0);
    assertThat(last).isBetween(Math.log(8), 0.6 * first);

    Model decoder = Model.of((Layer) (s, z) -> vae.decode(s, z, 16)).input(2);
    for (Param param : decoder.parameters().list()) {
      param.set(Objects.requireNonNull(model.parameters().find(param.path())).values());
    }
    float[] bar = bars()[2];
    float[] known = model.predict(bar);
    float[] logits = Arrays.copyOf(known, 16);
    assertThat(decoder.predict(known[16], known[17])).containsExactly(logits);
  }

  @Test
  void theDivergenceIsThatOfNormalDistributions() {
    float[] y = {0, 0.5f, 2};
    double kl = 0.5 * (Math.exp(2) + 0.25 - 1 - 2);
    Tensor outputs = Tensor.of(Shape.of(1, 3), y);
    Tensor target = Tensor.of(Shape.of(1, 3), 1, 0, 0);
    double image = Math.log(2);
    assertThat(new NegativeElbo(1).of(outputs, Targets.of(target)).item())
        .isCloseTo((float) (image + kl), within(1e-6f));
  }

  @Test
  void aCharacterModelLearnsASentence() {
    String text = "the cat sat on the mat and the rat ran. ";
    List<Integer> alphabet = text.chars().distinct().sorted().boxed().toList();
    int time = 16;
    int[][] windows = new int[text.length()][time];
    int[][] next = new int[text.length()][time];
    for (int i = 0; i < windows.length; i++) {
      for (int t = 0; t < time; t++) {
        windows[i][t] = alphabet.indexOf((int) text.charAt((i + t) % text.length()));
        next[i][t] = alphabet.indexOf((int) text.charAt((i + t + 1) % text.length()));
      }
    }
    Target.Classes target = Target.Classes.numbered(alphabet.size()).each(time);
    CharLstm network = new CharLstm(alphabet.size(), 8, 32, 1);
    Model model = Model.of(network).seed(1).indices(time);
    Trainer trainer = Trainer.of(model, new CrossEntropy(), new Adam(0.02)).batch(8).epochs(15);
    List<Epoch> history = trainer.fit(Dataset.of(windows, next, target));
    assertThat(history.getFirst().loss()).isGreaterThan(2);
    assertThat(history.getLast().loss()).isLessThan(0.5);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> Model.of(new UNet(2, 2, 3)).input(8, 10, 1))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("multiples of 4 pixels");
    assertThatThrownBy(() -> new ResNet(List.of(2, 0), false, 8, true, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2, 0]");
    assertThatThrownBy(() -> Model.of(new CharLstm(5, 2, 3, 1)).input(4))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("indices");
    Model narrow = Model.of(new Vae(4, 2)).input(3);
    assertThatThrownBy(() ->
            new NegativeElbo(4)
                .of(
                    narrow.forward(Tensor.ones(Shape.of(1, 3)), true),
                    Targets.of(Tensor.ones(Shape.of(1, 7)))))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("pixels + 2*4");
  }
}
