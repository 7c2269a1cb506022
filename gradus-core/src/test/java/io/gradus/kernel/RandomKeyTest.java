package io.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomKeyTest {

  /// Computed by a separate program in Python from the documented hash. These never change: saved
  /// runs depend on them.
  @Test
  void keysAreFixed() {
    assertThat(RandomKey.of(0, "", 0)).isEqualTo(0x2d3c4559eef15b4bL);
    assertThat(RandomKey.of(42, "hidden.weight", 0)).isEqualTo(0x32a264aa37a18df5L);
    assertThat(RandomKey.of(42, "hidden.weight", 1)).isEqualTo(0xb705eb4116b3a96dL);
    assertThat(RandomKey.of(-1, "encoder.0.attention.query", 0)).isEqualTo(0xcf209621258d8e21L);
    assertThat(RandomKey.of(1, "größe.😀", Integer.MAX_VALUE)).isEqualTo(0xbde2a8a61f7738caL);
  }

  @Test
  void seedsPathsAndOccurrencesAllCount() {
    Set<Long> keys = new HashSet<>();
    int made = 0;
    String[] paths = {"", "a", "b", "ab", "ba", "a.b", "a.b.c", "aa", "aaa", "\0", "\0\0"};
    for (String path : paths) {
      for (long seed = -20; seed < 20; seed++) {
        for (int occurrence = 0; occurrence < 100; occurrence++) {
          keys.add(RandomKey.of(seed, path, occurrence));
          made++;
        }
      }
    }
    assertThat(keys).hasSize(made);
  }

  @Test
  void negativeOccurrencesAreRefused() {
    assertThatThrownBy(() -> RandomKey.of(0, "a", -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }
}
