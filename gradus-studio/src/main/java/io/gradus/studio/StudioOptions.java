package io.gradus.studio;

import java.nio.file.Path;
import java.util.Optional;

/// How a studio is opened.
///
/// @param host the address to listen at; any but a loopback one lets other machines in, which then
///   still need the token
/// @param port 0 for any free one
/// @param model a saved model that the stepper shows first
public record StudioOptions(String host, int port, Optional<Path> model) {
  /// This machine only, any free port, no model.
  public static StudioOptions local() {
    return new StudioOptions("127.0.0.1", 0, Optional.empty());
  }
}
