package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.Param;
import io.gradus.nn.BatchNorm;
import io.gradus.nn.BinaryCrossEntropy;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Dropout;
import io.gradus.nn.Embedding;
import io.gradus.nn.Focal;
import io.gradus.nn.Hinge;
import io.gradus.nn.Huber;
import io.gradus.nn.Initializer;
import io.gradus.nn.LayerNorm;
import io.gradus.nn.Loss.Reduction;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Mlp;
import io.gradus.nn.Model;
import io.gradus.nn.NegativeLogLikelihood;
import io.gradus.nn.ParametricRelu;
import io.gradus.nn.Penalty;
import io.gradus.nn.RmsNorm;
import io.gradus.nn.SquaredHinge;
import io.gradus.op.Celu;
import io.gradus.op.Elu;
import io.gradus.op.LeakyRelu;
import io.gradus.op.Relu;
import io.gradus.optim.Adadelta;
import io.gradus.optim.Adagrad;
import io.gradus.optim.Adam;
import io.gradus.optim.AdamW;
import io.gradus.optim.Adamax;
import io.gradus.optim.Clipping;
import io.gradus.optim.CosineDecay;
import io.gradus.optim.CosineRestarts;
import io.gradus.optim.ExponentialDecay;
import io.gradus.optim.Lamb;
import io.gradus.optim.Lbfgs;
import io.gradus.optim.Lion;
import io.gradus.optim.Momentum;
import io.gradus.optim.MultiStepDecay;
import io.gradus.optim.Muon;
import io.gradus.optim.NAdam;
import io.gradus.optim.Nesterov;
import io.gradus.optim.OneCycle;
import io.gradus.optim.ParamGroup;
import io.gradus.optim.PolynomialDecay;
import io.gradus.optim.RAdam;
import io.gradus.optim.ReduceOnPlateau;
import io.gradus.optim.RmsProp;
import io.gradus.optim.Rule;
import io.gradus.optim.Schedule;
import io.gradus.optim.Sgd;
import io.gradus.optim.StepDecay;
import io.gradus.optim.UpdateOptions;
import io.gradus.optim.WarmUp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every setting that is a number refuses what can only give nonsense, where it is set.
class SettingsTest {
  private static final Schedule RATE = Schedule.constant(0.1);
  private static final Predicate<Param> ALL = param -> true;
  private static final double NAN = Double.NaN;
  private static final double HUGE = Double.POSITIVE_INFINITY;

  /// A setting by name, how it is set, and what it must refuse.
  private record Setting(String name, DoubleFunction<Object> set, double... bad) {
    Stream<Arguments> cases() {
      List<Arguments> cases = new ArrayList<>();
      for (double value : bad) {
        ThrowingCallable call = () -> set.apply(value);
        cases.add(Arguments.of(name + " " + value, call));
      }
      return cases.stream();
    }
  }

  private static Setting fraction(String name, DoubleFunction<Object> set) {
    return new Setting(name, set, NAN, HUGE, -0.1, 1);
  }

  private static Setting positive(String name, DoubleFunction<Object> set) {
    return new Setting(name, set, NAN, HUGE, -1, 0);
  }

  private static Setting notNegative(String name, DoubleFunction<Object> set) {
    return new Setting(name, set, NAN, HUGE, -1);
  }

  private static Setting finite(String name, DoubleFunction<Object> set) {
    return new Setting(name, set, NAN, HUGE, -HUGE);
  }

  /// An int of 1 or more.
  private static Setting count(String name, DoubleFunction<Object> set) {
    return new Setting(name, set, 0, -1);
  }

  private static Stream<Setting> activationsAndLayers() {
    return Stream.of(
        positive("Celu alpha", x -> new Celu(x)),
        finite("Elu alpha", x -> new Elu(x)),
        finite("LeakyRelu alpha", x -> new LeakyRelu(x)),
        finite("ParametricRelu start", x -> new ParametricRelu(false, (float) x)),
        count("Dense units", x -> new Dense((int) x)),
        count("Mlp hidden", x -> new Mlp(List.of(3, (int) x), new Relu(), 0, 1)),
        fraction("Mlp dropout", x -> new Mlp(List.of(3), new Relu(), x, 1)),
        count("Mlp outputs", x -> new Mlp(List.of(3), new Relu(), 0, (int) x)),
        fraction("Dropout rate", x -> new Dropout(x)),
        count("Embedding count", x -> new Embedding((int) x, 1)),
        count("Embedding width", x -> new Embedding(1, (int) x)),
        notNegative("BatchNorm epsilon", x -> new BatchNorm(x, 0.1)),
        new Setting("BatchNorm momentum", x -> new BatchNorm(1e-5, x), NAN, HUGE, -0.1, 1.1),
        notNegative("LayerNorm epsilon", x -> new LayerNorm(x)),
        notNegative("RmsNorm epsilon", x -> new RmsNorm(x)));
  }

