package io.gradus.data;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/// Circles, squares and triangles of random place, size and colour, as files to learn from.
final class Drawings {
  static final List<String> CLASSES = List.of("circle", "square", "triangle");

  private Drawings() {}

  /// A folder for each class with so many images in each, PNG and JPEG in turn.
  static Path folder(Path folder, int each, int side) throws IOException {
    var random = new Random(5);
    for (String name : CLASSES) {
      Path own = Files.createDirectories(folder.resolve(name));
      for (int i = 0; i < each; i++) {
        String kind = i % 2 == 0 ? "png" : "jpg";
        Path file = own.resolve("%s%03d.%s".formatted(name, i, kind));
        ImageIO.write(drawn(name, side, random), kind, file.toFile());
      }
    }
    return folder;
  }

  static BufferedImage drawn(String name, int side, Random random) {
    var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(new Color(random.nextInt(60), random.nextInt(60), random.nextInt(60)));
    pen.fillRect(0, 0, side, side);
    pen.setColor(
        new Color(140 + random.nextInt(110), 140 + random.nextInt(110), 140 + random.nextInt(110)));
    double size = side * (0.45 + 0.25 * random.nextDouble());
    double x = (side - size) * random.nextDouble();
    double y = (side - size) * random.nextDouble();
    switch (name) {
      case "circle" -> pen.fill(new Ellipse2D.Double(x, y, size, size));
      case "square" -> pen.fill(new Rectangle2D.Double(x, y, size, size));
      default -> {
        var triangle = new Path2D.Double();
        triangle.moveTo(x + size / 2, y);
        triangle.lineTo(x + size, y + size);
        triangle.lineTo(x, y + size);
        triangle.closePath();
        pen.fill(triangle);
      }
    }
    pen.dispose();
    return image;
  }

  static void write(BufferedImage image, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    String name = file.getFileName().toString();
    ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
  }

  static BufferedImage plain(int width, int height, int rgb) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }
}
