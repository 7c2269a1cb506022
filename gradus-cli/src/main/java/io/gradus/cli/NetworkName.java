package io.gradus.cli;

import java.util.Locale;

/// The networks by the names that a user types.
enum NetworkName {
  MLP,
  GPT,
  LSTM,
  LENET5,
  VGG_SMALL,
  RESNET18,
  MOBILENETV2,
  VIT;

  /// Whether it takes images.
  boolean takesImages() {
    return ordinal() >= LENET5.ordinal();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