  private static Stream<Setting> initializers() {
    return Stream.of(
        finite("Constant value", x -> new Initializer.Constant((float) x)),
        finite("Normal mean", x -> new Initializer.Normal(x, 1)),
        notNegative("Normal deviation", x -> new Initializer.Normal(0, x)),
        finite("TruncatedNormal mean", x -> new Initializer.TruncatedNormal(x, 1)),
        notNegative("TruncatedNormal deviation", x -> new Initializer.TruncatedNormal(0, x)),
        finite("Uniform low", x -> new Initializer.Uniform(x, 1)),
        new Setting("Uniform high", x -> new Initializer.Uniform(0, x), NAN, HUGE, -1),
        notNegative("GlorotUniform gain", x -> new Initializer.GlorotUniform(x)),
        notNegative("GlorotNormal gain", x -> new Initializer.GlorotNormal(x)),
        finite("HeUniform slope", x -> new Initializer.HeUniform(Initializer.Fan.IN, x)),
        finite("HeNormal slope", x -> new Initializer.HeNormal(Initializer.Fan.IN, x)),
        finite("Orthogonal gain", x -> new Initializer.Orthogonal(x)),
        finite("Identity gain", x -> new Initializer.Identity(x)));
  }

  private static Stream<Setting> losses() {
    return Stream.of(
        notNegative("Penalty l1", x -> Penalty.l1(new CrossEntropy(), x)),
        notNegative("Penalty l2", x -> Penalty.l2(new CrossEntropy(), x)),
        notNegative("Focal gamma", x -> new Focal(x, 0.5, Reduction.MEAN)),
        new Setting("Focal alpha", x -> new Focal(2, x, Reduction.MEAN), NAN, HUGE, 0, 1, -1),
        positive("Huber delta", x -> new Huber(x)),
        notNegative("Hinge margin", x -> new Hinge(x)),
        notNegative("SquaredHinge margin", x -> new SquaredHinge(x)),
        fraction("CrossEntropy smoothing", x -> new CrossEntropy(x, Reduction.MEAN)),
        notNegative("CrossEntropy weights", x -> new CrossEntropy().withClassWeights(1, x)),
        notNegative("NLL weights", x -> new NegativeLogLikelihood().withClassWeights(1, x)),
        notNegative("BCE weights", x -> new BinaryCrossEntropy().withPositiveWeights(x)));
  }

  private static Stream<Setting> adams() {
    return Stream.of(
        fraction("Adam beta1", x -> new Adam(RATE, x, 0.9, 1e-8)),
        fraction("Adam beta2", x -> new Adam(RATE, 0.9, x, 1e-8)),
        positive("Adam epsilon", x -> new Adam(RATE, 0.9, 0.9, x)),
        fraction("AdamW beta1", x -> new AdamW(RATE, x, 0.9, 1e-8, 0)),
        fraction("AdamW beta2", x -> new AdamW(RATE, 0.9, x, 1e-8, 0)),
        positive("AdamW epsilon", x -> new AdamW(RATE, 0.9, 0.9, x, 0)),
        notNegative("AdamW decay", x -> new AdamW(RATE, 0.9, 0.9, 1e-8, x)),
        fraction("Adamax beta1", x -> new Adamax(RATE, x, 0.9, 1e-8)),
        fraction("Adamax beta2", x -> new Adamax(RATE, 0.9, x, 1e-8)),
        positive("Adamax epsilon", x -> new Adamax(RATE, 0.9, 0.9, x)),
        fraction("NAdam beta1", x -> new NAdam(RATE, x, 0.9, 1e-8, 0)),
        fraction("NAdam beta2", x -> new NAdam(RATE, 0.9, x, 1e-8, 0)),
        positive("NAdam epsilon", x -> new NAdam(RATE, 0.9, 0.9, x, 0)),
        notNegative("NAdam momentumDecay", x -> new NAdam(RATE, 0.9, 0.9, 1e-8, x)),
        fraction("RAdam beta1", x -> new RAdam(RATE, x, 0.9, 1e-8)),
        fraction("RAdam beta2", x -> new RAdam(RATE, 0.9, x, 1e-8)),
        positive("RAdam epsilon", x -> new RAdam(RATE, 0.9, 0.9, x)),
        fraction("Lamb beta1", x -> new Lamb(RATE, x, 0.9, 1e-8, 0)),
        fraction("Lamb beta2", x -> new Lamb(RATE, 0.9, x, 1e-8, 0)),
        positive("Lamb epsilon", x -> new Lamb(RATE, 0.9, 0.9, x, 0)),
        notNegative("Lamb decay", x -> new Lamb(RATE, 0.9, 0.9, 1e-8, x)));
  }

