package io.gradus.nn.networks;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.Shape;
import io.gradus.nn.Model;
import io.gradus.op.Tanh;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Published numbers of parameters, of torchvision and PyTorch's examples where the paper has none.
class ParameterCountTest {
  private static void count(long parameters, Shape output, Model model) {
    assertThat(model.parameters().count()).isEqualTo(parameters);
    assertThat(model.summary().parameters()).isEqualTo(parameters);
    assertThat(model.output()).isEqualTo(output);
  }

  @Test
  void leNet5() {
    count(61_706, Shape.of(10), Model.of(new LeNet5(10)).input(28, 28, 1));
    LeNet5 paper = new LeNet5(5, 0, new Tanh(), 10);
    count(61_706, Shape.of(10), Model.of(paper).input(32, 32, 1));
  }

  @Test
  void vggSmall() {
    long filters = 0;
    int[] widths = {3, 32, 32, 64, 64, 128, 128};
    for (int i = 1; i < widths.length; i++) {
      filters += 9L * widths[i - 1] * widths[i] + 2 * widths[i];
    }
    long dense = (128 * 4 * 4 + 1) * 128 + (128 + 1) * 10;
    count(filters + dense, Shape.of(10), Model.of(new VggSmall(10)).input(32, 32, 3));
    assertThat(filters + dense).isEqualTo(551_018);
  }

  @Test
  void resNet18() {
    count(11_689_512, Shape.of(1000), Model.of(ResNet.of18(1000)).input(224, 224, 3));
  }

  @Test
  void resNet34() {
    count(21_797_672, Shape.of(1000), Model.of(ResNet.of34(1000)).input(224, 224, 3));
  }

  @Test
  void resNet50() {
    count(25_557_032, Shape.of(1000), Model.of(ResNet.of50(1000)).input(224, 224, 3));
  }

  @Test
  void resNet18ForSmallImages() {
    // 11,689,512 with a 3x3 stem and 10 classes.
    long expected = 11_689_512 - (49 - 9) * 3 * 64 - 990 * 513;
    ResNet network = ResNet.of18(10).forSmallImages();
    count(expected, Shape.of(10), Model.of(network).input(32, 32, 3));
    assertThat(expected).isEqualTo(11_173_962);
  }

  @Test
  void mobileNetV2() {
    count(3_504_872, Shape.of(1000), Model.of(new MobileNetV2(1000)).input(224, 224, 3));
  }

  @Test
  void mobileNetV2OfOtherWidths() {
    // As torchvision's with width_mult 0.5 and 1.4.
    count(1_968_680, Shape.of(1000), Model.of(MobileNetV2.of(0.5, 1000)).input(96, 96, 3));
    count(6_108_776, Shape.of(1000), Model.of(MobileNetV2.of(1.4, 1000)).input(96, 96, 3));
    assertThat(MobileNetV2.of(1, 7)).isEqualTo(new MobileNetV2(7));
  }

  @Test
  void uNet() {
    count(31_037_633, Shape.of(64, 96, 1), Model.of(new UNet(1)).input(64, 96, 3));
  }

  @Test
  void autoencoder() {
    Autoencoder network = new Autoencoder(List.of(1000, 500, 250), 30);
    count(2_837_314, Shape.of(28, 28, 1), Model.of(network).input(28, 28, 1));
  }

  @Test
  void variationalAutoencoder() {
    count(652_824, Shape.of(784 + 40), Model.of(new Vae(400, 20)).input(784));
  }

  @Test
  void charLstm() {
    // 65 characters, two layers: the embedding, 4 gates with two biases each, the output.
    long expected = 65 * 32 + 4 * 128 * (32 + 128 + 2) + 4 * 128 * (128 + 128 + 2) + (128 + 1) * 65;
    count(expected, Shape.of(8, 65), Model.of(new CharLstm(65, 32, 128, 2)).indices(8));
  }
}
