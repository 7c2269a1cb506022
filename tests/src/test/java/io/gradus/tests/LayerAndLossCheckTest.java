package io.gradus.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.gradus.Indices;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.nn.Activation;
import io.gradus.nn.AdaptiveAvgPool2d;
import io.gradus.nn.AdaptiveMaxPool2d;
import io.gradus.nn.AvgPool2d;
import io.gradus.nn.BatchNorm;
import io.gradus.nn.BinaryCrossEntropy;
import io.gradus.nn.Conv1d;
import io.gradus.nn.Conv2d;
import io.gradus.nn.ConvTranspose2d;
import io.gradus.nn.CosineDistance;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Dropout;
import io.gradus.nn.Dropout2d;
import io.gradus.nn.Embedding;
import io.gradus.nn.Flatten;
import io.gradus.nn.Focal;
import io.gradus.nn.GlobalAvgPool2d;
import io.gradus.nn.GroupNorm;
import io.gradus.nn.Hinge;
import io.gradus.nn.Huber;
import io.gradus.nn.InstanceNorm;
import io.gradus.nn.KullbackLeibler;
import io.gradus.nn.Layer;
import io.gradus.nn.LayerNorm;
import io.gradus.nn.LearnedPositions;
import io.gradus.nn.LogCosh;
import io.gradus.nn.LogSoftmax;
import io.gradus.nn.Loss;
import io.gradus.nn.Loss.Reduction;
import io.gradus.nn.LstmCell;
import io.gradus.nn.MaxPool2d;
import io.gradus.nn.MeanAbsoluteError;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Mlp;
import io.gradus.nn.MultiHeadAttention;
import io.gradus.nn.NegativeLogLikelihood;
import io.gradus.nn.Padding;
import io.gradus.nn.ParametricRelu;
import io.gradus.nn.Penalty;
import io.gradus.nn.PixelShuffle;
import io.gradus.nn.Poisson;
import io.gradus.nn.Recurrent;
import io.gradus.nn.Reshaped;
import io.gradus.nn.Residual;
import io.gradus.nn.RmsNorm;
import io.gradus.nn.RnnCell;
import io.gradus.nn.Rotary;
import io.gradus.nn.Scope;
import io.gradus.nn.Sequential;
import io.gradus.nn.SinusoidalPositions;
import io.gradus.nn.Softmax;
import io.gradus.nn.SquaredHinge;
import io.gradus.nn.TransformerBlock;
import io.gradus.nn.Upsample2d;
import io.gradus.nn.networks.Autoencoder;
import io.gradus.nn.networks.CharLstm;
import io.gradus.nn.networks.Gpt;
import io.gradus.nn.networks.LeNet5;
import io.gradus.nn.networks.MobileNetV2;
import io.gradus.nn.networks.NegativeElbo;
import io.gradus.nn.networks.ResNet;
import io.gradus.nn.networks.UNet;
import io.gradus.nn.networks.Vae;
import io.gradus.nn.networks.VggSmall;
import io.gradus.nn.networks.VisionTransformer;
import io.gradus.op.Relu;
import io.gradus.op.Tanh;
import io.gradus.op.Window;
import io.gradus.testkit.LayerCheck;
import io.gradus.testkit.LossCheck;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every layer and every loss: gradients in double, floats against double, the same bits from every
/// executor; and none is missing from the list.
class LayerAndLossCheckTest {
  private static final double SMOOTH = 1e-7;
  private static final double KINKED = 1e-6;

  /// One thing to check, the classes it covers first.
  private record Entry(String name, Set<Class<?>> covers, Runnable check) {}

  private static Entry layer(Layer layer, double tolerance, int... sample) {
    Runnable check = () -> LayerCheck.of(layer).input(sample).tolerance(tolerance).check();
    return new Entry(layer + " of " + Shape.of(sample), Set.of(layer.getClass()), check);
  }

