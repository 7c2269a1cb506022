package io.gradus.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.train.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Text becomes tokens, and tokens the same text.
class TokenizerTest {
  private static final String[] PARTS = {
    "a",
    "b",
    " ",
    "  ",
    "\n",
    "\t",
    "the",
    " the",
    "'s",
    "'ll",
    "1",
    "42",
    "!",
    "?!",
    "é",
    "ß",
    "\u0301",
    "漢字",
    "Ω",
    "\u00a0",
    "\u2003",
    "\r\n",
    "😀",
    "👩‍👩‍👧",
    "🏳️‍🌈",
    "\u0000",
    "\ufeff",
    "\uffff",
    "𝕏"
  };

  private static String random(SplittableRandom random, int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      int point = random.nextInt(4) == 0 ? random.nextInt(Character.MAX_CODE_POINT + 1) : -1;
      boolean whole = point >= 0 && (point < 0xD800 || point > 0xDFFF);
      text.append(whole ? Character.toString(point) : PARTS[random.nextInt(PARTS.length)]);
    }
    return text.toString();
  }

  @Test
  void everyTextComesBack() {
    SplittableRandom random = new SplittableRandom(1);
    BytePairTokenizer pairs = BytePairTokenizer.train(random(random, 5000), 400);
    for (int i = 0; i < 300; i++) {
      String text = random(random, random.nextInt(200));
      int[] tokens = pairs.encode(text);
      assertThat(pairs.decode(tokens)).isEqualTo(text);
      assertThat(Arrays.stream(tokens)).allMatch(token -> token >= 0 && token < pairs.vocabulary());
      if (!text.isEmpty()) {
        CharacterTokenizer characters = CharacterTokenizer.of(text);
        assertThat(characters.decode(characters.encode(text))).isEqualTo(text);
      }
    }
  }

  @Test
  void tokensSurviveJson() {
    String text = random(new SplittableRandom(2), 2000);
    for (Tokenizer tokenizer :
        List.of(
            CharacterTokenizer.of(text),
            CharacterTokenizer.of(text + "?").reading('?'),
            BytePairTokenizer.train(text, 300))) {
      Tokenizer read = Tokenizer.fromJson(tokenizer.toJson());
      assertThat(read).isEqualTo(tokenizer).hasSameHashCodeAs(tokenizer);
      assertThat(read.encode(text)).isEqualTo(tokenizer.encode(text));
    }
  }

  /// The words of Sennrich et al. 2016, figure 1: low x5, lower x2, newest x6, widest x3. By hand:
  /// `e s` and `s t` come 9 times, e before s; then `es t` 9, `l o` 7, `lo w` 7; then ` low`, `n e`
  /// .. where the space before a word is a byte like another.
  @Test
  void theMergesOfTheWorkedExample() {
    String text =
        "low\n".repeat(5) + "lower\n".repeat(2) + "newest\n".repeat(6) + "widest\n".repeat(3);
    BytePairTokenizer tokenizer = BytePairTokenizer.train(text, 256 + 4);
    List<String> tokens = new ArrayList<>();
    for (int token = 256; token < 260; token++) {
      tokens.add(tokenizer.decode(token));
    }
    assertThat(tokens).containsExactly("es", "est", "lo", "low");
    assertThat(tokenizer.encode("lowest")).containsExactly(259, 257);
    assertThat(tokenizer.encode("slow")).containsExactly('s', 259);
  }

  @Test
  void ofEquallyFrequentPairsTheSmallerOneComesFirst() {
    assertThat(BytePairTokenizer.train("cd\nab\ncd\nab\n", 257).encode("abcd"))
        .containsExactly(256, 'c', 'd');
  }

  @Test
  void pairsThatOverlapAreMergedFromTheLeft() {
    BytePairTokenizer tokenizer = BytePairTokenizer.train("aaaaa\naaaaa\n", 257);
    assertThat(tokenizer.encode("aaa")).containsExactly(256, 'a');
  }

  @Test
  void aShortTextHasFewTokens() {
    assertThat(BytePairTokenizer.train("abc", 1000).vocabulary()).isEqualTo(256);
    assertThat(BytePairTokenizer.train("ab\nab", 1000).vocabulary()).isEqualTo(257);
  }

  /// The counts that are kept from merge to merge are those that a count of all pieces gives.
  @Test
  void theMergesAreThoseOfCountingAnew() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 20; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 120; i++) {
        text.append((char) ('a' + random.nextInt(3)));
        text.append(random.nextInt(5) == 0 ? " " : "");
      }
      BytePairTokenizer fast = BytePairTokenizer.train(text.toString(), 280);
      assertThat(fast).isEqualTo(new BytePairTokenizer(slow(text.toString(), 24)));
    }
  }

  private static int[] slow(String text, int most) {
    List<int[]> pieces = new ArrayList<>();
    BytePairTokenizer.pieces(text).forEach(p -> pieces.add(BytePairTokenizer.bytesOf(p)));
    int[] merges = new int[2 * most];
    for (int merge = 0; merge < most; merge++) {
      Map<Long, Integer> counts = new HashMap<>();
      for (int[] piece : pieces) {
        for (int i = 0; i + 1 < piece.length; i++) {
          counts.merge(BytePairTokenizer.pair(piece[i], piece[i + 1]), 1, Integer::sum);
        }
      }
      long best = -1;
      for (Map.Entry<Long, Integer> entry : counts.entrySet()) {
        int known = best < 0 ? 1 : counts.getOrDefault(best, 0);
        int count = entry.getValue();
        if (count > known || count == known && count > 1 && entry.getKey() < best) {
          best = entry.getKey();
        }
      }
      if (best < 0) {
        return Arrays.copyOf(merges, 2 * merge);
      }
      int left = (int) (best >>> 32);
      int right = (int) best;
      merges[2 * merge] = left;
      merges[2 * merge + 1] = right;
      for (int i = 0; i < pieces.size(); i++) {
        int[] piece = pieces.get(i).clone();
        int length = BytePairTokenizer.merge(piece, piece.length, left, right, 256 + merge);
        pieces.set(i, Arrays.copyOf(piece, length));
      }
    }
    return merges;
  }

  @Test
  void noTokenSpansWords() {
    BytePairTokenizer tokenizer =
        BytePairTokenizer.train("it's the end of the end ".repeat(9), 400);
    assertThat(BytePairTokenizer.pieces("it's  the\n\n end,42"))
        .containsExactly("it", "'s", " ", " the", "\n\n", " end", ",", "42");
    assertThat(tokenizer.decode(tokenizer.encode(" the end")[0])).isEqualTo(" the");
  }

  @Test
  void aRunWithoutSpacesIsCutSoThatTimeStaysInProportion() {
    assertThat(BytePairTokenizer.pieces("a".repeat(200) + " ".repeat(100)))
        .hasSize(6)
        .allMatch(piece -> piece.length() <= 64);
  }

  @Test
  void aCharacterOfSeveralTokensComesWithItsLast() {
    BytePairTokenizer bytes = BytePairTokenizer.train("x", 256);
    int[] tokens = bytes.encode("a😀");
    TokenText text = new TokenText(bytes);
    List<String> parts = new ArrayList<>();
    for (int token : tokens) {
      parts.add(text.next(token));
    }
    assertThat(parts).containsExactly("a", "", "", "", "😀");
    assertThat(text.end()).isEmpty();
    assertThat(text.next(tokens[1]) + text.end()).isEqualTo("\ufffd");
    assertThat(text.next(tokens[0])).isEqualTo("a");
    assertThat(bytes.decode(tokens[1], 'b')).isEqualTo("\ufffdb");
  }

  @Test
  void unknownCharactersAreTold() {
    CharacterTokenizer tokenizer = CharacterTokenizer.of("hello");
    assertThat(tokenizer.encode("hole")).containsExactly(1, 3, 2, 0);
    assertThatThrownBy(() -> tokenizer.encode("he?"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "character 3 of the text is \"?\" (U+003F), which was not in the text that the tokens were made of; leave it out, or use byte pairs, which know every character");
    assertThat(tokenizer.reading('o').encode("h?")).containsExactly(1, 3);
    assertThatThrownBy(() -> tokenizer.reading('?'))
        .hasMessage(
            "unknown characters are read as one of the 4 that are known, and \"?\" (U+003F) is none");
  }

  @Test
  void halvesOfCharactersAndEmptyTextsAreTold() {
    BytePairTokenizer pairs = BytePairTokenizer.train("x", 256);
    for (String half : List.of("ab\ud83d", "ab\ud83dc", "ab\ude00")) {
      assertThatThrownBy(() -> pairs.encode(half))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("place 3 of the text has half of a character");
      assertThatThrownBy(() -> CharacterTokenizer.of(half)).isInstanceOf(DataException.class);
    }
    assertThatThrownBy(() -> CharacterTokenizer.of("")).hasMessageContaining("empty text");
    assertThatThrownBy(() -> BytePairTokenizer.train("", 256)).hasMessageContaining("empty text");
    assertThatThrownBy(() -> BytePairTokenizer.train("a", 255)).hasMessageContaining("256 or more");
    assertThatThrownBy(() -> pairs.bytes(256)).hasMessage("there are tokens 0 to 255, got 256");
  }

  @Test
  void brokenDescriptionsAreRefused() {
    for (String json :
        List.of(
            "{}",
            "{\"kind\":\"words\"}",
            "{\"kind\":\"characters\"}",
            "{\"kind\":\"characters\",\"characters\":\"\"}",
            "{\"kind\":\"bytePairs\"}",
            "{\"kind\":\"bytePairs\",\"merges\":[1]}",
            "{\"kind\":\"bytePairs\",\"merges\":[1,256]}",
            "{\"kind\":\"bytePairs\",\"merges\":[1,-2]}",
            "{\"kind\":\"bytePairs\",\"merges\":[1,2,1,2]}",
            "{\"kind\":\"bytePairs\",\"merges\":[1,1.5]}")) {
      assertThatThrownBy(() -> Tokenizer.fromJson(json)).as(json).isInstanceOf(DataException.class);
    }
  }
}
