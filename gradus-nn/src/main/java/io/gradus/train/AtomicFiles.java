package io.gradus.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

/// Writes files so that a kill, a crash or a full disk at any moment leaves the old file or the new
/// one, whole.
///
/// The content goes to a temporary file in the same directory, which is forced to the disk and then
/// moved over the target in one step; then the directory is forced, where the system can. The
/// temporary file is locked while it is written, so the next write of the same target can tell the
/// leftover of a crash, which it deletes, from the work of a living process, which it leaves alone.
/// (Where a file system has no locks, leftovers stay.)
///
/// A symbolic link stays a link: the file it points to is replaced. A replaced file keeps its
/// permissions; one that may not be written, or is no regular file, is refused. Other hard links to
/// the old file keep the old content.
public final class AtomicFiles {
  private static final int MAX_LINKS = 40;

  /// Part of the temporary names, by which a process knows its own: opening and closing a file of
  /// its own would let go of that file's lock on POSIX systems.
  private static final String PROCESS = UUID.randomUUID().toString().substring(0, 13);

  private AtomicFiles() {}

  /// Gives the content of a file, in as many writes as it likes.
  @FunctionalInterface
  public interface Content {
    /// Writes the whole content; the channel is open and at its start, and need not be closed.
    ///
    /// @throws IOException if it cannot; the old file then stays as it was
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  /// Writes a file of these bytes.
  public static void write(Path target, byte[] content) throws IOException {
    write(target, channel -> writeFully(channel, ByteBuffer.wrap(content)));
  }

  /// Writes a file of this text in UTF-8.
  public static void write(Path target, String content) throws IOException {
    write(target, content.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes a file of what `content` gives. If that throws, the target stays as it was.
  ///
  /// @throws IOException if the directory is missing, the target may not be replaced, or the disk
  ///   refuses
  public static void write(Path target, Content content) throws IOException {
    Path file = behindLinks(target.toAbsolutePath());
    Path directory = file.getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new NoSuchFileException(
          file.toString(), null, "its directory does not exist; make it first");
    }
    checkReplaceable(file);
    deleteLeftovers(directory, prefix(file));
    replace(file, directory, content);
    forceDirectory(directory);
  }

  private static void replace(Path file, Path directory, Content content) throws IOException {
    Temporary temporary = Temporary.create(directory, prefix(file));
    boolean moved = false;
    // Closed only after the move: until then nobody may take the file for a leftover.
    try (FileChannel channel = temporary.channel()) {
      copyPermissions(file, temporary.path());
      content.writeTo(new Uncloseable(channel));
      channel.force(true);
      Files.move(
          temporary.path(),
          file,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      moved = true;
    } finally {
      if (!moved) {
        Files.deleteIfExists(temporary.path());
      }
    }
  }

  /// A new, empty, locked file.
  private record Temporary(Path path, FileChannel channel) {
    static Temporary create(Path directory, String prefix) throws IOException {
      while (true) {
        String unique = UUID.randomUUID().toString().substring(0, 8);
        Path path = directory.resolve(prefix + PROCESS + "-" + unique + ".tmp");
        FileChannel channel;
        try {
          channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
          continue;
        }
        if (lock(channel)) {
          return new Temporary(path, channel);
        }
        channel.close(); // another process took it for a leftover between the two calls
        Files.deleteIfExists(path);
      }
    }

    private static boolean lock(FileChannel channel) {
      try {
        return channel.tryLock() != null; // let go of when the channel is closed
      } catch (IOException noLocksHere) {
        return true;
      }
    }
  }

  /// Keeps a writer that closes its channel from letting go of the lock.
  private record Uncloseable(FileChannel channel) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer source) throws IOException {
      return channel.write(source);
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() {}
  }

  // ---- before and after -------------------------------------------------------------------------

  /// The file itself, which need not exist, behind any number of symbolic links.
  private static Path behindLinks(Path path) throws IOException {
    Path file = path.normalize();
    for (int links = 0; Files.isSymbolicLink(file); links++) {
      if (links == MAX_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    return file;
  }

  private static void checkReplaceable(Path file) throws IOException {
    if (Files.exists(file)) {
      if (!Files.isRegularFile(file)) {
        throw new FileSystemException(
            file.toString(), null, "it is no regular file; choose another name");
      }
      if (!Files.isWritable(file)) {
        throw new AccessDeniedException(
            file.toString(), null, "it is write-protected; choose another name or unprotect it");
      }
    }
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view != null && Files.exists(from)) {
      view.setPermissions(Files.getPosixFilePermissions(from));
    }
  }

  private static void deleteLeftovers(Path directory, String prefix) throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, file -> isForeign(file, prefix))) {
      for (Path file : files) {
        deleteIfAbandoned(file);
      }
    } catch (AccessDeniedException unlistable) {
      return; // a directory that may be written but not listed
    }
  }

  private static boolean isForeign(Path file, String prefix) {
    String name = file.getFileName().toString();
    return name.startsWith(prefix)
        && name.endsWith(".tmp")
        && name.length() == prefix.length() + PROCESS.length() + 1 + 8 + 4
        && !name.startsWith(prefix + PROCESS)
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static void deleteIfAbandoned(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | OverlappingFileLockException stays) {
      return; // moved meanwhile, protected, or no locks here: cleaning is a courtesy, not a duty
    }
  }

  /// The start of the names of a file's temporaries; cut so that long names stay allowed.
  private static String prefix(Path file) {
    String name = file.getFileName().toString();
    String stem = name.length() <= 60 ? name : name.substring(0, 40) + "~" + name.hashCode();
    return "." + stem + ".";
  }

  private static void forceDirectory(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException impossibleHere) {
      return; // Windows, some network disks; the file is whole either way, the old or the new one
    }
  }

  private static void writeFully(WritableByteChannel channel, ByteBuffer buffer)
      throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
