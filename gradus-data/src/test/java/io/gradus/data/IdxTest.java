package io.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.train.Batch;
import io.gradus.train.DataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
  private static final byte[] MATRIX = {
    0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, (byte) 255
  };

  private static byte[] gzip(byte[] bytes) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  @Test
  void unsignedBytes() {
    var idx = Idx.parse(MATRIX, "m");
    assertThat(idx.type()).isEqualTo(Idx.Type.UNSIGNED_BYTE);
    assertThat(idx.shape()).containsExactly(2, 3);
    assertThat(idx.size()).isEqualTo(6);
    assertThat(idx.number(0)).isEqualTo(1);
    assertThat(idx.number(5)).isEqualTo(255);
    assertThatThrownBy(() -> idx.number(6)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void everyType() {
    assertThat(last(0x09, ByteBuffer.allocate(2).put(1, (byte) -3))).isEqualTo(-3);
    assertThat(last(0x0B, ByteBuffer.allocate(4).putShort(2, (short) -300))).isEqualTo(-300);
    assertThat(last(0x0C, ByteBuffer.allocate(8).putInt(4, 70_000))).isEqualTo(70_000);
    assertThat(last(0x0D, ByteBuffer.allocate(8).putFloat(4, 0.5f))).isEqualTo(0.5);
    assertThat(last(0x0E, ByteBuffer.allocate(16).putDouble(8, -1e300))).isEqualTo(-1e300);
  }

  private static double last(int type, ByteBuffer data) {
    byte[] file = new byte[8 + data.capacity()];
    file[2] = (byte) type;
    file[3] = 1;
    file[7] = 2;
    System.arraycopy(data.array(), 0, file, 8, data.capacity());
    return Idx.parse(file, "x").number(1);
  }

  @Test
  void writtenAndReadAgain(@TempDir Path folder) throws IOException {
    var idx = Idx.ofUnsignedBytes(new int[] {2, 3}, new byte[] {1, 2, 3, 4, 5, (byte) 255});
    Path plain = folder.resolve("m.idx");
    Path packed = folder.resolve("m.idx.gz");
    idx.write(plain);
    idx.write(packed);
    assertThat(Files.readAllBytes(plain)).containsExactly(MATRIX);
    assertThat(Files.readAllBytes(packed)).startsWith(0x1F, 0x8B);
    for (Path file : List.of(plain, packed)) {
      var read = Idx.read(file);
      assertThat(read.shape()).containsExactly(2, 3);
      assertThat(read.number(5)).isEqualTo(255);
    }
    idx.write(plain);
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
    assertThatThrownBy(() -> Idx.ofUnsignedBytes(new int[] {2, 2}, new byte[3]))
        .isInstanceOf(DataException.class);
  }

  @Test
  void cutOffAnywhereIsRefused() throws IOException {
    for (int length = 0; length < MATRIX.length; length++) {
      byte[] cut = Arrays.copyOf(MATRIX, length);
      assertThatThrownBy(() -> Idx.parse(cut, "m")).isInstanceOf(IdxException.class);
      byte[] packed = gzip(cut);
      assertThatThrownBy(() -> Idx.parse(packed, "m")).isInstanceOf(IdxException.class);
    }
    byte[] packed = gzip(MATRIX);
    assertThat(Idx.parse(packed, "m").size()).isEqualTo(6);
    for (int length = 2; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      assertThatThrownBy(() -> Idx.parse(cut, "m")).isInstanceOf(IdxException.class);
    }
  }

  @Test
  void aPackedFileThatIsCutOffOrDamagedSaysWhereAndWhatToDo() throws IOException {
    byte[] large = new byte[50_000];
    new Random(1).nextBytes(large);
    byte[] file = new byte[large.length + 8];
    System.arraycopy(
        new byte[] {0, 0, 8, 1, 0, 0, (byte) (50_000 >> 8), (byte) 50_000}, 0, file, 0, 8);
    System.arraycopy(large, 0, file, 8, large.length);
    byte[] packed = gzip(file);
    assertThat(Idx.parse(packed, "m").size()).isEqualTo(50_000);
    assertThatThrownBy(() -> Idx.parse(Arrays.copyOf(packed, packed.length / 2), "m"))
        .isInstanceOfSatisfying(
            IdxException.class, e -> assertThat(e.position()).isBetween(20_000L, 30_000L))
        .hasMessageEndingWith(": the packed file (gzip) is cut off here: fetch it again");
    assertRefused(
        Arrays.copyOf(packed, 5),
        0,
        "m, byte 0: the packed file (gzip) is cut off here: fetch it again");
    byte[] damaged = packed.clone();
    damaged[damaged.length - 6] ^= 1;
    assertThatThrownBy(() -> Idx.parse(damaged, "m"))
        .isInstanceOf(IdxException.class)
        .hasMessageContaining("the packed file (gzip) is damaged: ")
        .hasMessageEndingWith("; fetch it again");
  }

  @Test
  void errorsNameTheByte() throws IOException {
    assertRefused(
        Arrays.copyOf(MATRIX, 15),
        12,
        "m, byte 12: expected 6 bytes of data for axes [2, 3], got 3: the file is cut off, fetch it again");
    assertRefused(
        Arrays.copyOf(MATRIX, 20),
        12,
        "m, byte 12: expected 6 bytes of data for axes [2, 3], got 8");
    assertRefused(
        gzip(Arrays.copyOf(MATRIX, 20)),
        18,
        "m, byte 18: expected the end after axes [2, 3], got more");
    assertRefused(
        new byte[] {1, 0, 8, 1}, 0, "m, byte 0: expected two zero bytes: this is no IDX file");
    assertRefused(
        new byte[] {0, 0, 10, 1},
        2,
        "m, byte 2: unknown type 0x0A: expected 0x08, 0x09 or 0x0B to 0x0E");
    assertRefused(new byte[] {0, 0, 8, 0}, 3, "m, byte 3: expected at least 1 axis, got 0");
    assertRefused(
        new byte[] {0, 0, 8, 1, 0}, 5, "m, byte 5: the file ends where axis 1 was expected");
    assertRefused(
        new byte[] {0, 0, 8, 1, -1, -1, -1, -1}, 4, "m, byte 4: axis 1 is too long: 4294967295");
  }

  private static void assertRefused(byte[] file, long position, String message) {
    assertThatThrownBy(() -> Idx.parse(file, "m"))
        .isInstanceOfSatisfying(
            IdxException.class, e -> assertThat(e.position()).isEqualTo(position))
        .hasMessage(message);
  }

  @Test
  void lyingHeadersTakeNoMemory() throws IOException {
    byte[] lie = {0, 0, 8, 1, 0x7F, 0, 0, 0, 1, 2, 3};
    for (byte[] file : new byte[][] {lie, gzip(lie)}) {
      assertThatThrownBy(() -> Idx.parse(file, "m")).isInstanceOf(IdxException.class);
      assertThatThrownBy(() -> Idx.read(new ByteArrayInputStream(file), "m"))
          .isInstanceOf(IdxException.class);
    }
    byte[] huge = {0, 0, 14, 2, 0x7F, 0, 0, 0, 0x7F, 0, 0, 0};
    assertThatThrownBy(() -> Idx.parse(huge, "m"))
        .isInstanceOf(IdxException.class)
        .hasMessageContaining("too large");
  }

  @Test
  void damagedBytesGiveAnArrayOrATypedError() throws IOException {
    var random = new Random(7);
    byte[][] good = {MATRIX, gzip(MATRIX)};
    int refused = 0;
    for (int trial = 0; trial < 5_000; trial++) {
      byte[] from = good[trial % 2];
      byte[] bytes = Arrays.copyOf(from, random.nextInt(1, from.length + 3));
      for (int hits = random.nextInt(1, 4); hits > 0; hits--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(Idx.parse(bytes, "m").size()).isNotNegative();
      } catch (IdxException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(3_000);
  }

  @Test
  void imagesAreScaledAndKeepTheirShape() {
    var pixels = Idx.ofUnsignedBytes(new int[] {2, 1, 2}, new byte[] {0, (byte) 255, 51, 1});
    var labels = Idx.ofUnsignedBytes(new int[] {2}, new byte[] {1, 0});
    var images = Images.of(pixels, labels, List.of("zero", "one"));

    assertThat(images.size()).isEqualTo(2);
    assertThat(images.inputShape()).containsExactly(1, 2, 1);
    assertThat(images.labels()).containsExactly(1, 0);
    var batch = Batch.of(images, 2).fill(images, new int[] {1, 0}, 0, 2);
    assertThat(batch.inputs).containsExactly(0.2f, 1 / 255f, 0, 1);
    assertThat(images.preprocessing().encode(new float[] {51, 1})).containsExactly(0.2f, 1 / 255f);
    assertThat(images.preprocessing().inputShape()).containsExactly(1, 2, 1);
  }

  @Test
  void unfitImagesAreRefused() {
    var pixels = Idx.ofUnsignedBytes(new int[] {2, 1, 1}, new byte[2]);
    var names = List.of("zero", "one");
    var three = Idx.ofUnsignedBytes(new int[] {3}, new byte[3]);
    assertThatThrownBy(() -> Images.of(pixels, three, names))
        .isInstanceOf(DataException.class)
        .hasMessage("labels: expected shape [2] for as many images, got [3]");
    var wrong = Idx.ofUnsignedBytes(new int[] {2}, new byte[] {0, 2});
    assertThatThrownBy(() -> Images.of(pixels, wrong, names))
        .isInstanceOf(DataException.class)
        .hasMessage("row 2: label out of range: expected 0..1 for 2 classes, got 2");
    var none = Idx.ofUnsignedBytes(new int[] {0, 65_536, 65_537}, new byte[0]);
    var noLabels = Idx.ofUnsignedBytes(new int[] {0}, new byte[0]);
    assertThatThrownBy(() -> Images.of(none, noLabels, names)).isInstanceOf(DataException.class);
    int[] huge = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
    assertThatThrownBy(() -> Idx.ofUnsignedBytes(huge, new byte[1]))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> Images.of(three, three, names)).isInstanceOf(DataException.class);
  }

  @Test
  void mnistPairsImagesAndLabelsPackedOrNot(@TempDir Path folder) throws IOException {
    var images = Idx.ofUnsignedBytes(new int[] {2, 1, 2}, new byte[] {0, 51, 102, (byte) 255});
    images.write(folder.resolve("train-images-idx3-ubyte.gz"));
    Idx.ofUnsignedBytes(new int[] {2}, new byte[] {7, 3})
        .write(folder.resolve("train-labels-idx1-ubyte"));
    Images digits = Images.mnist(folder, true);
    assertThat(digits.labels()).containsExactly(7, 3);
    assertThat(digits.inputShape()).containsExactly(1, 2, 1);
    assertThat(Batch.of(digits, 2).fill(digits, new int[] {1, 0}, 0, 2).inputs)
        .containsExactly(0.4f, 1, 0, 0.2f);
    assertThatThrownBy(() -> Images.mnist(folder, false))
        .isInstanceOf(java.nio.file.NoSuchFileException.class)
        .hasMessageContaining("t10k-images-idx3-ubyte");
  }
}
