package io.gradus.data;

import io.gradus.train.Batch;
import io.gradus.train.Column;
import io.gradus.train.DataException;
import io.gradus.train.Dataset;
import io.gradus.train.DerivedDataset;
import io.gradus.train.Target;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// Images that an [Augmentation] changes in each epoch; as they are where no epoch is told.
///
/// @param scaling how the numbers were made from pixels
/// @param epoch from 1; 0 for the images as they are
record Augmented(
    Dataset base, Augmentation augmentation, Column.Image scaling, long seed, int epoch)
    implements DerivedDataset {
  static Augmented of(Dataset base, Augmentation augmentation, Column.Image scaling) {
    if (base instanceof Augmented) {
      throw new DataException("the images are augmented already: give one pipeline all steps");
    }
    if (!Arrays.equals(base.inputShape(), scaling.shape()) || base.inputs().size() != 1) {
      throw noImages(Arrays.toString(scaling.shape()), base.inputShape());
    }
    boolean oneClass =
        base.target() instanceof Target.Classes classes
            && classes.each().rank() == 0
            && classes.ignored() == null;
    if (augmentation.mixes() && !oneClass) {
      throw new DataException(
          "Mixup mixes classes, one for each sample; this data asks for " + base.target());
    }
    return new Augmented(base, augmentation, scaling, 0, 0);
  }

  static DataException noImages(String expected, int[] shape) {
    return new DataException(
        "augmentation takes images of shape "
            + expected
            + ", got samples of shape "
            + Arrays.toString(shape));
  }

  @Override
  public Dataset epoch(long runSeed, int number) {
    return new Augmented(base.epoch(runSeed, number), augmentation, scaling, runSeed, number);
  }

  @Override
  public void copy(int index, Batch batch, int row) {
    base.copy(index, batch, row);
    boolean mixes = augmentation.mixes();
    if (mixes) {
      one(batch, row, batch.labels[row], 1);
    }
    if (epoch == 0) {
      return;
    }
    Picture picture = picture(batch, row);
    pixels(picture);
    augmentation.change(picture, seed, epoch, index);
    if (mixes) {
      mix(picture, index, batch, row);
    }
    numbers(picture);
  }

  private void mix(Picture picture, int index, Batch batch, int row) {
    Mixup.Drawn drawn = augmentation.mixed(seed, epoch, index, base.size());
    Batch other = Batch.of(base, 1);
    base.copy(drawn.partner(), other, 0);
    Picture partner = picture(other, 0);
    pixels(partner);
    augmentation.change(partner, seed, epoch, drawn.partner());
    double kept = drawn.kept();
    float[] numbers = picture.numbers();
    for (int i = 0; i < picture.size(); i++) {
      int at = picture.offset() + i;
      numbers[at] = (float) (kept * numbers[at] + (1 - kept) * partner.numbers()[i]);
    }
    int first = batch.labels[row];
    int second = other.labels[0];
    one(batch, row, first, (float) kept);
    batch.probabilities[row * target().width() + second] += (float) (1 - kept);
    batch.labels[row] = kept >= 0.5 ? first : second;
  }

  private void one(Batch batch, int row, int label, float share) {
    int classes = target().width();
    Arrays.fill(batch.probabilities, row * classes, (row + 1) * classes, 0);
    batch.probabilities[row * classes + label] = share;
  }

  private Picture picture(Batch batch, int row) {
    return new Picture(
        batch.inputs, row * scaling.width(), scaling.rows(), scaling.columns(), scaling.channels());
  }

  private boolean scaled() {
    return scaling.mean().stream().anyMatch(it -> it != 0)
        || scaling.deviation().stream().anyMatch(it -> it != 1);
  }

  private void pixels(Picture picture) {
    if (scaled()) {
      each(picture, (number, mean, deviation) -> number * deviation + mean);
    }
  }

  private void numbers(Picture picture) {
    if (scaled()) {
      each(picture, (number, mean, deviation) -> (number - mean) / deviation);
    }
  }

  private interface Formula {
    double of(double number, double mean, double deviation);
  }

  private void each(Picture picture, Formula formula) {
    int channels = scaling.channels();
    for (int c = 0; c < channels; c++) {
      double mean = scaling.mean().get(c);
      double deviation = scaling.deviation().get(c);
      for (int i = picture.offset() + c; i < picture.offset() + picture.size(); i += channels) {
        picture.numbers()[i] = (float) formula.of(picture.numbers()[i], mean, deviation);
      }
    }
  }

  @Override
  public boolean mixed() {
    return augmentation.mixes();
  }

  @Override
  public boolean prefetched() {
    return true;
  }

  @Override
  public int[] labels() {
    return base.labels();
  }

  /// Inside, so that images are mixed with none that was left out.
  @Override
  public Dataset subset(int[] indices) {
    return new Augmented(base.subset(indices), augmentation, scaling, seed, epoch);
  }

  @Override
  public Dataset weighted(float... weights) {
    return new Augmented(base.weighted(weights), augmentation, scaling, seed, epoch);
  }

  /// That of the images as they are and of the steps, because a run goes on only with the same
  /// ones.
  @Override
  public String contentHash() {
    String text = base.contentHash() + augmentation;
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return base + ", augmented by " + augmentation.steps();
  }
}
