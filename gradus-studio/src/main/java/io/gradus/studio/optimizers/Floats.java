package io.gradus.studio.optimizers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/// Arrays as the page takes them: little-endian float32 in base64, for drawing only.
final class Floats {
  private Floats() {}

  static String base64(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
