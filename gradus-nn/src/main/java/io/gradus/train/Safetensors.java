package io.gradus.train;

import io.gradus.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/// Named arrays and string metadata in one safetensors file.
///
/// A file is 8 bytes with the header's length (little-endian), the header in JSON, padded with
/// spaces so that the data begins at a multiple of 8, and the data. Written: `F32`, `F64`, `I32`,
/// `I64`; read also: `F16` and `BF16`, widened exactly to floats. The same content always gives the
/// same bytes: arrays lie by falling width of their numbers, then by name; metadata by name.
///
/// The format has no checksum, so files written here carry one in their metadata,
/// `gradus.checksum`: the CRC-32 of the header without it and of each array's CRC-32. It is checked
/// when read, and not part of [#metadata]; files of other programs need none.
///
/// Source: the format's description, <https://github.com/huggingface/safetensors>.
///
/// @param metadata any strings
/// @param arrays by name, unmodifiable; as read, in the order of the file
public record Safetensors(Map<String, String> metadata, Map<String, StoredArray> arrays) {
  /// The longest header allowed, in bytes.
  public static final int MAX_HEADER = 100_000_000;

  static final String CHECKSUM = "gradus.checksum";
  private static final int BUFFER = 1 << 16;

  /// Keeps copies of the maps, in their order; the arrays are not copied.
  ///
  /// @throws IllegalArgumentException if a name is one that the format keeps for itself
  public Safetensors {
    if (arrays.containsKey(SafetensorsHeader.METADATA) || metadata.containsKey(CHECKSUM)) {
      throw new IllegalArgumentException(
          "an array cannot be named "
              + SafetensorsHeader.METADATA
              + ", nor metadata "
              + CHECKSUM
              + ": choose another name");
    }
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
  }

  // ---- reading ----------------------------------------------------------------------------------

