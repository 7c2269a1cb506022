package io.gradus.cli;

import java.util.Locale;

/// The networks by the names that a user types.
enum NetworkName {
  MLP,
  GPT,
  LSTM;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
