package io.gradus.data;

import io.gradus.kernel.RandomKey;
import io.gradus.train.Column;
import io.gradus.train.DataException;
import io.gradus.train.Dataset;
import java.util.Arrays;
import java.util.List;

/// Random changes of images, one after the other, that leave their classes as they are.
///
/// They are made while a network is trained, anew for each epoch, and never when it is measured.
/// What is drawn is a pure function of seed, epoch and sample, so threads, batches and an
/// interruption change no bit. A step that comes twice draws on its own each time.
///
/// @param steps in their order; [Mixup] comes after all others, wherever it stands
public record Augmentation(List<Step> steps) {
  /// One change: an [ImageChange] of a single image, or [Mixup] of two.
  public sealed interface Step permits ImageChange, Mixup {}

  /// Keeps a copy of the list.
  ///
  /// @throws DataException if there is no step, or images are mixed twice
  public Augmentation {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || steps.stream().filter(Mixup.class::isInstance).count() > 1) {
      throw new DataException(
          "an augmentation has at least one step and at most one Mixup, got " + steps);
    }
  }

  /// These steps, one after the other.
  public static Augmentation of(Step... steps) {
    return new Augmentation(Arrays.asList(steps));
  }

  /// Images `[height, width, channels]`, numbers from 0 (black) to 1, changed while a network is
  /// trained on them.
  ///
  /// @throws DataException if the samples are no images, or images are mixed and have no class
  public Dataset on(Dataset images) {
    int[] shape = images.inputShape();
    if (shape.length != 3) {
      throw Augmented.noImages("[height, width, channels]", shape);
    }
    return on(images, Column.Image.unscaled("image", shape[0], shape[1], shape[2]));
  }

  /// The same for images whose numbers were made from pixels by `scaling`: they are changed as
  /// pixels, so that 0 is black to every step.
  ///
  /// @throws DataException if the samples are no such images, or images are mixed and have no class
  public Dataset on(Dataset images, Column.Image scaling) {
    return Augmented.of(images, this, scaling);
  }

  boolean mixes() {
    return steps.stream().anyMatch(Mixup.class::isInstance);
  }

  /// Changes one image in place.
  void change(Picture picture, long seed, int epoch, int sample) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof ImageChange change) {
        change.apply(picture, draws(i, seed, epoch, sample));
      }
    }
  }

  /// How much of a sample stays, and of which of `size` others the rest is.
  Mixup.Drawn mixed(long seed, int epoch, int sample, int size) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Mixup mixup) {
        return mixup.drawn(draws(i, seed, epoch, sample), size);
      }
    }
    return Mixup.Drawn.NOTHING;
  }

  private Draws draws(int step, long seed, int epoch, int sample) {
    String name = steps.get(step).getClass().getSimpleName();
    return new Draws(RandomKey.of(seed, "augmentation." + name, step), epoch, sample);
  }
}