  private static List<Entry> images() {
    Window odd = new Window(new Window.Axis(3, 2, 1, 0, 1), new Window.Axis(2, 1, 0, 2, 2));
    return List.of(
        layer(new Conv2d(3, 3), SMOOTH, 5, 4, 2),
        layer(new Conv2d(2, 3).padding(1).stride(2).withoutBias(), SMOOTH, 5, 6, 3),
        layer(new Conv2d(4, 2, 3).dilation(2).groups(2), SMOOTH, 4, 6, 4),
        layer(new Conv2d(3, 3).padding(1).groups(3), SMOOTH, 4, 4, 3),
        layer(new Conv2d(4, 2).groups(2), SMOOTH, 3, 3, 2),
        layer(new Conv2d(2, 1).with(odd), SMOOTH, 5, 4, 2),
        layer(new Conv1d(3, 3).padding(1), SMOOTH, 6, 2),
        layer(new Conv1d(2, 3).dilation(2).causal(), SMOOTH, 7, 2),
        layer(new ConvTranspose2d(2, 3, 2).padding(1).extra(1), SMOOTH, 3, 2, 3),
        layer(new ConvTranspose2d(3, 2, 1).withoutBias(), SMOOTH, 2, 3, 2),
        layer(new MaxPool2d(2), KINKED, 4, 6, 2),
        layer(new MaxPool2d(3).stride(2).padding(1), KINKED, 5, 4, 2),
        layer(new AvgPool2d(2), SMOOTH, 4, 5, 2),
        layer(new AvgPool2d(3).stride(1).padding(1), SMOOTH, 3, 4, 2),
        layer(new GlobalAvgPool2d(), SMOOTH, 3, 2, 4),
        layer(new AdaptiveAvgPool2d(2, 3), SMOOTH, 5, 4, 2),
        layer(new AdaptiveMaxPool2d(2, 3), KINKED, 5, 4, 2),
        layer(new Upsample2d(2), SMOOTH, 2, 3, 2),
        layer(new Upsample2d(3, true), SMOOTH, 3, 2, 2),
        layer(new PixelShuffle(2), SMOOTH, 2, 3, 8),
        layer(new Padding(Padding.Mode.ZEROS, 1, 2), SMOOTH, 2, 3, 2),
        layer(new Padding(Padding.Mode.REFLECT, 2, 1), SMOOTH, 3, 4, 2),
        layer(new Padding(Padding.Mode.REPLICATE, 3), SMOOTH, 1, 2, 2),
        layer(new Padding(Padding.Mode.CIRCULAR, 0, 2), SMOOTH, 3, 2),
        layer(new Dropout2d(0.4), SMOOTH, 2, 3, 5),
        layer(new GroupNorm(2), SMOOTH, 2, 3, 4),
        layer(new GroupNorm(1), SMOOTH, 6),
        layer(new InstanceNorm(), SMOOTH, 4, 3, 2),
        layer(new InstanceNorm(1e-3, true), SMOOTH, 4, 3));
  }

  private static List<Entry> sequences() {
    Layer masked =
        (s, x) ->
            Recurrent.lstm(3).inBothDirections().lastOnly().forward(s, x, first(x).greater(-1));
    return List.of(
        layer(Recurrent.rnn(3), SMOOTH, 4, 2),
        layer(new Recurrent(new RnnCell(2, new Relu())), KINKED, 3, 2),
        layer(Recurrent.gru(3).layers(2).dropping(0.3), SMOOTH, 3, 2),
        layer(Recurrent.lstm(3).inBothDirections(), SMOOTH, 3, 2),
        layer(new Recurrent(new LstmCell(3, true)).lastOnly(), SMOOTH, 4, 2),
        layer(Recurrent.lstm(1).lastOnly(), SMOOTH, 1, 1),
        layer(masked, KINKED, 4, 2));
  }

  private static List<Entry> transformers() {
    MultiHeadAttention causal = new MultiHeadAttention(4).groups(2).causally();
    Layer padded =
        (s, x) -> new MultiHeadAttention(3).forward(s, x, x.multiply(0.5), first(x).greater(-1));
    Layer decoder =
        (s, x) ->
            new TransformerBlock(new MultiHeadAttention(1).causally(), 5)
                .forward(s, x, x.square(), first(x).greater(-1));
    return List.of(
        layer(new MultiHeadAttention(3).withoutBias(), SMOOTH, 5, 6),
        layer(new MultiHeadAttention(1).withoutBias(), SMOOTH, 1, 3),
        layer(causal.rotary(new Rotary(50)), SMOOTH, 5, 8),
        layer(padded, KINKED, 5, 3),
        layer(new TransformerBlock(new MultiHeadAttention(3), 7), SMOOTH, 5, 3),
        layer(new TransformerBlock(causal, 5).normLast().dropping(0.3), SMOOTH, 3, 4),
        layer(decoder, KINKED, 4, 3),
        layer(new LearnedPositions(7), SMOOTH, 5, 3),
        layer(new SinusoidalPositions(), SMOOTH, 5, 3),
        indices(new Gpt(5, 4, 4, 2, 1, 0.1, true), 5, 3),
        indices(new Gpt(5, 3, 4, 2, 1, 0, false), 5, 3),
        layer(new VisionTransformer(2, 6, 3, 1, 3, 0), SMOOTH, 4, 6, 3));
  }

  /// The first number of each step.
  private static Tensor first(Tensor x) {
    return x.slice(2, 0, 1).reshape(x.shape().slice(0, 2));
  }

  private static List<Entry> layers() {
    List<Entry> all = new ArrayList<>(images());
    all.addAll(sequences());
    all.addAll(transformers());
    all.addAll(plain());
    all.addAll(networks());
    return all;
  }

