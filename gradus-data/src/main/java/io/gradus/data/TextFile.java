package io.gradus.data;

import io.gradus.train.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads a whole text, strictly: UTF-8, or what a byte order mark says.
public final class TextFile {
  private static final long LARGEST = 1L << 30;

  private TextFile() {}

  /// The text of a file; line ends stay as they are.
  ///
  /// @throws IOException if the file cannot be read
  /// @throws DataException if it is empty, larger than 1 GiB, or no text
  public static String read(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new DataException(file + ": more than 1 GiB of text: take a part of it");
    }
    StringWriter text = new StringWriter();
    try (InputStream stream = Files.newInputStream(file);
        Reader reader = TextDecoder.reader(stream, file.toString())) {
      reader.transferTo(text);
    } catch (CharacterCodingException e) {
      throw new DataException(
          file + ": this is no text in UTF-8: give a text file, or save it as UTF-8", e);
    }
    String whole = text.toString();
    if (whole.isEmpty()) {
      throw new DataException(file + ": the file is empty; give one with text");
    }
    int zero = whole.indexOf('\0');
    if (zero >= 0) {
      throw new DataException(
          "%s: a zero character at place %d: this is no text file".formatted(file, zero + 1));
    }
    return whole;
  }
}
