package io.gradus.cli;

import io.gradus.data.Augmentation;
import io.gradus.data.ColourJitter;
import io.gradus.data.Crop;
import io.gradus.data.CutOut;
import io.gradus.data.Flip;
import io.gradus.data.Mixup;
import io.gradus.data.Rotate;
import io.gradus.nn.Layer;
import io.gradus.nn.networks.LeNet5;
import io.gradus.nn.networks.MobileNetV2;
import io.gradus.nn.networks.ResNet;
import io.gradus.nn.networks.VggSmall;
import io.gradus.nn.networks.VisionTransformer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// How a folder of images is made ready, and changed at random while a network is trained on it.
final class ImageArguments {
  private static final List<String> STEPS =
      List.of("flip", "crop", "rotate", "colour", "cut-out", "mixup");
  private static final int SMALL = 64;
  private static final int MOST_SIDE = 4096;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--size",
      paramLabel = "WIDTHxHEIGHT",
      description =
          "Of a folder of images: the size that all are brought to, as in 64x48, or 64 for a square;"
              + " unless told the commonest size, but no more than 224x224.")
  @Nullable String size;

  @Option(
      names = "--augment",
      paramLabel = "STEP,...",
      split = ",",
      hideParamSyntax = true,
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "Of a folder of images: random changes while training, of flip, crop (=4 pixels), rotate"
              + " (=15 degrees), colour (=0.2), cut-out (=8 pixels) and mixup (=0.2); pixels are an"
              + " eighth and a quarter of the shorter side unless told.")
  List<String> augment = List.of();

  /// @throws ParameterException if an option is given that only images take
  void requireNone(String data) {
    if (size != null || !augment.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "%s is for a folder of images, and %s is none"
              .formatted(size != null ? "--size" : "--augment", data));
    }
  }

  /// Height and width, or null if they were not told.
  int @Nullable [] size() {
    if (size == null) {
      return null;
    }
    String[] sides = size.strip().split("x", -1);
    boolean whole = sides.length <= 2;
    for (String side : sides) {
      whole &= side.matches("[0-9]{1,5}");
    }
    Usage.require(spec, whole, "--size", "width and height, as in 64x48, or one number", size);
    int width = Integer.parseInt(sides[0]);
    int height = Integer.parseInt(sides[sides.length - 1]);
    boolean fits = Math.min(width, height) >= 1 && Math.max(width, height) <= MOST_SIDE;
    Usage.require(spec, fits, "--size", "1 to %d pixels each way".formatted(MOST_SIDE), size);
    return new int[] {height, width};
  }

  /// The random changes, or null for none.
  ///
  /// @param side the shorter one of the images
  @Nullable Augmentation augmentation(int side) {
    List<Augmentation.Step> steps = new ArrayList<>();
    for (String word : augment) {
      String[] parts = word.strip().split("=", 2);
      steps.add(step(parts[0], parts.length > 1 ? number(parts[1]) : null, side));
    }
    return steps.isEmpty() ? null : new Augmentation(steps);
  }

  private Augmentation.Step step(String word, @Nullable Double value, int side) {
    String name;
    try {
      name = new Choice<>(STEPS, it -> it).convert(word);
    } catch (TypeConversionException e) {
      throw new ParameterException(spec.commandLine(), "--augment: " + e.getMessage(), e);
    }
    return switch (name) {
      case "flip" -> value == null ? new Flip() : new Flip(value);
      case "crop" -> new Crop(pixels(value, Math.max(1, side / 8)));
      case "rotate" -> new Rotate(value == null ? 15 : value);
      case "colour" -> new ColourJitter(value == null ? 0.2 : value);
      case "cut-out" -> new CutOut(pixels(value, Math.max(1, side / 4)));
      default -> new Mixup(value == null ? 0.2 : value);
    };
  }

  private int pixels(@Nullable Double value, int usual) {
    if (value == null) {
      return usual;
    }
    boolean whole = value == value.intValue();
    Usage.require(spec, whole, "--augment", "whole pixels", value);
    return value.intValue();
  }

  private Double number(String text) {
    try {
      return Usage.number(text);
    } catch (TypeConversionException e) {
      throw new ParameterException(spec.commandLine(), "--augment: " + e.getMessage(), e);
    }
  }

  /// The network for images of a shape.
  static Layer network(NetworkName name, int[] shape, int classes, double dropout) {
    int side = Math.max(shape[0], shape[1]);
    return switch (name) {
      case LENET5 -> new LeNet5(classes);
      case RESNET18 -> side <= SMALL ? ResNet.of18(classes).forSmallImages() : ResNet.of18(classes);
      case MOBILENETV2 -> new MobileNetV2(classes);
      case VIT -> new VisionTransformer(side <= SMALL ? 4 : 16, 128, 4, 6, classes, dropout);
      default -> new VggSmall(classes);
    };
  }
}