  /// Reads a whole file.
  ///
  /// @throws SafetensorsException if it is no whole, consistent file of this format
  /// @throws IOException if it cannot be opened or read
  public static Safetensors read(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new SafetensorsException(
          path.toString(),
          FileFormatException.WHOLE,
          "this is a directory, not a file",
          "give the path of a file in it");
    }
    try (FileChannel channel = FileChannel.open(path)) {
      return read(path.toString(), channel, channel.size());
    }
  }

  /// Reads the content of a file; errors name `source`.
  public static Safetensors read(String source, byte[] bytes) {
    try {
      ReadableByteChannel channel = Channels.newChannel(new ByteArrayInputStream(bytes));
      return read(source, channel, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Safetensors read(String source, ReadableByteChannel channel, long size)
      throws IOException {
    Input in = new Input(source, channel);
    if (size < 8) {
      throw new SafetensorsException(
          source, 0, "the file has " + size + " bytes, but its header's length alone takes 8");
    }
    long length = in.next(8).getLong();
    if (length < 0 || length > MAX_HEADER || length > size - 8) {
      throw new SafetensorsException(
          source,
          0,
          "this is no safetensors file, or one that was cut off: the header's length, "
              + Long.toUnsignedString(length)
              + " bytes, is more than the "
              + Math.min(size - 8, MAX_HEADER)
              + " that can be");
    }
    byte[] bytes = in.bytes((int) length);
    SafetensorsHeader header = SafetensorsHeader.parse(source, bytes, size - 8 - length);
    Map<String, StoredArray> arrays = new LinkedHashMap<>();
    for (SafetensorsHeader.Entry entry : header.entries()) {
      arrays.put(entry.name(), array(in, entry));
    }
    Map<String, String> metadata = new LinkedHashMap<>(header.metadata());
    String checksum = metadata.remove(CHECKSUM);
    Safetensors result = new Safetensors(metadata, arrays);
    if (checksum != null && !checksum.equals(result.checksum())) {
      throw new SafetensorsException(
          source,
          FileFormatException.WHOLE,
          "the content does not fit its checksum: some bytes have changed since it was saved",
          "copy the file again; if it was changed on purpose, remove "
              + CHECKSUM
              + " from its metadata");
    }
    return result;
  }

  private static StoredArray array(Input in, SafetensorsHeader.Entry entry) throws IOException {
    Shape shape = entry.shape();
    int size = shape.size();
    switch (entry.type()) {
      case "F64" -> {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
          values[i] = Double.longBitsToDouble(in.next(8).getLong());
        }
        return new StoredArray.Doubles(shape, values);
      }
      case "I64" -> {
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
          values[i] = in.next(8).getLong();
        }
        return new StoredArray.Longs(shape, values);
      }
      case "I32" -> {
        int[] values = new int[size];
        for (int i = 0; i < size; i++) {
          values[i] = in.next(4).getInt();
        }
        return new StoredArray.Ints(shape, values);
      }
      default -> {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
          values[i] = real(in, entry.type());
        }
        return new StoredArray.Floats(shape, values);
      }
    }
  }

  private static float real(Input in, String type) throws IOException {
    return switch (type) {
      case "F16" -> Float.float16ToFloat(in.next(2).getShort());
      case "BF16" -> Float.intBitsToFloat(in.next(2).getShort() << 16);
      default -> Float.intBitsToFloat(in.next(4).getInt());
    };
  }

  /// The bytes of a file, in turn.
  private static final class Input {
    private final String source;
    private final ReadableByteChannel channel;
    private final ByteBuffer buffer =
        ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN).flip();
    private long position;

    Input(String source, ReadableByteChannel channel) {
      this.source = source;
      this.channel = channel;
    }

    /// The buffer, with at least so many bytes to take.
    ByteBuffer next(int bytes) throws IOException {
      if (buffer.remaining() < bytes) {
        buffer.compact();
        while (buffer.position() < bytes) {
          if (channel.read(buffer) < 0) {
            throw new SafetensorsException(
                source, position + buffer.position(), "the file ended while it was read");
          }
        }
        buffer.flip();
      }
      position += bytes;
      return buffer;
    }

    byte[] bytes(int length) throws IOException {
      byte[] result = new byte[length];
      for (int done = 0; done < length; ) {
        int count = Math.min(length - done, BUFFER);
        next(count).get(result, done, count);
        done += count;
      }
      return result;
    }
  }

  // ---- writing ----------------------------------------------------------------------------------

  /// Writes a file, whole or not at all; see [AtomicFiles].
  public void write(Path path) throws IOException {
    AtomicFiles.write(path, this::writeTo);
  }

  /// The bytes of the file.
  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writeTo(Channels.newChannel(out));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private void writeTo(WritableByteChannel channel) throws IOException {
    Map<String, String> checked = new LinkedHashMap<>(metadata);
    checked.put(CHECKSUM, checksum());
    List<Map.Entry<String, StoredArray>> sorted = sorted();
    byte[] header = SafetensorsHeader.format(checked, sorted).getBytes(StandardCharsets.UTF_8);
    int padded = (header.length + 7) / 8 * 8;
    if (padded > MAX_HEADER) {
      throw new IllegalArgumentException(
          "the header would have " + padded + " bytes, but the format allows " + MAX_HEADER);
    }
    ByteBuffer start = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(padded).put(header);
    while (start.hasRemaining()) {
      start.put((byte) ' ');
    }
    drain(start.flip(), channel::write);
    for (Map.Entry<String, StoredArray> named : sorted) {
      encode(named.getValue(), channel::write);
    }
  }

  /// Takes some bytes of a buffer.
  private interface Sink {
    int take(ByteBuffer bytes) throws IOException;
  }

  private static void encode(StoredArray array, Sink sink) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    int size = array.shape().size();
    for (int i = 0; i < size; i++) {
      array.put(buffer, i);
      if (!buffer.hasRemaining()) {
        drain(buffer.flip(), sink);
        buffer.clear();
      }
    }
    drain(buffer.flip(), sink);
  }

  private static void drain(ByteBuffer buffer, Sink sink) throws IOException {
    while (buffer.hasRemaining()) {
      sink.take(buffer);
    }
  }

  private List<Map.Entry<String, StoredArray>> sorted() {
    List<Map.Entry<String, StoredArray>> sorted = new ArrayList<>(arrays.entrySet());
    sorted.sort(
        Comparator.comparing((Map.Entry<String, StoredArray> e) -> -e.getValue().width())
            .thenComparing(Map.Entry::getKey));
    return sorted;
  }

  private String checksum() {
    List<Map.Entry<String, StoredArray>> sorted = sorted();
    CRC32 whole = new CRC32();
    whole.update(SafetensorsHeader.format(metadata, sorted).getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, StoredArray> named : sorted) {
      CRC32 one = new CRC32();
      try {
        encode(
            named.getValue(),
            bytes -> {
              int count = bytes.remaining();
              one.update(bytes);
              return count;
            });
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      whole.update(ByteBuffer.allocate(4).putInt((int) one.getValue()).flip());
    }
    return String.format("crc32:%08x", whole.getValue());
  }
}