  private static Stream<Setting> optimizers() {
    Muon.Scale scale = Muon.Scale.ORIGINAL;
    return Stream.of(
        notNegative("Sgd rate", x -> new Sgd(x)),
        fraction("Momentum mu", x -> new Momentum(RATE, x)),
        fraction("Momentum dampening", x -> new Momentum(RATE, 0.9, x)),
        fraction("Nesterov mu", x -> new Nesterov(RATE, x)),
        fraction("RmsProp alpha", x -> new RmsProp(RATE, x, 1e-8, 0, false)),
        positive("RmsProp epsilon", x -> new RmsProp(RATE, 0.9, x, 0, false)),
        fraction("RmsProp mu", x -> new RmsProp(RATE, 0.9, 1e-8, x, false)),
        fraction("Adadelta rho", x -> new Adadelta(RATE, x, 1e-8)),
        positive("Adadelta epsilon", x -> new Adadelta(RATE, 0.9, x)),
        notNegative("Adagrad rateDecay", x -> new Adagrad(RATE, x, 1e-8)),
        positive("Adagrad epsilon", x -> new Adagrad(RATE, 0, x)),
        fraction("Lion beta1", x -> new Lion(RATE, x, 0.9, 0)),
        fraction("Lion beta2", x -> new Lion(RATE, 0.9, x, 0)),
        notNegative("Lion decay", x -> new Lion(RATE, 0.9, 0.9, x)),
        fraction("Muon mu", x -> new Muon(RATE, x, true, 0, scale, List.of())),
        notNegative("Muon decay", x -> new Muon(RATE, 0.9, true, x, scale, List.of())),
        count("Lbfgs memory", x -> new Lbfgs((int) x, 9, 0, 0)),
        count("Lbfgs iterations", x -> new Lbfgs(9, (int) x, 0, 0)),
        notNegative("Lbfgs gradientTolerance", x -> new Lbfgs(9, 9, x, 0)),
        notNegative("Lbfgs valueTolerance", x -> new Lbfgs(9, 9, 0, x)),
        positive("Clipping value", x -> Clipping.byValue(x)),
        positive("Clipping norm", x -> Clipping.byNorm(x)),
        positive("Clipping global norm", x -> Clipping.byGlobalNorm(x)),
        notNegative("ParamGroup rate", x -> ParamGroup.rate("g", ALL, x)),
        notNegative("ParamGroup decay", x -> ParamGroup.decay("g", ALL, x)),
        fraction("averaging", x -> UpdateOptions.standard().averaging(x)),
        new Setting("a rule's setting", x -> new Rule.Setting("beta", x), NAN));
  }

  private static Stream<Setting> schedules() {
    return Stream.of(
        notNegative("constant", x -> Schedule.constant(x)),
        notNegative("StepDecay start", x -> new StepDecay(x, 1, 0.1)),
        count("StepDecay every", x -> new StepDecay(1, (long) x, 0.1)),
        notNegative("StepDecay factor", x -> new StepDecay(1, 1, x)),
        notNegative("MultiStepDecay start", x -> new MultiStepDecay(x, List.of(1L), 0.1)),
        new Setting("milestone", x -> new MultiStepDecay(1, List.of((long) x), 0.1), -1),
        notNegative("MultiStepDecay factor", x -> new MultiStepDecay(1, List.of(1L), x)),
        notNegative("ExponentialDecay start", x -> new ExponentialDecay(x, 0.1)),
        notNegative("ExponentialDecay factor", x -> new ExponentialDecay(1, x)),
        notNegative("PolynomialDecay start", x -> new PolynomialDecay(x, 1, 1)),
        count("PolynomialDecay steps", x -> new PolynomialDecay(1, (long) x, 1)),
        positive("PolynomialDecay power", x -> new PolynomialDecay(1, 1, x)),
        notNegative("CosineDecay start", x -> new CosineDecay(x, 1, 0)),
        count("CosineDecay steps", x -> new CosineDecay(1, (long) x, 0)),
        notNegative("CosineDecay least", x -> new CosineDecay(1, 1, x)),
        notNegative("CosineRestarts start", x -> new CosineRestarts(x, 1, 1, 0)),
        count("CosineRestarts first", x -> new CosineRestarts(1, (long) x, 1, 0)),
        count("CosineRestarts growth", x -> new CosineRestarts(1, 1, (int) x, 0)),
        notNegative("CosineRestarts least", x -> new CosineRestarts(1, 1, 1, x)),
        notNegative("OneCycle peak", x -> new OneCycle(x, 9)),
        count("OneCycle steps", x -> new OneCycle(1, (long) x)),
        new Setting("OneCycle rise", x -> new OneCycle(1, 9, x, 25, 9), NAN, HUGE, 0, 1, -1),
        positive("OneCycle divisor", x -> new OneCycle(1, 9, 0.3, x, 9)),
        positive("OneCycle finalDivisor", x -> new OneCycle(1, 9, 0.3, 25, x)),
        count("WarmUp steps", x -> new WarmUp((long) x, RATE)),
        fraction("WarmUp from", x -> new WarmUp(9, x, RATE)),
        notNegative("plateau start", x -> new ReduceOnPlateau(x)),
        fraction("plateau factor", x -> new ReduceOnPlateau(1, x, 1, 0, 0, 0)),
        new Setting("plateau patience", x -> new ReduceOnPlateau(1, 0, (long) x, 0, 0, 0), -1),
        fraction("plateau threshold", x -> new ReduceOnPlateau(1, 0, 1, x, 0, 0)),
        new Setting("plateau pause", x -> new ReduceOnPlateau(1, 0, 1, 0, (long) x, 0), -1),
        notNegative("plateau least", x -> new ReduceOnPlateau(1, 0, 1, 0, 0, x)));
  }

