package io.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.train.Batch;
import io.gradus.train.DataException;
import io.gradus.train.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarTest {
  private static final int PIXELS = 3 * 1024;

  @TempDir Path folder;

  /// Images whose first pixel is red 51, green 102, blue 255, all others black.
  private void write(String name, int... labels) throws IOException {
    int ahead = name.startsWith("t") && !name.equals("test_batch.bin") ? 2 : 1;
    int images = labels.length / ahead;
    byte[] bytes = new byte[images * (ahead + PIXELS)];
    for (int i = 0; i < images; i++) {
      int from = i * (ahead + PIXELS);
      for (int j = 0; j < ahead; j++) {
        bytes[from + j] = (byte) labels[i * ahead + j];
      }
      bytes[from + ahead] = 51;
      bytes[from + ahead + 1024] = 102;
      bytes[from + ahead + 2048] = (byte) 255;
    }
    Files.write(folder.resolve(name), bytes);
  }

  @Test
  void tenReadsFiveFilesAndPutsTheColoursOfAPixelTogether() throws IOException {
    for (int i = 1; i <= 5; i++) {
      write("data_batch_" + i + ".bin", i, 9);
    }
    write("test_batch.bin", 0);
    Images train = Cifar.ten(folder, true);
    assertThat(train.labels()).containsExactly(1, 9, 2, 9, 3, 9, 4, 9, 5, 9);
    assertThat(train.inputShape()).containsExactly(32, 32, 3);
    Batch one = Batch.of(train, 1).fill(train, new int[] {3}, 0, 1);
    assertThat(Arrays.copyOf(one.inputs, 4)).containsExactly(0.2f, 0.4f, 1, 0);
    assertThat(Cifar.ten(folder, false).size()).isEqualTo(1);
    assertThat(((Target.Classes) train.target()).names()).contains("airplane", "truck");
  }

  @Test
  void hundredHasCoarseAndFineClasses() throws IOException {
    write("train.bin", 19, 99, 0, 5);
    assertThat(Cifar.hundred(folder, true, true).labels()).containsExactly(99, 5);
    assertThat(Cifar.hundred(folder, true, false).labels()).containsExactly(19, 0);
    Files.write(
        folder.resolve("coarse_label_names.txt"),
        IntStream.range(0, 20).mapToObj(i -> "kind" + i).toList());
    Images named = Cifar.hundred(folder, true, false);
    assertThat(((Target.Classes) named.target()).names().get(19)).isEqualTo("kind19");
  }

  @Test
  void aFileThatIsCutOffIsRefusedWithTheByte() throws IOException {
    write("test_batch.bin", 1, 2);
    byte[] whole = Files.readAllBytes(folder.resolve("test_batch.bin"));
    Files.write(folder.resolve("test_batch.bin"), Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(() -> Cifar.ten(folder, false))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("test_batch.bin, byte 3073: image 2 is cut off")
        .hasMessageContaining("expected 3073 bytes, got 3072");
    Files.write(folder.resolve("test_batch.bin"), new byte[0]);
    assertThatThrownBy(() -> Cifar.ten(folder, false)).hasMessageContaining("byte 0");
  }

  @Test
  void aLabelThatIsNoneIsRefusedWithTheByte() throws IOException {
    write("test_batch.bin", 1, 10);
    assertThatThrownBy(() -> Cifar.ten(folder, false))
        .hasMessageContaining("byte 3073: label out of range: expected 0..9");
  }
}
