package io.gradus.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

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
    var unpacked = new Unpacked(source);
    try (unpacked) {
      return new IdxReader(unpacked, origin).read(Long.MAX_VALUE);
    } catch (EOFException e) {
      String message = "the packed file (gzip) is cut off here: fetch it again";
      throw new IdxException(origin, unpacked.count, message, e);
    } catch (ZipException e) {
      String message = "the packed file (gzip) is damaged: " + e.getMessage() + "; fetch it again";
      throw new IdxException(origin, unpacked.count, message, e);
    }
  }

  /// Unpacks from the first read on, and counts what came out, for errors.
  private static final class Unpacked extends InputStream {
    private final InputStream packed;
    private @Nullable InputStream unpacked;
    private long count;

    Unpacked(InputStream packed) {
      this.packed = packed;
    }

    private InputStream open() throws IOException {
      if (unpacked == null) {
        unpacked = new GZIPInputStream(packed);
      }
      return unpacked;
    }

    @Override
    public int read() throws IOException {
      int next = open().read();
      count += next >= 0 ? 1 : 0;
      return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int got = open().read(into, offset, length);
      count += Math.max(0, got);
      return got;
    }

    @Override
    public void close() throws IOException {
      (unpacked != null ? unpacked : packed).close();
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