  private static List<Entry> networks() {
    List<MobileNetV2.Stage> stages = List.of(new MobileNetV2.Stage(2, 2, 2, 2));
    return List.of(
        network(new LeNet5(2, 1, new Tanh(), 2), SMOOTH, 5, 5, 1),
        network(new VggSmall(1, 2), KINKED, 8, 8, 1),
        network(new ResNet(List.of(1, 1), false, 2, false, 2), KINKED, 16, 12, 2),
        network(new ResNet.Basic(2, 1), KINKED, 2, 3, 2),
        network(new ResNet.Bottleneck(1, 2), KINKED, 3, 3, 4),
        network(new MobileNetV2(stages, 2, 3, 0.3, 2), KINKED, 4, 6, 1),
        network(new MobileNetV2.Block(2, 3, 1), KINKED, 3, 2, 3),
        network(new UNet(1, 1, 2), KINKED, 4, 2, 1),
        network(new UNet.Block(2), KINKED, 3, 2, 2),
        layer(new Autoencoder(List.of(3), 2, new Tanh()), SMOOTH, 2, 2),
        layer(new Vae(3, 2), KINKED, 4),
        indices(new CharLstm(4, 2, 3, 2, 0.3), 4, 3));
  }

  /// A network of so many numbers that only some are compared one by one.
  private static Entry network(Layer layer, double tolerance, int... sample) {
    LayerCheck check = LayerCheck.of(layer).input(sample).tolerance(tolerance).atMost(5);
    return new Entry(layer + " of " + Shape.of(sample), Set.of(layer.getClass()), check::check);
  }

  private static List<Entry> plain() {
    Layer words =
        (s, x) ->
            new Embedding(5, 3).forward(s.in("words"), Indices.of(Shape.of(2), 4, 1)).multiply(x);
    Runnable embedding = () -> LayerCheck.of(words).input(2, 3).tolerance(SMOOTH).check();
    return List.of(
        layer(new Dense(3), SMOOTH, 4),
        layer(new Dense(3).withoutBias(), SMOOTH, 2, 4),
        layer(new Dense(1), SMOOTH, 1),
        layer(new Activation(new Tanh()), SMOOTH, 4),
        layer(new Activation(new Relu()), KINKED, 4),
        layer(new ParametricRelu(), KINKED, 4),
        layer(new ParametricRelu(true, 0.1f), KINKED, 2, 3),
        layer(new BatchNorm(), SMOOTH, 4, 3),
        layer(new BatchNorm(0.01, 0.3), SMOOTH, 2, 2, 1),
        layer(new LayerNorm(), SMOOTH, 5),
        layer(new LayerNorm(), SMOOTH, 2, 3),
        layer(new RmsNorm(), SMOOTH, 5),
        layer(new Softmax(), SMOOTH, 4),
        layer(new Softmax(1), SMOOTH, 3, 2),
        layer(new LogSoftmax(), SMOOTH, 2, 3),
        layer(new Dropout(0.4), SMOOTH, 6),
        layer(new Flatten(), SMOOTH, 2, 3),
        layer(new Reshaped(Shape.of(3, 2)), SMOOTH, 6),
        layer(new Residual(new Dense(4)), SMOOTH, 4),
        layer(Sequential.of(new Dense(5), new Activation(new Tanh()), new Dense(2)), SMOOTH, 3),
        layer(new Mlp(List.of(5, 3), new Tanh(), 0.2, 2), SMOOTH, 2, 3),
        new Entry("Embedding", Set.of(Embedding.class), embedding),
        indices(new Embedding(5, 3), 5, 2),
        indices(new Embedding(1, 2), 1),
        indices(Sequential.of(new Embedding(4, 2), new Flatten(), new Dense(3)), 4, 3));
  }

  private static Entry indices(Layer layer, int count, int... sample) {
    Runnable check = () -> LayerCheck.of(layer).indices(count, sample).tolerance(SMOOTH).check();
    return new Entry(layer + " of indices " + Shape.of(sample), Set.of(layer.getClass()), check);
  }

  private static Entry loss(Loss loss, double tolerance, Consumer<LossCheck> targets) {
    Runnable check =
        () -> {
          LossCheck it = LossCheck.of(loss).tolerance(tolerance);
          targets.accept(it);
          it.check();
        };
    return new Entry(loss.toString(), Set.of(loss.getClass()), check);
  }

