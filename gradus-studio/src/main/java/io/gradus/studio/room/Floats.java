package io.gradus.studio.room;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/// Arrays as the page takes them: little-endian float32 in base64, for drawing only.
public final class Floats {
  private Floats() {}

  /// The array, each number rounded to float.
  public static String base64(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return base64(floats);
  }

  /// The array as text.
  public static String base64(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
