package io.gradus.nn.networks;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Decoder;
import io.gradus.nn.Model;
import io.gradus.optim.AdamW;
import io.gradus.optim.OneCycle;
import io.gradus.train.Dataset;
import io.gradus.train.Target;
import io.gradus.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A small GPT learns to continue texts.
///
/// Sums are written backwards, `34+58=290.` for 92: each digit then follows from what is there
/// already, while the first digit of 092 needs all carries at once (Lee et al. 2024, "Teaching
/// arithmetic to small transformers").
class AdditionTest {
  private static final String LETTERS = "0123456789+=.";

  private static String sum(int a, int b, int digits) {
    String number = "%0" + digits + "d";
    String backwards =
        new StringBuilder(("%0" + (digits + 1) + "d").formatted(a + b)).reverse().toString();
    return number.formatted(a) + "+" + number.formatted(b) + "=" + backwards + ".";
  }

  /// All sums of two numbers of so many digits, shuffled.
  private static List<String> sums(int digits) {
    int count = digits == 1 ? 10 : 100;
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count * count; i++) {
      lines.add(sum(i / count, i % count, digits));
    }
    Collections.shuffle(lines, new Random(1));
    return lines;
  }

  private static int[] tokens(String text) {
    return text.chars().map(LETTERS::indexOf).toArray();
  }

  /// Each letter with the one after it; only those after the equals sign count.
  private static Dataset pairs(List<String> lines) {
    int[][] letters = new int[lines.size()][];
    int[][] next = new int[lines.size()][];
    for (int i = 0; i < letters.length; i++) {
      int[] all = tokens(lines.get(i));
      letters[i] = Arrays.copyOf(all, all.length - 1);
      next[i] = Arrays.copyOfRange(all, 1, all.length);
      Arrays.fill(next[i], 0, lines.get(i).indexOf('='), -1);
    }
    List<String> names = LETTERS.chars().mapToObj(Character::toString).toList();
    return Dataset.of(letters, next, new Target.Classes(names).each(next[0].length).ignoring(-1));
  }

  /// What the model writes after the equals sign: the likeliest letter each time.
  private static String written(Decoder decoder, String line) {
    decoder.restart();
    StringBuilder text = new StringBuilder(line.substring(0, line.indexOf('=') + 1));
    float[] scores = {};
    for (int token : tokens(text.toString())) {
      scores = decoder.next(token);
    }
    while (text.length() < line.length()) {
      int best = largest(scores);
      text.append(LETTERS.charAt(best));
      if (text.length() < line.length()) {
        scores = decoder.next(best);
      }
    }
    return text.toString();
  }

  private static int largest(float[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }

  /// The share of the lines that the model continues exactly.
  private static double share(Model model, List<String> lines) {
    Decoder decoder = model.decoder();
    long right = lines.stream().filter(line -> written(decoder, line).equals(line)).count();
    return (double) right / lines.size();
  }

  private static Model learned(
      List<String> lines, int width, int blocks, int batch, int epochs, double rate) {
    int time = lines.getFirst().length() - 1;
    Gpt gpt = new Gpt(LETTERS.length(), time, width, 4, blocks, 0, true);
    Model model = Model.of(gpt).seed(2).indices(time);
    long steps = (long) epochs * Math.ceilDiv(lines.size(), batch);
    Trainer.of(model, new CrossEntropy(), new AdamW(new OneCycle(rate, steps)))
        .batch(batch)
        .epochs(epochs)
        .fit(pairs(lines));
    return model;
  }

  @Test
  void aSmallGptLearnsAllSumsOfOneDigit() {
    List<String> lines = sums(1);
    assertThat(share(learned(lines, 32, 1, 20, 150, 0.005), lines)).isEqualTo(1);
  }

  @Test
  @Tag("long")
  void aGptAddsTwoDigitsThatItHasNeverSeen() {
    List<String> lines = sums(2);
    Model model = learned(lines.subList(0, 8000), 64, 2, 100, 20, 0.003);
    assertThat(share(model, lines.subList(8000, 10_000))).isGreaterThanOrEqualTo(0.99);
  }
}
