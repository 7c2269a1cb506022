package io.gradus.data;

import io.gradus.train.Batch;
import io.gradus.train.Column;
import io.gradus.train.DataException;
import io.gradus.train.Dataset;
import io.gradus.train.Preprocessing;
import io.gradus.train.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Grey images with a class each, as two IDX arrays hold them; pixels 0..255 become 0..1.
///
/// The pixels stay bytes in memory and are scaled when they are copied into a batch. A sample has
/// the shape `[height, width, 1]`.
public final class Images implements Dataset {
  private static final double WHITE = 255;

  private final Idx pixels;
  private final int[] shape;
  private final int width;
  private final int[] labels;
  private final Target.Classes target;

  /// The float for each value of a pixel.
  private final float[] scaled = new float[256];

  private Images(Idx pixels, int[] shape, int[] labels, Target.Classes target) {
    this.pixels = pixels;
    this.shape = shape;
    this.labels = labels;
    this.target = target;
    width = Math.multiplyExact(shape[0], shape[1]);
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (i / WHITE);
    }
  }

  /// Images and labels from two files, packed or not.
  ///
  /// @throws IOException if a file cannot be read
  /// @throws DataException if a file is broken, or they do not fit each other
  public static Images read(Path images, Path labels, List<String> classNames) throws IOException {
    return of(Idx.read(images), Idx.read(labels), classNames);
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
    return new Images(images, new int[] {axes[1], axes[2], 1}, classes, target);
  }

  /// What a saved model needs to take raw pixels 0..255.
  public Preprocessing preprocessing() {
    var inputs = new ArrayList<Column>();
    for (int i = 0; i < width; i++) {
      inputs.add(new Column.Numeric("pixel" + i, Double.NaN, 0, WHITE));
    }
    var classes = new Column.Categorical("class", target.names());
    return new Preprocessing(inputs, List.of(classes)).reshaped(shape);
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int[] inputShape() {
    return shape.clone();
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public void copy(int index, Batch batch, int row) {
    Objects.checkIndex(index, labels.length);
    Objects.checkIndex(row, batch.capacity());
    int from = index * width;
    int to = row * width;
    for (int i = 0; i < width; i++) {
      batch.inputs[to + i] = scaled[pixels.unsignedByte(from + i)];
    }
    batch.labels[row] = labels[index];
  }

  @Override
  public String toString() {
    return labels.length
        + " images of shape "
        + Arrays.toString(shape)
        + ", "
        + target.names().size()
        + " classes: "
        + String.join(", ", target.names());
  }
}
