package io.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.train.Column;
import io.gradus.train.DataException;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {
  @TempDir Path folder;

  private float[] raw(BufferedImage image, int rows, int columns, int channels) throws IOException {
    Path file = folder.resolve("image.png");
    Drawings.write(image, file);
    return ImageFile.raw(file, Column.Image.unscaled("image", rows, columns, channels));
  }

  @Test
  void coloursStandSideBySide() throws IOException {
    assertThat(raw(Drawings.plain(2, 1, 0x0A141E), 1, 2, 3))
        .containsExactly(10, 20, 30, 10, 20, 30);
  }

  @Test
  void greyStaysWhatItIsAndIsRepeated() throws IOException {
    var image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 100);
    assertThat(raw(image, 1, 1, 1)).containsExactly(100);
    assertThat(raw(image, 1, 1, 3)).containsExactly(100, 100, 100);
  }

  @Test
  void sixteenBitsBecomeEight() throws IOException {
    var grey = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    grey.getRaster().setSample(0, 0, 0, 100 * 257);
    assertThat(raw(grey, 1, 1, 1)).containsExactly(100);
    var model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT);
    var colour = new BufferedImage(model, model.createCompatibleWritableRaster(1, 1), false, null);
    colour.getRaster().setPixel(0, 0, new int[] {10 * 257, 20 * 257, 65_535});
    assertThat(raw(colour, 1, 1, 3)).containsExactly(10, 20, 255);
  }

  @Test
  void whatIsTransparentLiesOnWhite() throws IOException {
    var image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x000A141E);
    image.setRGB(1, 0, 0xFF0A141E);
    image.setRGB(2, 0, 0x80000000);
    assertThat(raw(image, 1, 3, 3)).containsExactly(255, 255, 255, 10, 20, 30, 127, 127, 127);
  }

  @Test
  void palettesAreLookedUp() throws IOException {
    var image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED);
    image.setRGB(0, 0, 0xFF3366CC);
    assertThat(raw(image, 1, 1, 3)).containsExactly(0x33, 0x66, 0xCC);
  }

  @Test
  void colourBecomesGreyByWhatTheEyeSees() throws IOException {
    assertThat(raw(Drawings.plain(1, 1, 0x64C832), 1, 1, 1))
        .containsExactly(Math.round(0.299f * 100 + 0.587f * 200 + 0.114f * 50));
  }

  @Test
  void aSmallerSizeIsTheMean() throws IOException {
    var image = Drawings.plain(4, 4, 0);
    for (int y = 0; y < 4; y++) {
      image.setRGB(0, y, 0xFFFFFF);
      image.setRGB(1, y, 0xFFFFFF);
    }
    float[] raw = raw(image, 2, 2, 1);
    // Columns 0 to 3 weigh 3, 3, 1, 0 of 7 in the left one: the triangle of two pixels' width.
    assertThat(raw).containsExactly(219, 36, 219, 36);
  }

  @Test
  void theMiddleOfAWideImageIsTaken() throws IOException {
    var image = Drawings.plain(9, 3, 0xFF0000);
    for (int x = 3; x < 6; x++) {
      for (int y = 0; y < 3; y++) {
        image.setRGB(x, y, 0x0000FF);
      }
    }
    float[] raw = raw(image, 3, 3, 3);
    for (int pixel = 0; pixel < 9; pixel++) {
      assertThat(Arrays.copyOfRange(raw, 3 * pixel, 3 * pixel + 3)).containsExactly(0, 0, 255);
    }
  }

  @Test
  void oneColourStaysThatColourInEverySize() throws IOException {
    for (int side : new int[] {1, 5, 31, 64}) {
      float[] raw = raw(Drawings.plain(17, 23, 0xC83296), side, side, 3);
      for (int i = 0; i < raw.length; i += 3) {
        assertThat(Arrays.copyOfRange(raw, i, i + 3)).containsExactly(200, 50, 150);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void aFileThatIsCutOffIsRefusedByName(String kind) throws IOException {
    Path file = folder.resolve("cut." + kind);
    Drawings.write(Drawings.drawn("circle", 64, new java.util.Random(1)), file);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length * 2 / 3));
    assertThatThrownBy(() -> ImageFile.raw(file, Column.Image.unscaled("image", 8, 8, 3)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cut." + kind)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void whatIsNoImageIsRefusedByName() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.png"), "these are notes");
    assertThatThrownBy(() -> ImageFile.raw(file, Column.Image.unscaled("image", 8, 8, 3)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("notes.png")
        .hasMessageContaining("neither PNG nor JPEG");
  }
}
