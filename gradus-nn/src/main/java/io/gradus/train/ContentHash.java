package io.gradus.train;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// SHA-256 over a data set.
///
/// The bytes hashed, all integers 4 bytes with the highest first: the text `gradus-data-1`; the
/// number of axes and each axis of the input; `0` and the class names, or `1`, the axes and the
/// names of the target numbers (each list by its length, each text by its UTF-8 length); the number
/// of samples; then per sample the raw bits of its input and of its label or numbers.
final class ContentHash {
  private final MessageDigest digest = sha256();

  private ContentHash() {}

  static String of(Dataset data) {
    var hash = new ContentHash();
    hash.text("gradus-data-1");
    hash.header(data.inputShape(), data.target());
    hash.samples(data);
    return HexFormat.of().formatHex(hash.digest.digest());
  }

  private void header(int[] inputShape, Target target) {
    integers(inputShape);
    switch (target) {
      case Target.Classes classes -> {
        integer(0);
        texts(classes.names());
      }
      case Target.Values values -> {
        integer(1);
        integers(values.shape());
        texts(values.names());
      }
    }
  }

  private void samples(Dataset data) {
    integer(data.size());
    var one = Batch.of(data, 1);
    var bytes =
        ByteBuffer.allocate(4 * (one.inputs.length + one.labels.length + one.values.length));
    for (int i = 0; i < data.size(); i++) {
      data.copy(i, one, 0);
      bytes.clear();
      for (float input : one.inputs) {
        bytes.putInt(Float.floatToRawIntBits(input));
      }
      for (int label : one.labels) {
        bytes.putInt(label);
      }
      for (float value : one.values) {
        bytes.putInt(Float.floatToRawIntBits(value));
      }
      digest.update(bytes.flip());
    }
  }

  private void integers(int[] numbers) {
    integer(numbers.length);
    for (int number : numbers) {
      integer(number);
    }
  }

  private void texts(List<String> texts) {
    integer(texts.size());
    texts.forEach(this::text);
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    integer(bytes.length);
    digest.update(bytes);
  }

  private void integer(int number) {
    digest.update(ByteBuffer.allocate(4).putInt(number).flip());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
