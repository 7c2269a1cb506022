package io.gradus.data;

import io.gradus.train.Batch;
import io.gradus.train.Column;
import io.gradus.train.DataException;
import io.gradus.train.Dataset;
import io.gradus.train.Preprocessing;
import io.gradus.train.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Images of one size with a class each; pixels 0..255 become 0..1, or are [#standardised].
///
/// The pixels are bytes in memory, or files that are decoded when they are needed, and are scaled
/// when they are copied into a batch. A sample has the shape `[height, width, channels]`.
public final class Images implements Dataset {
  private static final int VALUES = 256;
  private static final double WHITE = 255;
  private static final int MOST_MEASURED = 2_000;

  private final IntFunction<byte[]> pixels;
  private final boolean decoded;
  private final int[] labels;
  private final Column.Image image;
  private final Target.Classes target;

  /// The float for each value of a pixel, for each channel.
  private final float[][] scaled;

  /// @param pixels the bytes of each image, row after row with the channels side by side
  /// @param decoded whether they are in memory
  Images(
      IntFunction<byte[]> pixels,
      boolean decoded,
      int[] labels,
      Column.Image image,
      Target.Classes target) {
    this.pixels = pixels;
    this.decoded = decoded;
    this.labels = labels;
    this.image = image;
    this.target = target;
    scaled = new float[image.channels()][VALUES];
    for (int c = 0; c < scaled.length; c++) {
      for (int i = 0; i < VALUES; i++) {
        scaled[c][i] = image.encode(i, c);
      }
    }
  }

  /// Images and labels from two files, packed or not.
  ///
  /// @throws IOException if a file cannot be read
  /// @throws DataException if a file is broken, or they do not fit each other
  public static Images read(Path images, Path labels, List<String> classNames) throws IOException {
    return of(Idx.read(images), Idx.read(labels), classNames);
  }

  /// The digits of MNIST in a folder with the four published files, packed or not: 60,000 to train
  /// on, or 10,000 to test.
  ///
  /// @throws IOException if a file is missing or cannot be read
  /// @throws DataException if a file is broken
  public static Images mnist(Path folder, boolean training) throws IOException {
    String part = training ? "train" : "t10k";
    return read(
        packedOrNot(folder, part + "-images-idx3-ubyte"),
        packedOrNot(folder, part + "-labels-idx1-ubyte"),
        Target.Classes.numbered(10).names());
  }

  private static Path packedOrNot(Path folder, String name) {
    Path packed = folder.resolve(name + ".gz");
    return Files.exists(packed) ? packed : folder.resolve(name);
  }

  /// Images `[count, height, width]` of unsigned bytes, and labels `[count]`.
  ///
  /// @throws DataException if the arrays have other shapes or types, or a label is out of range
  public static Images of(Idx images, Idx labels, List<String> classNames) {
    int[] axes = images.shape();
    if (images.type() != Idx.Type.UNSIGNED_BYTE || axes.length != 3 || images.size() == 0) {
      throw new DataException(
          "images: expected unsigned bytes of shape [count, height, width], none of them 0, got "
              + images.type()
              + " "
              + Arrays.toString(axes));
    }
    int[] ofLabels = labels.shape();
    if (ofLabels.length != 1 || ofLabels[0] != axes[0]) {
      throw new DataException(
          "labels: expected shape ["
              + axes[0]
              + "] for as many images, got "
              + Arrays.toString(ofLabels));
    }
    var target = new Target.Classes(classNames);
    int[] classes = new int[axes[0]];
    for (int i = 0; i < classes.length; i++) {
      double label = labels.number(i);
      if (label != (int) label) {
        throw new DataException("row " + (i + 1) + ": expected a whole label, got " + label);
      }
      classes[i] = target.checked((int) label, "row " + (i + 1));
    }
    int width = Math.multiplyExact(axes[1], axes[2]);
    var image = Column.Image.unscaled("image", axes[1], axes[2], 1);
    byte[][] held = new byte[classes.length][];
    Arrays.setAll(held, i -> images.bytes(i * width, width));
    return new Images(i -> held[i], true, classes, image, target);
  }

  /// The same images, each channel with mean 0 and deviation 1 over all images.
  public Images standardised() {
    return standardised(IntStream.range(0, size()).toArray());
  }

  /// The same images, `(p / 255 - mean) / deviation` with the mean and the deviation of each
  /// channel over some of them, such as those to train on; of more than 2,000 every n-th is
  /// measured.
  ///
  /// @throws DataException if there are none
  public Images standardised(int[] rows) {
    if (rows.length == 0) {
      throw new DataException("no images to learn the brightness from");
    }
    int channels = image.channels();
    long[] sums = new long[channels];
    long[] squares = new long[channels];
    long count = 0;
    int step = Math.ceilDiv(rows.length, MOST_MEASURED);
    for (int i = 0; i < rows.length; i += step) {
      byte[] own = pixels.apply(rows[i]);
      count += own.length / channels;
      for (int j = 0; j < own.length; j++) {
        int value = own[j] & 0xFF;
        sums[j % channels] += value;
        squares[j % channels] += (long) value * value;
      }
    }
    Double[] mean = new Double[channels];
    Double[] deviation = new Double[channels];
    for (int c = 0; c < channels; c++) {
      double average = (double) sums[c] / count;
      double variance = Math.max(0, (double) squares[c] / count - average * average);
      mean[c] = average / WHITE;
      // Images of one brightness have no deviation to divide by.
      deviation[c] = variance < 1 ? 1 : Math.sqrt(variance) / WHITE;
    }
    var other =
        new Column.Image(
            image.name(), image.rows(), image.columns(), List.of(mean), List.of(deviation));
    return scaled(other);
  }

  /// The same images with the scaling of others, such as those that a network was trained on.
  ///
  /// @throws DataException if it is for images of another shape
  public Images scaled(Column.Image other) {
    if (!Arrays.equals(other.shape(), image.shape())) {
      throw new DataException(
          "the scaling is for images of shape %s, these have %s"
              .formatted(Arrays.toString(other.shape()), Arrays.toString(image.shape())));
    }
    return new Images(pixels, decoded, labels, other, target);
  }

  /// The same images, changed at random by `augmentation` while a network is trained on them.
  public Dataset augmented(Augmentation augmentation) {
    return Augmented.of(this, augmentation, image);
  }

  /// Both sides of a split.
  public Source.Fold fold(Splits.Split split) {
    return new Source.Fold(preprocessing(), subset(split.train()), subset(split.test()));
  }

  /// Holds out a share of the images, of every class its share.
  public Source.Fold holdOut(double testShare, long seed) {
    return fold(Splits.stratified(labels, testShare, seed));
  }

  /// What a saved model needs to take raw pixels 0..255.
  public Preprocessing preprocessing() {
    return new Preprocessing(
        List.of(image),
        List.of(new Column.Categorical("class", target.names())),
        IntStream.of(image.shape()).boxed().toList());
  }

  /// How pixels become numbers.
  public Column.Image scaling() {
    return image;
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int[] inputShape() {
    return image.shape();
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public boolean prefetched() {
    return !decoded;
  }

  @Override
  public int[] labels() {
    return labels.clone();
  }

  @Override
  public void copy(int index, Batch batch, int row) {
    Objects.checkIndex(index, labels.length);
    Objects.checkIndex(row, batch.capacity());
    byte[] own = pixels.apply(index);
    int to = row * own.length;
    int channels = scaled.length;
    for (int i = 0; i < own.length; i += channels) {
      for (int c = 0; c < channels; c++) {
        batch.inputs[to + i + c] = scaled[c][own[i + c] & 0xFF];
      }
    }
    batch.labels[row] = labels[index];
  }

  @Override
  public String toString() {
    return labels.length
        + " images of shape "
        + Arrays.toString(image.shape())
        + ", "
        + target.names().size()
        + " classes: "
        + String.join(", ", target.names());
  }
}
