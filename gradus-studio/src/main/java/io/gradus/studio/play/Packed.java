package io.gradus.studio.play;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/// Arrays as text for the page.
final class Packed {
  /// What stands for NaN in maps of signed bytes.
  static final byte NOT_A_NUMBER = -128;

  private Packed() {}

  /// Little-endian float32 in base64.
  static String floats(float... numbers) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : numbers) {
      buffer.putFloat(number);
    }
    return bytes(buffer.array());
  }

  static String bytes(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /// `-limit .. limit` on `-127 .. 127`; NaN is -128.
  static byte scaled(float number, float limit) {
    if (Float.isNaN(number)) {
      return NOT_A_NUMBER;
    }
    return limit > 0 ? (byte) Math.round(127 * Math.clamp(number / limit, -1f, 1f)) : 0;
  }
}
