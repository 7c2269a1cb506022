package io.gradus.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// The text of tokens that come one by one: a character that is cut into several tokens comes with
/// its last one.
public final class TokenText {
  private static final int LONGEST = 4;

  private final Tokenizer tokenizer;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer waiting = ByteBuffer.allocate(0);

  /// The text of tokens of this tokenizer.
  public TokenText(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /// What the next token adds; empty if a character is not whole yet.
  ///
  /// @throws io.gradus.train.DataException if there is no such token
  public String next(int token) {
    return decoded(tokenizer.bytes(token), false);
  }

  /// What is left when no token follows: nothing, or U+FFFD for a part of a character. The text may
  /// begin anew after it.
  public String end() {
    String rest = decoded(new byte[0], true);
    decoder.reset();
    waiting = ByteBuffer.allocate(0);
    return rest;
  }

  private String decoded(byte[] bytes, boolean last) {
    ByteBuffer all = ByteBuffer.allocate(waiting.remaining() + bytes.length);
    all.put(waiting).put(bytes).flip();
    CharBuffer text = CharBuffer.allocate(all.remaining() + LONGEST);
    decoder.decode(all, text, last);
    if (last) {
      decoder.flush(text);
    }
    waiting = all;
    return text.flip().toString();
  }
}
