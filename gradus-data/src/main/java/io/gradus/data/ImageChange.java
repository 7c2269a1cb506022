package io.gradus.data;

/// A random change of one image; any class may be one.
///
/// A record with settings is best: its text is part of what a checkpoint compares.
public non-sealed interface ImageChange extends Augmentation.Step {
  /// Changes the numbers of an image in place.
  ///
  /// Whatever is random comes from `draws`, so that the same sample changes the same way whenever
  /// an epoch is repeated. It is called from several threads at once.
  void apply(Picture picture, Draws draws);
}
