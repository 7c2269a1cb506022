package io.gradus.text;

import io.gradus.train.DataException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Byte pairs: tokens 0 to 255 are the bytes of UTF-8, each further one is two tokens before it put
/// together, in the order in which training found them the most frequent (Sennrich et al. 2016,
/// algorithm 1; on bytes as in Radford et al. 2019).
///
/// It knows every text. Text is cut into pieces first, so that no token spans words: letters,
/// digits or other signs with the space before them, and white space (the pattern of GPT-2, with
/// pieces of at most 64 characters so that the time stays in proportion to the text).
public final class BytePairTokenizer implements Tokenizer {
  /// The tokens of single bytes.
  static final int BYTES = 256;

  private static final Pattern PIECE =
      Pattern.compile(
          "'(?:s|t|re|ve|m|ll|d)"
              + "| ?\\p{L}{1,64}"
              + "| ?\\p{N}{1,64}"
              + "| ?[^\\p{IsWhite_Space}\\p{L}\\p{N}]{1,64}"
              + "|\\p{IsWhite_Space}{1,64}(?!\\P{IsWhite_Space})"
              + "|\\p{IsWhite_Space}{1,64}");

  private final int[] left;
  private final int[] right;
  private final byte[][] bytes;
  private final Map<Long, Integer> merged = new HashMap<>();

  /// @param pairs left and right of each merge, one after the other
  BytePairTokenizer(int... pairs) {
    int count = pairs.length / 2;
    left = new int[count];
    right = new int[count];
    bytes = new byte[BYTES + count][];
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = new byte[] {(byte) i};
    }
    for (int i = 0; i < count; i++) {
      left[i] = pairs[2 * i];
      right[i] = pairs[2 * i + 1];
      requireBefore(left[i], BYTES + i);
      requireBefore(right[i], BYTES + i);
      bytes[BYTES + i] = joined(bytes[left[i]], bytes[right[i]]);
      if (merged.put(pair(left[i], right[i]), BYTES + i) != null) {
        throw new DataException(
            "tokenizer: two tokens are made of %d and %d".formatted(left[i], right[i]));
      }
    }
  }

  private static void requireBefore(int part, int token) {
    if (part < 0 || part >= token) {
      throw new DataException(
          "tokenizer: token %d is made of tokens before it, got %d".formatted(token, part));
    }
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, Math.addExact(a.length, b.length));
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  /// The tokenizer that a text teaches: the most frequent pair becomes a token, again and again; of
  /// equally frequent ones the one of the smaller tokens, the left one first.
  ///
  /// @param vocabulary how many tokens there are to be, 256 at least; there are fewer if no pair
  ///   comes twice
  /// @throws DataException if the text is empty or has half of a surrogate pair
  public static BytePairTokenizer train(String text, int vocabulary) {
    if (vocabulary < BYTES) {
      throw new DataException(
          "byte pairs need a vocabulary of 256 or more, a token for each byte, got " + vocabulary);
    }
    if (text.isEmpty()) {
      throw new DataException("an empty text has no bytes to make tokens of");
    }
    Map<String, Integer> pieces = new LinkedHashMap<>();
    for (String piece : pieces(text)) {
      pieces.merge(piece, 1, Integer::sum);
    }
    return new BytePairTokenizer(new BytePairTraining(pieces).merges(vocabulary - BYTES));
  }

  static List<String> pieces(String text) {
    Characters.requireWhole(text);
    List<String> pieces = new ArrayList<>();
    Matcher matcher = PIECE.matcher(text);
    while (matcher.find()) {
      pieces.add(matcher.group());
    }
    return pieces;
  }

  static int[] bytesOf(String piece) {
    byte[] utf8 = piece.getBytes(StandardCharsets.UTF_8);
    int[] tokens = new int[utf8.length];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = Byte.toUnsignedInt(utf8[i]);
    }
    return tokens;
  }

  static long pair(int left, int right) {
    return (long) left << Integer.SIZE | right;
  }

  @Override
  public int vocabulary() {
    return bytes.length;
  }

  @Override
  public int[] encode(String text) {
    Map<String, int[]> known = new HashMap<>();
    int[] tokens = new int[Math.max(16, text.length() / 2)];
    int count = 0;
    for (String piece : pieces(text)) {
      int[] some = known.computeIfAbsent(piece, this::encodePiece);
      if (count + some.length > tokens.length) {
        tokens = Arrays.copyOf(tokens, 2 * tokens.length + some.length);
      }
      System.arraycopy(some, 0, tokens, count, some.length);
      count += some.length;
    }
    return Arrays.copyOf(tokens, count);
  }

  /// The merges in the order in which they were learned.
  private int[] encodePiece(String piece) {
    int[] tokens = bytesOf(piece);
    int count = tokens.length;
    while (true) {
      int best = Integer.MAX_VALUE;
      for (int i = 0; i + 1 < count; i++) {
        best = Math.min(best, merged.getOrDefault(pair(tokens[i], tokens[i + 1]), best));
      }
      if (best == Integer.MAX_VALUE) {
        return Arrays.copyOf(tokens, count);
      }
      count = merge(tokens, count, left[best - BYTES], right[best - BYTES], best);
    }
  }

  /// Puts each pair together, from the left; gives how many tokens are left.
  static int merge(int[] tokens, int count, int left, int right, int into) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      boolean found = i + 1 < count && tokens[i] == left && tokens[i + 1] == right;
      tokens[kept++] = found ? into : tokens[i];
      i += found ? 1 : 0;
    }
    return kept;
  }

  @Override
  public byte[] bytes(int token) {
    if (token < 0 || token >= bytes.length) {
      throw new DataException(
          "there are tokens 0 to %d, got %d".formatted(bytes.length - 1, token));
    }
    return bytes[token].clone();
  }

  @Override
  public Map<String, Object> toMap() {
    List<Integer> merges = new ArrayList<>();
    for (int i = 0; i < left.length; i++) {
      merges.add(left[i]);
      merges.add(right[i]);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "bytePairs");
    map.put("merges", merges);
    return map;
  }

  static BytePairTokenizer read(Map<String, ? extends @Nullable Object> map) {
    if (!(map.get("merges") instanceof List<?> list) || list.size() % 2 != 0) {
      throw new DataException("tokenizer, \"merges\": expected a list of pairs");
    }
    int[] pairs = new int[list.size()];
    for (int i = 0; i < pairs.length; i++) {
      if (!(list.get(i) instanceof Number number) || number.intValue() != number.doubleValue()) {
        throw new DataException("tokenizer, \"merges\": expected tokens, got " + list.get(i));
      }
      pairs[i] = number.intValue();
    }
    return new BytePairTokenizer(pairs);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BytePairTokenizer that && merged.equals(that.merged);
  }

  @Override
  public int hashCode() {
    return merged.hashCode();
  }

  @Override
  public String toString() {
    return bytes.length + " byte pairs";
  }
}
