package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.DenseRun;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A short hash of all weights and biases: it shows whether one of them changed.
final class Fingerprint {
  private Fingerprint() {}

  /// The hash of a network's weights and biases.
  static String of(DenseExample network) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer number = ByteBuffer.allocate(Double.BYTES);
      for (DenseExample.Layer layer : network.layers()) {
        layer.weights().forEach(row -> row.forEach(weight -> add(digest, number, weight)));
        layer.biases().forEach(bias -> add(digest, number, bias));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, ByteBuffer number, double value) {
    digest.update(number.putDouble(0, value).array());
  }

  /// The hash before back-propagation, and that of the arrays that the engine's backward pass read.
  static Map<String, @Nullable Object> unchanged(DenseExample network) {
    String before = of(network);
    String after = of(new DenseRun(network).example());
    return Map.of("before", before, "after", after, "same", before.equals(after));
  }
}
