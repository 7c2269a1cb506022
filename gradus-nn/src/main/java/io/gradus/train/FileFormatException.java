package io.gradus.train;

/// A file that is not what it should be: which file, at which byte, what is wrong and what to try.
///
/// Whoever reads a format throws its own subclass. Trouble with the disk itself stays an
/// [java.io.IOException].
public class FileFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The [#position] of trouble with the file as a whole.
  public static final long WHOLE = -1;

  private final String source;
  private final long position;
  private final String problem;
  private final String remedy;

  /// The message is put together of all four.
  ///
  /// @param source the file's path, or a name for what was read if it was no file
  /// @param position the byte where the trouble is, counted from 0, or [#WHOLE]
  /// @param problem what is wrong: what was expected and what was found
  /// @param remedy what to try
  public FileFormatException(String source, long position, String problem, String remedy) {
    this(source, position, position == WHOLE ? "" : "byte " + position, problem, remedy);
  }

  /// As above, for formats whose readers know a place better than by its byte: `line 3, column 7`.
  protected FileFormatException(
      String source, long position, String place, String problem, String remedy) {
    super(
        problem
            + "\n  file    "
            + source
            + (place.isEmpty() ? "" : "\n  at      " + place)
            + "\n  try     "
            + remedy);
    this.source = source;
    this.position = position;
    this.problem = problem;
    this.remedy = remedy;
  }

  /// The file's path, or the name given to what was read.
  public String source() {
    return source;
  }

  /// The byte where the trouble is, counted from 0, or [#WHOLE].
  public long position() {
    return position;
  }

  /// What is wrong, without the place.
  public String problem() {
    return problem;
  }

  /// What to try.
  public String remedy() {
    return remedy;
  }
}
