package io.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.Shape;
import io.gradus.nn.networks.LeNet5;
import io.gradus.op.Relu;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void saysWhatEachLayerGivesLearnsAndCosts() {
    Model model =
        Model.of(
                Sequential.of(
                    new Flatten(),
                    new Dense(8),
                    new Activation(new Relu()),
                    new Residual(new Dense(8).withoutBias()),
                    new Dense(3)))
            .input(2, 3);
    Summary summary = model.summary();
    assertThat(summary.rows())
        .containsExactly(
            new Summary.Row("", "Sequential", Shape.of(3), 0, 0),
            new Summary.Row("0", "Flatten", Shape.of(6), 0, 0),
            new Summary.Row("1", "Dense", Shape.of(8), 6 * 8 + 8, 2 * 6 * 8 + 8),
            new Summary.Row("2", "Activation", Shape.of(8), 0, 8),
            new Summary.Row("3", "Residual", Shape.of(8), 0, 8),
            new Summary.Row("3.body", "Dense", Shape.of(8), 64, 128),
            new Summary.Row("4", "Dense", Shape.of(3), 27, 51));
    assertThat(summary.parameters()).isEqualTo(model.parameters().count()).isEqualTo(147);
    assertThat(summary.flops()).isEqualTo(104 + 8 + 8 + 128 + 51);
  }

  @Test
  void convolutionsAndPoolsOfLeNetReadWell() {
    assertThat(Model.of(new LeNet5(10)).input(28, 28, 1).summary().toString().lines())
        .containsExactly(
            "layer    kind             output             parameters          flops",
            "(top)    LeNet5           [10]                        0           6508",
            "conv1    Conv2d           [28, 28, 6]               156         239904",
            "pool1    AvgPool2d        [14, 14, 6]                 0           9408",
            "conv2    Conv2d           [10, 10, 16]             2416         481600",
            "pool2    AvgPool2d        [5, 5, 16]                  0           3200",
            "flatten  Flatten          [400]                       0              0",
            "dense1   Dense            [120]                   48120          96120",
            "dense2   Dense            [84]                    10164          20244",
            "output   Dense            [10]                      850           1690",
            "total                                             61706         858674");
  }

  @Test
  void depthwiseConvolutionsCountAllTheirTaps() {
    Model model = Model.of(new Conv2d(8, 3).padding(1).groups(8).withoutBias()).input(5, 6, 8);
    assertThat(model.summary().flops()).isEqualTo(2 * 9 * 5 * 6 * 8);
  }

  @Test
  void sharedWeightsCountOnceAndTheirWorkTwice() {
    Layer twice =
        (s, x) ->
            s.share("same").apply(new Dense(2), s.share("same").apply(new Dense(2), x)).relu();
    Summary summary = Model.of(twice).input(2).summary();
    assertThat(summary.rows())
        .containsExactly(
            new Summary.Row("", "Layer", Shape.of(2), 0, 0),
            new Summary.Row("same", "Dense", Shape.of(2), 6, 2 * (8 + 2) + 2));
  }

  @Test
  void whatAPartWithoutALayerDoesBelongsToTheLayerAround() {
    Layer bare = (s, x) -> x.multiply(s.in("a").param("w", Shape.of(2), new Initializer.Ones()));
    Summary summary = Model.of(bare).input(2).summary();
    assertThat(summary.rows()).containsExactly(new Summary.Row("", "Layer", Shape.of(2), 2, 2));
  }

  @Test
  void readsAsATable() {
    Model model = Model.of(new Mlp(List.of(4), new Relu(), 0.1, 2)).input(3);
    model.parameters().list().getFirst().freeze(true);
    assertThat(model.summary().toString().lines())
        .containsExactly(
            "layer           kind             output             parameters          flops",
            "(top)           Mlp              [2]                         0              4",
            "hidden          Dense            [4]                        16             28",
            "hidden_dropout  Dropout          [4]                         0              0",
            "output          Dense            [2]                        10             18",
            "total                                                       26             50",
            "frozen                                                      12               ");
  }
}
