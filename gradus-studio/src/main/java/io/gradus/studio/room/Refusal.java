package io.gradus.studio.room;

/// A request that is not answered, with what the user can do about it.
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Refusal(String message) {
    super(message, null, false, false);
  }

  /// "there is no action "explode"; ...": what a room answers to an action that it does not have.
  public static Refusal unknownAction(String action) {
    return new Refusal("this room has no action \"" + Arguments.shortened(action) + "\"");
  }

  /// The message; never null.
  public String reason() {
    return String.valueOf(getMessage());
  }
}
