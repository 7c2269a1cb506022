package io.gradus.data;

import io.gradus.train.AtomicFiles;
import io.gradus.train.DataException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/// An array of numbers in the IDX format, in which the MNIST digits are published.
///
/// The file holds two zero bytes, a byte for the type, a byte for the number of axes, the axes (4
/// bytes each, highest first), then the numbers, highest byte first. Files packed with gzip are
/// known by their first two bytes.
public final class Idx {

  /// What the numbers are.
  public enum Type {
    /// 0 to 255, in 1 byte.
    UNSIGNED_BYTE(0x08, 1),
    /// -128 to 127, in 1 byte.
    BYTE(0x09, 1),
    /// -32,768 to 32,767, in 2 bytes.
    SHORT(0x0B, 2),
    /// 32 bits, in two's complement.
    INT(0x0C, 4),
    /// IEEE 754, 32 bits.
    FLOAT(0x0D, 4),
    /// IEEE 754, 64 bits.
    DOUBLE(0x0E, 8);

    final int code;
    final int bytes;

    Type(int code, int bytes) {
      this.code = code;
      this.bytes = bytes;
    }
  }

  private final Type type;
  private final int[] shape;
  private final ByteBuffer data;

  /// @param data the numbers, kept and not copied
  Idx(Type type, int[] shape, byte[] data) {
    this.type = type;
    this.shape = shape;
    this.data = ByteBuffer.wrap(data);
  }

  /// An array of unsigned bytes; the arrays are copied.
  ///
  /// @throws DataException if the shape does not hold the data
  public static Idx ofUnsignedBytes(int[] shape, byte[] data) {
    long size = 1;
    for (int axis : shape) {
      if (axis < 0) {
        throw new DataException("negative axis in " + Arrays.toString(shape));
      }
      size = Math.min(size * axis, Integer.MAX_VALUE); // an array is shorter, so it cannot fit
    }
    if (shape.length == 0 || shape.length > 255 || size != data.length) {
      throw new DataException(
          "a shape of " + Arrays.toString(shape) + " does not hold " + data.length + " bytes");
    }
    return new Idx(Type.UNSIGNED_BYTE, shape.clone(), data.clone());
  }

  /// The array in a file, packed or not.
  ///
  /// @throws IOException if the file cannot be read
  /// @throws IdxException if it is not a whole IDX file; the message names the byte
  public static Idx read(Path file) throws IOException {
    try (var stream = new BufferedInputStream(Files.newInputStream(file))) {
      return IdxReader.read(stream, Objects.toString(file.getFileName()), Files.size(file));
    }
  }

  /// The array in the bytes of a file, packed or not; `origin` names them in messages.
  ///
  /// @throws IdxException if they are not a whole IDX file; the message names the byte
  public static Idx parse(byte[] file, String origin) {
    try {
      return IdxReader.read(new ByteArrayInputStream(file), origin, file.length);
    } catch (IOException e) {
      throw new IdxException(origin, 0, "unreadable: " + e.getMessage(), e);
    }
  }

  /// The array in a stream, packed or not, read to its end; `origin` names it in messages.
  ///
  /// @throws IOException if the stream cannot be read
  /// @throws IdxException if it is not a whole IDX file; the message names the byte
  public static Idx read(InputStream stream, String origin) throws IOException {
    return IdxReader.read(new BufferedInputStream(stream), origin, Long.MAX_VALUE);
  }

  /// Writes the array to a file, packed if its name ends in `.gz`; the file is replaced whole.
  ///
  /// @throws IOException if it cannot be written; a file that was there is then unchanged
  public void write(Path file) throws IOException {
    AtomicFiles.write(
        file,
        channel -> {
          OutputStream stream = Channels.newOutputStream(channel);
          if (file.toString().endsWith(".gz")) {
            GZIPOutputStream packed = new GZIPOutputStream(stream);
            write(packed);
            packed.finish();
          } else {
            write(stream);
          }
        });
  }

  /// Writes the array, not packed.
  public void write(OutputStream stream) throws IOException {
    var out = new DataOutputStream(stream);
    out.writeShort(0);
    out.writeByte(type.code);
    out.writeByte(shape.length);
    for (int axis : shape) {
      out.writeInt(axis);
    }
    out.write(data.array());
    out.flush();
  }

  /// What the numbers are.
  public Type type() {
    return type;
  }

  /// A copy of the lengths of the axes, in the file's order.
  public int[] shape() {
    return shape.clone();
  }

  /// How many numbers there are.
  public int size() {
    return data.capacity() / type.bytes;
  }

  /// Number `index` in the file's order, the last axis fastest.
  ///
  /// @throws IndexOutOfBoundsException if there is no such number
  public double number(int index) {
    return switch (type) {
      case UNSIGNED_BYTE -> data.get(index) & 0xFF;
      case BYTE -> data.get(index);
      case SHORT -> data.getShort(index * 2);
      case INT -> data.getInt(index * 4);
      case FLOAT -> data.getFloat(index * 4);
      case DOUBLE -> data.getDouble(index * 8);
    };
  }

  /// A copy of some of the bytes.
  byte[] bytes(int from, int count) {
    byte[] bytes = new byte[count];
    data.get(from, bytes);
    return bytes;
  }
}
