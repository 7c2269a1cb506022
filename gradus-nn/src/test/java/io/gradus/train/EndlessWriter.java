package io.gradus.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;

/// A program that writes one file for ever; [AtomicFilesTest] kills it.
final class EndlessWriter {
  private EndlessWriter() {}

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    AtomicFiles.write(file, content(1));
    System.out.print('!');
    System.out.flush();
    for (int version = 2; ; version++) {
      byte[] content = content(version);
      AtomicFiles.write(
          file,
          channel -> {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
              buffer.limit(Math.min(content.length, buffer.position() + 10_000));
              channel.write(buffer);
              buffer.limit(content.length);
            }
          });
    }
  }

  /// Bytes that tell their version and follow from it, up to a megabyte.
  static byte[] content(int version) {
    Random random = new Random(version);
    byte[] content = new byte[4 + random.nextInt(1 << 20)];
    random.nextBytes(content);
    ByteBuffer.wrap(content).putInt(0, version);
    return content;
  }
}
