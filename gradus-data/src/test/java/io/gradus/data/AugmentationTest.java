package io.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.train.Batch;
import io.gradus.train.Column;
import io.gradus.train.DataException;
import io.gradus.train.Dataset;
import io.gradus.train.Target;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static Picture counting(int height, int width, int channels) {
    var picture = new Picture(new float[height * width * channels + 2], 2, height, width, channels);
    for (int i = 0; i < picture.size(); i++) {
      picture.numbers()[2 + i] = (i + 1) / 100f;
    }
    return picture;
  }

  private static Draws draws(int sample) {
    return new Draws(7, 1, sample);
  }

  @Test
  void flipMirrorsEachRow() {
    Picture picture = counting(2, 3, 1);
    new Flip(1).apply(picture, draws(0));
    assertThat(picture.copy().numbers()).containsExactly(.03f, .02f, .01f, .06f, .05f, .04f);
    assertThat(picture.numbers()[0]).isZero();
    new Flip(0).apply(picture, draws(0));
    assertThat(picture.numbers()[2]).isEqualTo(.03f);
  }

  @Test
  void flipTurnsItsShareOfTheImages() {
    int flipped = 0;
    for (int sample = 0; sample < 1000; sample++) {
      Picture picture = counting(1, 2, 1);
      new Flip(0.3).apply(picture, draws(sample));
      flipped += picture.equals(counting(1, 2, 1)) ? 0 : 1;
    }
    assertThat(flipped).isBetween(250, 350);
  }

  @Test
  void cropMovesByEveryStepUpToThePadding() {
    Set<List<Float>> seen = new HashSet<>();
    for (int sample = 0; sample < 200; sample++) {
      Picture picture = counting(1, 1, 1);
      new Crop(1).apply(picture, draws(sample));
      seen.add(List.of(picture.numbers()[2]));
    }
    assertThat(seen).containsExactlyInAnyOrder(List.of(.01f), List.of(0f));
    Set<String> places = new HashSet<>();
    for (int sample = 0; sample < 200; sample++) {
      Picture picture = new Picture(new float[9], 0, 3, 3, 1);
      picture.numbers()[4] = 1;
      new Crop(1).apply(picture, draws(sample));
      places.add(Arrays.toString(picture.numbers()));
    }
    assertThat(places).hasSize(9);
  }

  @Test
  void rotateKeepsTheMiddleAndStaysWithinItsAngle() {
    for (int sample = 0; sample < 50; sample++) {
      Picture picture = new Picture(new float[81], 0, 9, 9, 1);
      picture.numbers()[40] = 1;
      picture.numbers()[44] = 1; // four pixels to the right of the middle
      new Rotate(10).apply(picture, draws(sample));
      assertThat(picture.numbers()[40]).isCloseTo(1, within(1e-6f));
      // 4 sin 10 is 0.69 pixels: what was to the right is no further up or down than one.
      float right =
          picture.numbers()[35]
              + picture.numbers()[44]
              + picture.numbers()[53]
              + picture.numbers()[34]
              + picture.numbers()[43]
              + picture.numbers()[52];
      assertThat(right).isCloseTo(1, within(0.05f));
    }
  }

  @Test
  void rotateTurnsTheOtherWayForTheOtherSign() {
    double up = 0;
    double down = 0;
    for (int sample = 0; sample < 200; sample++) {
      Picture picture = new Picture(new float[81], 0, 9, 9, 1);
      picture.numbers()[44] = 1;
      new Rotate(20).apply(picture, draws(sample));
      up += picture.numbers()[35];
      down += picture.numbers()[53];
    }
    assertThat(up / 200).isCloseTo(down / 200, within(0.08)).isGreaterThan(0.1);
  }

  @Test
  void colourJitterOfNothingChangesNothing() {
    Picture picture = counting(2, 2, 3);
    new ColourJitter(0).apply(picture, draws(0));
    for (int i = 0; i < 12; i++) {
      assertThat(picture.numbers()[2 + i]).isCloseTo((i + 1) / 100f, within(1e-7f));
    }
  }

  @Test
  void brightnessAloneMultipliesAllPixelsByOneFactor() {
    Picture picture = counting(2, 2, 1);
    new ColourJitter(0.5, 0, 0).apply(picture, draws(3));
    float factor = picture.numbers()[2] / .01f;
    assertThat(factor).isBetween(0.5f, 1.5f).isNotEqualTo(1);
    for (int i = 0; i < 4; i++) {
      assertThat(picture.numbers()[2 + i]).isCloseTo(factor * (i + 1) / 100, within(1e-6f));
    }
  }

  @Test
  void contrastKeepsTheMeanAndSaturationKeepsGrey() {
    Picture picture = counting(2, 2, 1);
    new ColourJitter(0, 0.5, 0).apply(picture, draws(4));
    assertThat(picture.numbers()[2] + picture.numbers()[5]).isCloseTo(0.05f, within(1e-6f));
    assertThat(picture.numbers()[2]).isNotEqualTo(0.01f);
    Picture grey = new Picture(new float[] {.4f, .4f, .4f}, 0, 1, 1, 3);
    new ColourJitter(0, 0, 1).apply(grey, draws(4));
    assertThat(grey.numbers()[1]).isCloseTo(.4f, within(1e-6f));
  }

  @Test
  void cutOutBlackensASquareThatMayHangOver() {
    Set<Integer> sizes = new HashSet<>();
    for (int sample = 0; sample < 100; sample++) {
      Picture picture = counting(4, 4, 1);
      new CutOut(3).apply(picture, draws(sample));
      int black = 0;
      for (int i = 0; i < 16; i++) {
        black += picture.numbers()[2 + i] == 0 ? 1 : 0;
      }
      sizes.add(black);
    }
    assertThat(sizes).containsExactlyInAnyOrder(4, 6, 9);
  }

  @Test
  void mixupSharesComeFromBeta() {
    double sum = 0;
    double squares = 0;
    int count = 4000;
    for (int sample = 0; sample < count; sample++) {
      double kept = new Mixup(0.4).drawn(draws(sample), 10).kept();
      assertThat(kept).isBetween(0.0, 1.0);
      sum += kept;
      squares += kept * kept;
    }
    double mean = sum / count;
    // The variance of Beta(a, a) is 1 / (4 (2 a + 1)).
    assertThat(mean).isCloseTo(0.5, within(0.02));
    assertThat(squares / count - mean * mean).isCloseTo(1 / (4 * 1.8), within(0.008));
    assertThat(new Mixup(1e-4).drawn(draws(1), 10).kept()).isBetween(0.0, 1.0);
  }

  private static Dataset data() {
    float[] inputs = new float[6 * 4];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = i / 24f;
    }
    int[] labels = {0, 1, 2, 0, 1, 2};
    return Dataset.of(
        new int[] {2, 2, 1}, inputs, labels, new Target.Classes(List.of("a", "b", "c")));
  }

  private static Batch all(Dataset data) {
    int[] order = {0, 1, 2, 3, 4, 5};
    return Batch.of(data, 6).fill(data, order, 0, data.size());
  }

  @Test
  void outsideOfEpochsNothingChanges() {
    Dataset augmented = Augmentation.of(new Flip(1), new Mixup(0.5)).on(data());
    assertThat(all(augmented).inputs).containsExactly(all(data()).inputs);
    assertThat(all(augmented).probabilities).startsWith(1, 0, 0, 0, 1, 0).hasSize(18);
    assertThat(all(augmented.epoch(1, 1)).inputs).isNotEqualTo(all(data()).inputs);
  }

  @Test
  void changesAreAFunctionOfSeedEpochAndSample() {
    Dataset augmented =
        Augmentation.of(new Crop(1), new ColourJitter(0.5), new Mixup(1)).on(data());
    float[] first = all(augmented.epoch(1, 1)).inputs;
    assertThat(all(augmented.epoch(1, 1)).inputs).containsExactly(first);
    assertThat(all(augmented.epoch(1, 2)).inputs).isNotEqualTo(first);
    assertThat(all(augmented.epoch(2, 1)).inputs).isNotEqualTo(first);
    Dataset now = augmented.epoch(1, 1);
    Batch other = Batch.of(now, 2).fill(now, new int[] {5, 3}, 0, 2);
    assertThat(Arrays.copyOf(other.inputs, 4)).containsExactly(Arrays.copyOfRange(first, 20, 24));
  }

  @Test
  void mixedSharesAddUpAndTheLabelHasTheLargerOne() {
    Batch batch = all(Augmentation.of(new Mixup(1)).on(data()).epoch(4, 1));
    boolean mixed = false;
    for (int row = 0; row < 6; row++) {
      float[] shares = Arrays.copyOfRange(batch.probabilities, 3 * row, 3 * row + 3);
      assertThat(shares[0] + shares[1] + shares[2]).isCloseTo(1, within(1e-6f));
      assertThat(shares[batch.labels[row]]).isGreaterThanOrEqualTo(0.5f);
      mixed |= shares[batch.labels[row]] < 1;
    }
    assertThat(mixed).isTrue();
  }

  @Test
  void aSubsetIsMixedWithItselfOnly() {
    Dataset zeros = Augmentation.of(new Mixup(1)).on(data()).subset(new int[] {0, 3});
    for (int epoch = 1; epoch < 20; epoch++) {
      Dataset now = zeros.epoch(1, epoch);
      Batch batch = Batch.of(now, 2).fill(now, new int[] {0, 1}, 0, 2);
      assertThat(batch.labels).containsExactly(0, 0);
      assertThat(batch.probabilities[0]).isCloseTo(1, within(1e-6f));
    }
  }

  @Test
  void scaledNumbersAreChangedAsPixels() {
    var scaling = new Column.Image("image", 2, 2, List.of(0.25), List.of(0.5));
    float[] scaled = all(data()).inputs.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (scaled[i] - 0.25f) / 0.5f;
    }
    Dataset data =
        Dataset.of(new int[] {2, 2, 1}, scaled, data().labels(), (Target.Classes) data().target());
    var jitter = Augmentation.of(new ColourJitter(0.5), new CutOut(1));
    float[] plain = all(jitter.on(data()).epoch(1, 1)).inputs;
    float[] changed = all(jitter.on(data, scaling).epoch(1, 1)).inputs;
    for (int i = 0; i < plain.length; i++) {
      assertThat(changed[i]).isCloseTo((plain[i] - 0.25f) / 0.5f, within(1e-5f));
    }
  }

  @Test
  void otherStepsAreOtherData() {
    String flipped = Augmentation.of(new Flip()).on(data()).contentHash();
    assertThat(flipped)
        .isNotEqualTo(data().contentHash())
        .isNotEqualTo(Augmentation.of(new Flip(0.4)).on(data()).contentHash())
        .isEqualTo(Augmentation.of(new Flip()).on(data()).contentHash());
  }

  @Test
  void settingsWithoutSenseAreRefused() {
    assertThatThrownBy(() -> new Flip(1.5)).hasMessageContaining("between 0 and 1");
    assertThatThrownBy(() -> new Crop(0)).hasMessageContaining("1 or more");
    assertThatThrownBy(() -> new Rotate(Double.NaN)).hasMessageContaining("degrees");
    assertThatThrownBy(() -> new ColourJitter(-1)).hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> new CutOut(0)).hasMessageContaining("1 or more");
    assertThatThrownBy(() -> new Mixup(0)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> Augmentation.of(new Mixup(1), new Mixup(1)))
        .hasMessageContaining("at most one Mixup");
    Dataset rows = Dataset.of(new float[][] {{1}}, new int[] {0}, List.of("a"));
    assertThatThrownBy(() -> Augmentation.of(new Flip()).on(rows))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("[height, width, channels]");
  }
}
