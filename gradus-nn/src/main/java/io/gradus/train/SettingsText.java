package io.gradus.train;

import java.util.regex.Pattern;

/// What an object of the user's own says of its settings, the same in every run of a program.
///
/// A record says all of them. What stands for the identity of an object (a lambda, an array, a
/// class without a `toString`) differs from run to run and is left out.
final class SettingsText {
  private static final Pattern IDENTITY = Pattern.compile("(\\$\\$Lambda[^@\\s,]*)?@[0-9a-f]+");

  private SettingsText() {}

  static String of(Object own) {
    return IDENTITY.matcher(own.toString()).replaceAll("");
  }
}
