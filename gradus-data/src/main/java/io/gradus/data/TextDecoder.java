package io.gradus.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Decodes text strictly, as UTF-8 or as what a byte order mark says.
final class TextDecoder {
  private TextDecoder() {}

  /// @throws CsvException if the bytes are those of a packed file; it names `origin`
  static Reader reader(InputStream stream, String origin) throws IOException {
    var source = new PushbackInputStream(stream, 3);
    byte[] start = source.readNBytes(3);
    if (starts(start, 0x1F, 0x8B)) {
      throw new CsvException(origin, 0, "this is a gzip file: unpack it first, as with gunzip");
    }
    if (starts(start, 'P', 'K', 3)) {
      throw new CsvException(
          origin, 0, "this is a zip file or a workbook: unpack it, or save the sheet as CSV");
    }
    Charset charset = StandardCharsets.UTF_8;
    int mark = 0;
    if (starts(start, 0xEF, 0xBB, 0xBF)) {
      mark = 3;
    } else if (starts(start, 0xFE, 0xFF)) {
      charset = StandardCharsets.UTF_16BE;
      mark = 2;
    } else if (starts(start, 0xFF, 0xFE)) {
      charset = StandardCharsets.UTF_16LE;
      mark = 2;
    }
    source.unread(start, mark, start.length - mark);
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    return new InputStreamReader(source, decoder);
  }

  private static boolean starts(byte[] bytes, int... expected) {
    if (bytes.length < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((bytes[i] & 0xFF) != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
