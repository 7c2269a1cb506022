package io.gradus.train;

import io.gradus.nn.Input;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// SHA-256 over a data set.
///
/// The bytes hashed, all integers 4 bytes with the highest first: the text `gradus-data-1`; the
/// number of axes and each axis of the input; `0` and the class names, or `1`, the axes and the
/// names of the target numbers (each list by its length, each text by its UTF-8 length); the number
/// of samples; then per sample the raw bits of its input and of its label or numbers.
///
/// Data of several inputs, of indices, with weights, with several labels per sample or with labels
/// that do not count begins with `gradus-data-2`; the number of inputs, and for each its name, `0`
/// for numbers or `1` for indices, and its axes; `1` if samples have weights, else `0`; for classes
/// the axes of a sample's labels; then goes on as above, the weight last.
final class ContentHash {
  private final MessageDigest digest = sha256();

  private ContentHash() {}

  static String of(Dataset data) {
    var hash = new ContentHash();
    if (plain(data)) {
      hash.text("gradus-data-1");
      hash.integers(data.inputShape());
    } else {
      hash.text("gradus-data-2");
      hash.more(data);
    }
    hash.header(data.target());
    hash.samples(data);
    return HexFormat.of().formatHex(hash.digest.digest());
  }

  private static boolean plain(Dataset data) {
    Input only = Input.numbers(Input.ONLY, data.inputShape());
    return data.inputs().equals(List.of(only))
        && !data.weighted()
        && (!(data.target() instanceof Target.Classes classes)
            || classes.equals(new Target.Classes(classes.names())));
  }

  private void more(Dataset data) {
    integer(data.inputs().size());
    for (Input input : data.inputs()) {
      text(input.name());
      integer(input.isIndices() ? 1 : 0);
      integers(input.sample().lengths());
    }
    integer(data.weighted() ? 1 : 0);
    if (data.target() instanceof Target.Classes classes) {
      integers(classes.each().lengths());
    }
  }

  private void header(Target target) {
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
    var bytes = ByteBuffer.allocate(4 * numbers(one));
    for (int i = 0; i < data.size(); i++) {
      data.copy(i, one, 0);
      bytes.clear();
      for (int input = 0; input < one.widths.length; input++) {
        put(bytes, one.numbersAt[input]);
        put(bytes, one.indicesAt[input]);
      }
      put(bytes, one.labels);
      put(bytes, one.values);
      put(bytes, one.weights);
      digest.update(bytes.flip());
    }
  }

  private static int numbers(Batch one) {
    int inputs = Arrays.stream(one.widths).reduce(0, Math::addExact);
    return inputs + one.labels.length + one.values.length + one.weights.length;
  }

  private static void put(ByteBuffer bytes, float[] numbers) {
    for (float number : numbers) {
      bytes.putInt(Float.floatToRawIntBits(number));
    }
  }

  private static void put(ByteBuffer bytes, int[] numbers) {
    for (int number : numbers) {
      bytes.putInt(number);
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
