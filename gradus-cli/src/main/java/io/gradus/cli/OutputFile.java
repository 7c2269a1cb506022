package io.gradus.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Checks of a file to be written, before the work whose result would be lost.
final class OutputFile {
  private OutputFile() {}

  /// @throws IOException if no file can be made or replaced at this path; its message says why
  static void require(Path file) throws IOException {
    if (file.toString().isEmpty()) {
      throw new IllegalArgumentException("the name of the file to write is empty");
    }
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null || Files.isDirectory(file)) {
      throw refused(file, "it is a directory; add the name of a file");
    }
    if (!Files.isDirectory(directory)) {
      throw refused(file, "its directory does not exist; make it first");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw refused(file, "it is no regular file; choose another name");
    }
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw refused(file, "it is write-protected; choose another name or unprotect it");
    }
    try {
      Files.delete(Files.createTempFile(directory, ".gradus", ".tmp"));
    } catch (IOException e) {
      throw refused(file, "its directory takes no new files; choose another");
    }
  }

  /// @throws IllegalArgumentException if the file is one that is read
  static void requireOther(Path file, Path read, String what) throws IOException {
    if (Files.exists(read) && same(file, read)) {
      throw new IllegalArgumentException(
          "%s is %s, which would be overwritten: choose another name".formatted(file, what));
    }
  }

  /// Whether two names are those of one file, which need not be there yet.
  static boolean same(Path one, Path other) throws IOException {
    return Files.exists(one) && Files.exists(other)
        ? Files.isSameFile(one, other)
        : real(one).equals(real(other));
  }

  private static Path real(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path directory = absolute.getParent();
    Path name = absolute.getFileName();
    return directory != null && name != null && Files.isDirectory(directory)
        ? directory.toRealPath().resolve(name)
        : absolute.normalize();
  }

  private static FileSystemException refused(Path file, String reason) {
    return new FileSystemException(file.toString(), null, reason);
  }
}
