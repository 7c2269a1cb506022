package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gradus.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  private static final Map<String, String> METADATA =
      Map.of("note", "é \"quoted\"\n", "format", "gradus");

  private static Safetensors content() {
    Map<String, StoredArray> arrays = new LinkedHashMap<>();
    arrays.put("labels", new StoredArray.Ints(Shape.of(2), 7, -7));
    arrays.put(
        "hidden.weight",
        new StoredArray.Floats(
            Shape.of(2, 3), 1, -2.5f, 0.1f, Float.POSITIVE_INFINITY, -0f, Float.MIN_VALUE));
    arrays.put("empty", new StoredArray.Floats(Shape.of(0, 3)));
    arrays.put("step", new StoredArray.Longs(Shape.scalar(), 1L << 40));
    return new Safetensors(METADATA, arrays);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = SafetensorsTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  @Test
  void bytesAreThoseOfTheGoldenFile() throws IOException {
    byte[] golden = resource("golden.safetensors");
    assertThat(content().bytes()).isEqualTo(golden);
    assertThat(Safetensors.read("golden", golden)).isEqualTo(content());
  }

  @Test
  void otherTypesAreWidened() throws IOException {
    Safetensors foreign = Safetensors.read("foreign", resource("foreign.safetensors"));
    assertThat(foreign.metadata()).isEmpty();
    assertThat(foreign.arrays().get("a"))
        .isEqualTo(
            new StoredArray.Floats(
                Shape.of(5), 1, -2.5f, 0x1p-24f, Float.POSITIVE_INFINITY, 0x1.554p-2f));
    assertThat(foreign.arrays().get("b"))
        .isEqualTo(new StoredArray.Doubles(Shape.of(2), 0.1, -1e300));
    assertThat(foreign.arrays().get("c"))
        .isEqualTo(new StoredArray.Floats(Shape.of(3), 1, -2.5f, Float.POSITIVE_INFINITY));
    assertThat(Safetensors.read("again", foreign.bytes())).isEqualTo(foreign);
  }

  @Test
  void filesLargerThanTheBufferComeBack(@TempDir Path directory) throws IOException {
    Random random = new Random(3);
    float[] values = new float[100_001];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    Safetensors written =
        new Safetensors(
            Map.of("long", "x".repeat(100_000)),
            Map.of("w", new StoredArray.Floats(Shape.of(values.length), values)));
    Path path = directory.resolve("model.safetensors");
    written.write(path);
    assertThat(Safetensors.read(path)).isEqualTo(written);
    assertThat(Files.size(path) % 4).isZero();
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] whole = content().bytes();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Safetensors.read("cut", cut))
          .isInstanceOf(SafetensorsException.class);
    }
    assertThatThrownBy(() -> Safetensors.read("long", Arrays.copyOf(whole, whole.length + 1)))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("but the file has");
  }

  /// Every flipped bit is noticed or harmless; but in the name of the checksum itself, where the
  /// file looks like one without.
  @Test
  void everyFlippedBitIsNoticed() {
    byte[] whole = content().bytes();
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    int name = text.indexOf("gradus.checksum");
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        Safetensors read = Safetensors.read("flipped", flipped);
        if (bit / 8 < name || bit / 8 >= name + "gradus.checksum".length()) {
          assertThat(read).isEqualTo(content());
        }
      } catch (SafetensorsException e) {
        assertThat(e.remedy()).isNotEmpty();
      }
    }
  }

  @Test
  void randomDamageGivesOnlyTheTypedError() throws IOException {
    byte[] whole = resource("foreign.safetensors");
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        Safetensors.read("damaged", damaged);
      } catch (SafetensorsException e) {
        assertThat(e.position()).isBetween(-1L, (long) damaged.length);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | needs 8 bytes, but has 4",
        "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}} | type U8, which is not read",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,8]}} | data_offsets [0, 8] in 4",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}} | data_offsets [4, 0]",
        "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}} | impossible shape [-1]",
        "{'a':{'dtype':'F32','shape':[65536,65536,65536,65536],'data_offsets':[0,4]}} | impossible",
        "{'a':{'dtype':'F32','shape':[1.0],'data_offsets':[0,4]}} | impossible shape [1.0]",
        "{'a':{'dtype':'F32','shape':[1]}} | needs exactly dtype, shape and data_offsets",
        "{'a':7} | needs exactly dtype, shape and data_offsets",
        "{} | tells of 0 bytes of data, but the file has 4",
        "{'a':{'dtype':'F16','shape':[1],'data_offsets':[2,4]}} | leaves a hole",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F16','shape':[1],"
            + "'data_offsets':[2,4]}} | overlaps",
        "{'a':1,'a':2} | stands twice",
        "{'__metadata__':{'a':1}} | is no string",
        "[] | does not begin with '{'",
      })
  void liesOfTheHeaderAreTold(String header, String problem) {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(12 + json.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json);
    SafetensorsException error =
        catchThrowableOfType(
            SafetensorsException.class, () -> Safetensors.read("lying", file.array()));
    assertThat(error.problem()).contains(problem);
    assertThat(error).hasMessageContaining("file    lying").hasMessageContaining("try     ");
  }

  @ParameterizedTest
  @CsvSource({"-1", "9223372036854775807", "100000001", "99999999"})
  void aLyingLengthAllocatesNothing(long length) {
    byte[] file = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
    assertThatThrownBy(() -> Safetensors.read("lying", file))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("is more than the 8 that can be");
  }

  @Test
  void namesOfTheFormatAreKept() {
    assertThatThrownBy(() ->
            new Safetensors(Map.of(), Map.of("__metadata__", new StoredArray.Floats(Shape.of(0)))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StoredArray.Floats(Shape.of(2), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("takes 2 numbers, but got 1");
  }
}