  private static Trainer trainer() {
    return Trainer.of(Model.of(new Dense(1)).input(1), new MeanSquaredError(), new Sgd(0.1));
  }

  private static Object rates(double low, double high, int batch, int steps) {
    Dataset data = Dataset.of(new float[][] {{1}}, new float[][] {{1}});
    Model model = Model.of(new Dense(1)).input(1);
    return RateFinder.of(
        model, new MeanSquaredError(), rate -> new Sgd(rate), data, batch, low, high, steps);
  }

  private static Stream<Setting> training() {
    Dataset data = Dataset.of(new float[][] {{1}}, new float[][] {{1}});
    return Stream.of(
        count("batch", x -> trainer().batch((int) x)),
        count("epochs", x -> trainer().epochs((int) x)),
        count("accumulate", x -> trainer().accumulate((int) x)),
        count("earlyStopping", x -> trainer().earlyStopping((int) x)),
        count("checkpointEvery", x -> trainer().checkpointEvery((int) x)),
        count("checkpointEverySteps", x -> trainer().checkpointEverySteps((int) x)),
        fraction("average", x -> trainer().average(x)),
        count(
            "Evaluation batch",
            x ->
                new Evaluation(
                    Model.of(new Dense(1)).input(1), new MeanSquaredError(), List.of(), (int) x)),
        count(
            "TrainingSteps batch",
            x ->
                TrainingSteps.of(
                    Model.of(new Dense(1)).input(1),
                    new MeanSquaredError(),
                    new Sgd(0.1),
                    UpdateOptions.standard(),
                    data,
                    (int) x)),
        positive("RateFinder low", x -> rates(x, 1, 1, 9)),
        positive("RateFinder high", x -> rates(0.1, x, 1, 9)),
        count("RateFinder batch", x -> rates(0.1, 1, (int) x, 9)),
        count("RateFinder steps", x -> rates(0.1, 1, 1, (int) x)),
        new Setting("Scaling shift", x -> new Scaling.Fixed(x, 1), NAN, HUGE),
        new Setting("Scaling scale", x -> Scaling.dividedBy(x), NAN, HUGE, 0),
        new Setting("Numeric scale", x -> new Column.Numeric("c", NAN, 0, x), NAN, HUGE, 0),
        new Setting("Numeric shift", x -> new Column.Numeric("c", NAN, x, 1), NAN, HUGE),
        new Setting("Numeric fill", x -> new Column.Numeric("c", x, 0, 1), HUGE),
        new Setting("SquaredError units", x -> new SquaredError(x), NAN, HUGE, 0),
        new Setting("AbsoluteError units", x -> new AbsoluteError(x), NAN, HUGE, 0),
        count("TopK", x -> new TopK((int) x)));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
            activationsAndLayers(),
            initializers(),
            losses(),
            adams(),
            optimizers(),
            schedules(),
            training())
        .flatMap(settings -> settings)
        .flatMap(Setting::cases);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedWhereItIsSet(String name, ThrowingCallable set) {
    assertThatThrownBy(set)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("(?s).*[a-zA-Z]{3}.*");
  }

  static Stream<Arguments> taken() {
    List<ThrowingCallable> good =
        List.of(
            () -> new Elu(0),
            () -> new Elu(-1),
            () -> new LeakyRelu(-1),
            () -> new Initializer.Identity(-1),
            () -> new Initializer.Uniform(-1, 1),
            () -> Penalty.l1(new CrossEntropy(), 0),
            () -> new Focal(0, 0.5, Reduction.MEAN),
            () -> new Sgd(0),
            () -> new Mlp(List.of(), new Relu(), 0, 1));
    return good.stream().map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("taken")
  void whatHasAMeaningIsTaken(ThrowingCallable set) {
    assertThatCode(set).doesNotThrowAnyException();
  }
}
