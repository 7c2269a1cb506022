package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  private static final String LEFTOVER = ".f.01234567-89ab-01234567.tmp";

  @TempDir Path directory;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void filesAreMadeAndReplaced() throws IOException {
    Path file = directory.resolve("f");
    AtomicFiles.write(file, "old, and longer");
    AtomicFiles.write(file, "néw");
    assertThat(file).hasContent("néw");
    assertThat(names()).containsExactly("f");
  }

  @Test
  void longNamesWork() throws IOException {
    Path file = directory.resolve("n".repeat(250));
    AtomicFiles.write(file, "x");
    assertThat(names()).containsExactly("n".repeat(250));
  }

  @Test
  void aFailingWriterLeavesTheOldFile() throws IOException {
    Path file = directory.resolve("f");
    AtomicFiles.write(file, "old");
    assertThatThrownBy(() ->
            AtomicFiles.write(
                file,
                channel -> {
                  channel.write(ByteBuffer.wrap(new byte[100_000]));
                  throw new IOException("disk full");
                }))
        .hasMessage("disk full");
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("f");
  }

  @Test
  void leftoversOfCrashesAreDeletedAndNothingElse() throws IOException {
    Files.createFile(directory.resolve(LEFTOVER));
    List<String> others =
        List.of(".f.tmp", ".f.notes.tmp", ".g.01234567-89ab-01234567.tmp", "f", "f.tmp");
    for (String other : others) {
      Files.writeString(directory.resolve(other), other);
    }
    AtomicFiles.write(directory.resolve("f"), "new");
    assertThat(names()).containsExactlyInAnyOrderElementsOf(others);
  }

  @Test
  void temporariesOfLivingWritersStay() throws IOException {
    Path temporary = directory.resolve(LEFTOVER);
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(channel.lock().isValid()).isTrue();
      AtomicFiles.write(directory.resolve("f"), "new");
      assertThat(temporary).exists();
    }
  }

  @Test
  void writersOfTheSameFileInOneProcessDoNotDisturbEachOther() throws Exception {
    Path file = directory.resolve("f");
    List<Thread> threads =
        Stream.of("a", "b", "c")
            .map(letter ->
                Thread.startVirtualThread(() -> {
                  for (int i = 0; i < 20; i++) {
                    try {
                      AtomicFiles.write(file, letter.repeat(10_000));
                    } catch (IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  }
                }))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    String content = Files.readString(file);
    assertThat(content).isEqualTo(content.substring(0, 1).repeat(10_000));
    assertThat(names()).containsExactly("f");
  }

  @Test
  void linksStayLinks() throws IOException {
    Path real = Files.createDirectory(directory.resolve("real")).resolve("file");
    Path link = directory.resolve("link");
    try {
      Files.createSymbolicLink(link, Path.of("real", "file"));
    } catch (UnsupportedOperationException | FileSystemException e) {
      Assumptions.abort("no symbolic links here");
    }
    AtomicFiles.write(link, "first");
    AtomicFiles.write(link, "second");
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(real).hasContent("second");

    Path loop = directory.resolve("loop");
    Files.createSymbolicLink(loop, Path.of("loop"));
    assertThatThrownBy(() -> AtomicFiles.write(loop, "x"))
        .isInstanceOf(FileSystemLoopException.class);
  }

  @Test
  void permissionsStay() throws IOException {
    Assumptions.assumeTrue(
        directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path file = directory.resolve("f");
    AtomicFiles.write(file, "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    AtomicFiles.write(file, "new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void wrongTargetsAreRefused() throws IOException {
    assertThatThrownBy(() -> AtomicFiles.write(directory, "x"))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("no regular file");
    assertThatThrownBy(() -> AtomicFiles.write(directory.resolve("none/f"), "x"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("directory does not exist");
    assertThat(names()).isEmpty();
  }

  /// A JVM that writes the same file over and over is killed at random moments: each time the file
  /// is whole, and in the end no leftovers are there.
  @Test
  void killsLeaveWholeFiles() throws Exception {
    Path file = directory.resolve("f");
    Random random = new Random(11);
    AtomicFiles.write(file, EndlessWriter.content(0));
    int kills = 6;
    for (int kill = 0; kill < kills; kill++) {
      Process process = startWriter(file);
      try (InputStream out = process.getInputStream()) {
        assertThat(out.read()).as("the writer says that it has begun").isEqualTo('!');
        TimeUnit.MICROSECONDS.sleep(random.nextInt(60_000));
      } finally {
        process.destroyForcibly().waitFor();
      }
      byte[] content = Files.readAllBytes(file);
      int version = ByteBuffer.wrap(content).getInt();
      assertThat(Arrays.equals(content, EndlessWriter.content(version)))
          .as("version %s is whole", version)
          .isTrue();
    }
    AtomicFiles.write(file, "end");
    assertThat(names()).containsExactly("f");
  }

  private Process startWriter(Path file) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            root(AtomicFiles.class) + java.io.File.pathSeparator + root(EndlessWriter.class),
            EndlessWriter.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Path root(Class<?> type) throws Exception {
    URL url = type.getResource(type.getSimpleName() + ".class");
    Path path = Path.of(url.toURI());
    for (int i = 0; i <= type.getPackageName().chars().filter(c -> c == '.').count() + 1; i++) {
      path = path.getParent();
    }
    return path;
  }
}
