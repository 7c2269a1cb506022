package io.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.Shape;
import io.gradus.nn.Model;
import io.gradus.train.Json;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Train on a folder of images, look, predict and evaluate, as a user types it.
class ImageCommandsTest extends TypedCommands {
  private static final int SIDE = 12;

  @TempDir Path folder;

  /// Bright stripes, level or upright, at a place that differs from image to image.
  private Path stripes(int each) throws IOException {
    Path images = folder.resolve("stripes");
    for (String name : new String[] {"level", "upright"}) {
      Files.createDirectories(images.resolve(name));
      for (int i = 0; i < each; i++) {
        Files.write(images.resolve(name).resolve(i + ".png"), stripe(name, 1 + i * 7 % 9, i));
      }
    }
    return images;
  }

  private static byte[] stripe(String name, int at, int i) throws IOException {
    byte[] pixels = new byte[SIDE * SIDE * 3];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int across = name.equals("level") ? y : x;
        boolean bright = across == at || across == at + 1;
        for (int c = 0; c < 3; c++) {
          pixels[(y * SIDE + x) * 3 + c] = (byte) (bright ? 255 - i % 5 * 20 : i * (c + 1) % 60);
        }
      }
    }
    return png(pixels);
  }

  /// An image in the PNG format, by hand: the command line does not see the module that draws.
  private static byte[] png(byte[] pixels) throws IOException {
    var header = new ByteArrayOutputStream();
    var numbers = new DataOutputStream(header);
    numbers.writeInt(SIDE);
    numbers.writeInt(SIDE);
    numbers.write(new byte[] {8, 2, 0, 0, 0});
    var rows = new ByteArrayOutputStream();
    for (int y = 0; y < SIDE; y++) {
      rows.write(0);
      rows.write(pixels, y * SIDE * 3, SIDE * 3);
    }
    var deflater = new Deflater();
    deflater.setInput(rows.toByteArray());
    deflater.finish();
    byte[] packed = new byte[rows.size() + 100];
    int length = deflater.deflate(packed);
    deflater.end();
    var file = new ByteArrayOutputStream();
    file.write(new byte[] {(byte) 137, 'P', 'N', 'G', 13, 10, 26, 10});
    chunk(file, "IHDR", header.toByteArray());
    chunk(file, "IDAT", Arrays.copyOf(packed, length));
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream file, String kind, byte[] content)
      throws IOException {
    byte[] name = kind.getBytes(StandardCharsets.US_ASCII);
    var crc = new CRC32();
    crc.update(name);
    crc.update(content);
    var out = new DataOutputStream(file);
    out.writeInt(content.length);
    out.write(name);
    out.write(content);
    out.writeInt((int) crc.getValue());
  }

  private Path model(Path images, Object... more) {
    Path model = folder.resolve("model.gradus");
    Object[] args = {"train", images, "--out", model, "--epochs", 12, "--batch", 8, "--test", 0.25};
    Object[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    assertThat(run(all)).as(err.toString()).isZero();
    return model;
  }

  @Test
  void aFolderIsTrainedOnAndFilesAreNamed() throws IOException {
    Path images = stripes(24);
    Path model = model(images, "--augment", "crop=1,colour=0.1");
    assertThat(out.toString())
        .contains("36 images to train on, 12 held out; 12 x 12 pixels in colour")
        .contains("2 classes: level, upright")
        .contains("vgg-small, images changed by [Crop[padding=1]")
        .contains("saved as " + model);
    assertThat(run("predict", model, images.resolve("upright"))).isZero();
    var lines = out.toString().lines().toList();
    assertThat(lines).hasSize(25);
    assertThat(lines.getFirst())
        .isEqualTo("file,predicted_class,probability_level,probability_upright");
    assertThat(lines.get(1)).startsWith(images.resolve("upright").resolve("0.png").toString());
    assertThat(lines.stream().filter(line -> line.contains(",upright,")).count()).isGreaterThan(21);
    Path one = images.resolve("level").resolve("3.png");
    assertThat(run("predict", model, one, "--json")).isZero();
    Map<?, ?> answer = Json.parseObject("answer", out.toString());
    assertThat(answer.get("file")).isEqualTo(one.toString());
    assertThat(answer.get("prediction")).isEqualTo("level");
    assertThat(run("evaluate", model, images, "--json")).isZero();
    Map<?, ?> measured = Json.parseObject("measured", out.toString());
    assertThat(((Number) measured.get("accuracy")).doubleValue()).isGreaterThan(0.9);
    assertThat(run("summary", model)).isZero();
    assertThat(out.toString()).contains("[12, 12, 3]", "level, upright");
  }

  @Test
  void imagesOfAnotherSizeAreBroughtToThatOfTheModel() throws IOException {
    Path images = stripes(8);
    Path model = model(images, "--size", "16x20", "--model", "vit", "--augment", "flip,mixup");
    assertThat(out.toString()).contains("16 x 20 pixels");
    assertThat(run("predict", model, images)).isZero();
    assertThat(out.toString().lines()).hasSize(17);
  }

  @Test
  void everyNetworkForImagesHasAnOutputForEachClass() {
    for (NetworkName name : NetworkName.values()) {
      if (name.takesImages()) {
        int[] shape = {16, 24, 1};
        Model model = Model.of(ImageArguments.network(name, shape, 5, 0)).input(shape);
        assertThat(model.output()).as(name.toString()).isEqualTo(Shape.of(5));
      }
    }
  }

  @Test
  void aResumedRunEndsAsOneThatWasNeverInterrupted() throws IOException {
    Path images = stripes(8);
    Path file = folder.resolve("run.checkpoint");
    Object[] more = {"--augment", "flip,crop,mixup", "--json", "--epochs", 3};
    Path whole = folder.resolve("whole.gradus");
    Path resumed = folder.resolve("resumed.gradus");
    assertThat(run(with(more, "train", images, "--out", whole))).isZero();
    Object[] first = {"--augment", "flip,crop,mixup", "--json", "--epochs", 2};
    assertThat(run(with(first, "train", images, "--checkpoint", file))).isZero();
    assertThat(run(with(more, "train", images, "--checkpoint", file, "--resume", "--out", resumed)))
        .isZero();
    var a = io.gradus.train.SavedModel.load(whole);
    var b = io.gradus.train.SavedModel.load(resumed);
    a.parameters()
        .keySet()
        .forEach(path -> assertThat(b.values(path)).as(path).containsExactly(a.values(path)));
  }

  private static Object[] with(Object[] last, Object... first) {
    Object[] all = Arrays.copyOf(first, first.length + last.length);
    System.arraycopy(last, 0, all, first.length, last.length);
    return all;
  }

  @Test
  void dataTellsWhatIsInAFolder() throws IOException {
    Path images = stripes(3);
    Files.writeString(images.resolve("level").resolve("notes.txt"), "notes");
    assertThat(run("data", images)).isZero();
    assertThat(out.toString())
        .contains("6 images in colour")
        .containsPattern("upright +3")
        .containsPattern("12x12 +6")
        .contains("files that are neither PNG nor JPEG, left out: 1");
    assertThat(run("data", images, "--json")).isZero();
    Map<?, ?> told = Json.parseObject("told", out.toString());
    assertThat(told.get("classes")).isEqualTo(Map.of("level", 3L, "upright", 3L));
    assertThat(told.get("channels")).isEqualTo(3L);
  }

  private void refused(String message, Object... args) {
    assertThat(run(args)).isNotZero();
    assertThat(err.toString()).contains(message);
  }

  @Test
  void whatDoesNotFitIsRefusedInWords() throws IOException {
    Path images = stripes(4);
    refused("--size is for a folder of images, and iris is none", "train", "iris", "--size", 8);
    refused("did you mean flip?", "train", images, "--augment", "flib");
    refused("--augment must be whole pixels", "train", images, "--augment", "crop=1.5");
    refused("--size must be width and height", "train", images, "--size", "big");
    refused("--model resnet18 is for a folder", "train", "iris", "--model", "resnet18");
    refused("--model gpt is not for images", "train", images, "--model", "gpt");
    refused("--layers is not for images", "train", images, "--layers", 8);
    refused("there is no folder \"nowhere\"", "data", "nowhere");
    Path model = model(images, "--size", 8);
    Path broken = Files.writeString(folder.resolve("broken.png"), "no image");
    refused("broken.png: this image cannot be read", "predict", model, broken);
    refused("there is no file", "predict", model, folder.resolve("missing.png"));
    refused("there is no folder", "evaluate", model, folder.resolve("missing"));
    Files.move(images.resolve("level"), images.resolve("flat"));
    refused("only level, upright", "evaluate", model, images);
    Files.move(images.resolve("upright"), folder.resolve("away"));
    refused("has one class, \"flat\"", "train", images);
  }
}
