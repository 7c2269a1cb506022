package io.gradus.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Reads the IDX format, believing nothing: memory is taken only for bytes that are there.
final class IdxReader {
  private final InputStream stream;
  private final String origin;
  private long position;

  private IdxReader(InputStream stream, String origin) {
    this.stream = stream;
    this.origin = origin;
  }

  /// @param source a stream that can go back to a mark
  /// @param length the length of the file, or the largest number if it is not known
  static Idx read(InputStream source, String origin, long length) throws IOException {
    source.mark(2);
    byte[] magic = source.readNBytes(2);
    source.reset();
    boolean packed = magic.length == 2 && magic[0] == 0x1F && (magic[1] & 0xFF) == 0x8B;
    if (!packed) {
      return new IdxReader(source, origin).read(length);
    }
    IdxReader reader = null;
    try (var unpacked = new GZIPInputStream(source)) {
      reader = new IdxReader(unpacked, origin);
      return reader.read(Long.MAX_VALUE);
    } catch (ZipException | EOFException e) {
      long at = reader == null ? 0 : reader.position;
      throw new IdxException(origin, at, "broken gzip: " + e.getMessage(), e);
    }
  }

  private Idx read(long length) throws IOException {
    byte[] magic = header("the type");
    Idx.Type type = type(magic);
    int axes = magic[3] & 0xFF;
    if (axes == 0) {
      throw new IdxException(origin, 3, "expected at least 1 axis, got 0");
    }
    int[] shape = new int[axes];
    long size = type.bytes;
    for (int i = 0; i < axes; i++) {
      long at = position;
      shape[i] = ByteBuffer.wrap(header("axis " + (i + 1))).getInt();
      if (shape[i] < 0) {
        throw new IdxException(
            origin, at, "axis " + (i + 1) + " is too long: " + Integer.toUnsignedString(shape[i]));
      }
      size *= shape[i];
      if (size > Integer.MAX_VALUE - 8) {
        throw new IdxException(
            origin, at, "too large: axes " + Arrays.toString(Arrays.copyOf(shape, i + 1)));
      }
    }
    return new Idx(type, shape, data((int) size, shape, length));
  }

  private byte[] data(int size, int[] shape, long length) throws IOException {
    long start = position;
    if (length != Long.MAX_VALUE && length - start != size) {
      throw wrongSize(shape, size, length - start);
    }
    // Grows with what arrives, so a packed file that promises too much costs nothing.
    byte[] data = stream.readNBytes(size);
    position += data.length;
    if (data.length < size) {
      throw wrongSize(shape, size, data.length);
    }
    if (stream.read() >= 0) {
      throw new IdxException(
          origin, position, "expected the end after axes " + Arrays.toString(shape) + ", got more");
    }
    return data;
  }

  private IdxException wrongSize(int[] shape, int expected, long got) {
    return new IdxException(
        origin,
        position,
        "expected "
            + expected
            + " bytes of data for axes "
            + Arrays.toString(shape)
            + ", got "
            + got
            + (got < expected ? ": the file is cut off, fetch it again" : ""));
  }

  private byte[] header(String what) throws IOException {
    byte[] header = stream.readNBytes(4);
    if (header.length < 4) {
      throw new IdxException(
          origin, position + header.length, "the file ends where " + what + " was expected");
    }
    position += 4;
    return header;
  }

  private Idx.Type type(byte[] magic) {
    if (magic[0] != 0 || magic[1] != 0) {
      throw new IdxException(origin, 0, "expected two zero bytes: this is no IDX file");
    }
    for (Idx.Type type : Idx.Type.values()) {
      if (type.code == magic[2]) {
        return type;
      }
    }
    throw new IdxException(
        origin,
        2,
        String.format("unknown type 0x%02X: expected 0x08, 0x09 or 0x0B to 0x0E", magic[2]));
  }
}
