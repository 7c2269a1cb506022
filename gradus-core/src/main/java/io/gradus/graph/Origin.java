package io.gradus.graph;

/// Where new nodes belong: the path of the layer being applied, and whether they are part of a
/// backward pass.
///
/// A backward pass is recorded, never computed on the spot, so that it can be simplified as a whole
/// first.
public record Origin(String path, boolean backward) {
  /// The forward pass outside any layer.
  public static final Origin NONE = new Origin("", false);

  /// The more specific of two origins: backward wins, then the longer path.
  public Origin merged(Origin other) {
    if (backward != other.backward) {
      return backward ? this : other;
    }
    return other.path.length() > path.length() ? other : this;
  }
}