  private static List<Entry> losses() {
    Consumer<LossCheck> real = it -> it.numbers(-2, 2);
    Consumer<LossCheck> probabilities = it -> it.numbers(0.1, 0.9);
    Consumer<LossCheck> labels = it -> it.labels(2).labels(3, 0, 1, 1, 2).labels(-1, 2, -1);
    Consumer<LossCheck> both = it -> it.labels(3, -1, 0).numbers(0.1, 0.9);
    Consumer<LossCheck> signs = it -> it.labels(3, -1, 0).targets(-1, 1, 1, -1, 1, 1, -1, -1);
    return List.of(
        loss(new MeanSquaredError(), SMOOTH, real),
        loss(new MeanSquaredError(Reduction.SUM), SMOOTH, real),
        loss(new MeanSquaredError(Reduction.NONE), SMOOTH, real),
        loss(new MeanAbsoluteError(), KINKED, real),
        loss(new Huber(0.7), KINKED, real),
        loss(new LogCosh(), SMOOTH, real),
        loss(new CrossEntropy(), SMOOTH, both),
        loss(new CrossEntropy(0.1, Reduction.NONE), SMOOTH, both),
        loss(new CrossEntropy().withClassWeights(1, 2, 0.5, 3), SMOOTH, both),
        loss(new BinaryCrossEntropy(), SMOOTH, probabilities),
        loss(new BinaryCrossEntropy().withPositiveWeights(1, 2, 0.5, 3), SMOOTH, probabilities),
        loss(new NegativeLogLikelihood().withClassWeights(1, 2, 0.5, 3), SMOOTH, both),
        loss(new NegativeLogLikelihood(Reduction.SUM), SMOOTH, labels),
        loss(new Hinge(), KINKED, signs),
        loss(new SquaredHinge(2, Reduction.SUM), KINKED, signs),
        loss(new KullbackLeibler(), SMOOTH, probabilities),
        loss(new Poisson(), SMOOTH, it -> it.targets(0, 1, 2, 7)),
        loss(new Poisson(true, Reduction.NONE), SMOOTH, it -> it.targets(0, 0.5f, 2, 7)),
        loss(new Focal(), SMOOTH, both),
        loss(new Focal(0.5, 0.3, Reduction.SUM), SMOOTH, both),
        loss(new CosineDistance(), SMOOTH, real),
        loss(new NegativeElbo(1), SMOOTH, probabilities),
        loss(new NegativeElbo(1, 0.5, Reduction.NONE), SMOOTH, probabilities),
        loss(new Penalty(new MeanSquaredError(), 0.1, 0.3), KINKED, real));
  }

  @TestFactory
  Stream<DynamicTest> everyLayerIsRight() {
    return layers().stream().map(it -> DynamicTest.dynamicTest(it.name(), it.check()::run));
  }

  @TestFactory
  Stream<DynamicTest> everyLossIsRight() {
    return losses().stream().map(it -> DynamicTest.dynamicTest(it.name(), it.check()::run));
  }

  private static Set<String> missing(List<Entry> entries, Predicate<JavaClass> wanted) {
    Set<String> known = new HashSet<>();
    entries.forEach(entry -> entry.covers().forEach(type -> known.add(type.getName())));
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.gradus.nn")
            .stream()
            .filter(type -> !type.isInterface() && wanted.test(type))
            .map(JavaClass::getName)
            .filter(name -> !known.contains(name))
            .collect(Collectors.toSet());
  }

  /// A layer is what has a `forward` of a scope, whatever else it takes.
  private static boolean isLayer(JavaClass type) {
    return type.getMethods().stream()
        .anyMatch(method ->
            method.getName().equals("forward")
                && !method.getRawParameterTypes().isEmpty()
                && method.getRawParameterTypes().getFirst().isEquivalentTo(Scope.class));
  }

  @Test
  void noLayerIsMissing() {
    assertThat(missing(layers(), LayerAndLossCheckTest::isLayer)).isEmpty();
    assertThat(missing(List.of(), LayerAndLossCheckTest::isLayer))
        .contains(Dense.class.getName(), Embedding.class.getName());
  }

  @Test
  void noLossIsMissing() {
    assertThat(missing(losses(), type -> type.isAssignableTo(Loss.class))).isEmpty();
    assertThat(missing(List.of(), type -> type.isAssignableTo(Loss.class)))
        .contains(Huber.class.getName(), Penalty.class.getName());
  }

  @Test
  void aWrongGradientIsFound() {
    Layer leaky = (s, x) -> x.multiply(x.stopGradient());
    assertThatThrownBy(() -> LayerCheck.of(leaky).check())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("gradient of input is off by");
    Loss deaf = (y, t) -> y.stopGradient().add(y).subtract(t.requireValues("deaf")).square().sum();
    assertThatThrownBy(() -> LossCheck.of(deaf).numbers(0, 1).check())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("gradient of");
    Layer sums = (s, x) -> Tensor.ones(Shape.of(2)).multiply(x.sum());
    assertThatThrownBy(() -> LayerCheck.of(sums).check())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("batch of 0");
  }
}
