package io.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.Shape;
import io.gradus.nn.Activation;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Dense;
import io.gradus.nn.Loss;
import io.gradus.nn.Model;
import io.gradus.nn.Sequential;
import io.gradus.op.Relu;
import io.gradus.optim.Adam;
import io.gradus.optim.Momentum;
import io.gradus.optim.Optimizer;
import io.gradus.optim.ReduceOnPlateau;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A run that is interrupted and resumed ends with the bits of one that never was.
class CheckpointTest {
  private static final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// What a run told: the loss of every step, and what each epoch came to.
  private static final class Story {
    final Map<Long, Float> steps = new LinkedHashMap<>();
    final Map<Integer, Double> epochs = new LinkedHashMap<>();
    final Map<Integer, Double> validation = new LinkedHashMap<>();
    final Map<Integer, Double> rates = new LinkedHashMap<>();
    int nothingLeftAfter;
    boolean finished;

    void hear(TrainingEvent event) {
      switch (event) {
        case TrainingEvent.StepDone done -> steps.put(done.step(), done.loss());
        case TrainingEvent.EpochDone(Epoch epoch) -> {
          epochs.put(epoch.number(), epoch.loss());
          validation.put(epoch.number(), epoch.validationLoss());
          rates.put(epoch.number(), epoch.rate());
        }
        case TrainingEvent.Stopped stopped -> epochs.put(-stopped.epoch(), stopped.best());
        case TrainingEvent.NothingLeft left -> nothingLeftAfter = left.epoch();
        case TrainingEvent.Finished _ -> finished = true;
      }
    }
  }

  @TempDir Path folder;

  private static Trainer run(Model model, Story story) {
    Optimizer optimizer = new Adam(new ReduceOnPlateau(0.05, 0.5, 0, 0.05, 0, 0));
    return Trainer.of(model, new CrossEntropy(), optimizer)
        .batch(16)
        .epochs(CheckpointedRun.EPOCHS)
        .metric(new Accuracy())
        .earlyStopping(4)
        .listener(story::hear);
  }

  private static void fit(Trainer trainer) {
    trainer.fit(CheckpointedRun.data(0), CheckpointedRun.data(1));
  }

  private static void assertSame(Model model, Model expected) {
    assertThat(model.parameters().values()).containsExactly(expected.parameters().values());
    assertThat(model.buffers().values()).containsExactly(expected.buffers().values());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 9, 10, 11, 25, 40, 63})
  void goesOnToTheBitFromAnyStep(int interrupted) throws IOException {
    Story expected = new Story();
    Model whole = CheckpointedRun.network();
    fit(run(whole, expected));
    assertThat(expected.rates.values().stream().distinct().count())
        .as("the schedule remembers something")
        .isGreaterThan(1);

    Path file = folder.resolve("run");
    Story story = new Story();
    Trainer first =
        run(CheckpointedRun.network(), story)
            .checkpoint(file)
            .checkpointEverySteps(3)
            .listener(event -> {
              if (event instanceof TrainingEvent.StepDone done && done.step() == interrupted) {
                throw new Interruption();
              }
            });
    assertThatThrownBy(() -> fit(first)).isInstanceOf(Interruption.class);
    Model model = CheckpointedRun.network();
    Trainer second = run(model, story).checkpoint(file).checkpointEverySteps(3);
    if (Files.exists(file)) {
      second.resume(file);
    }
    fit(second);
    assertThat(story.steps).isEqualTo(expected.steps);
    assertThat(story.epochs).isEqualTo(expected.epochs);
    assertThat(story.validation).isEqualTo(expected.validation);
    assertThat(story.rates).isEqualTo(expected.rates);
    assertSame(model, whole);
  }

  @Test
  void goesOnToTheBitWithAccumulatedGradientsAndAveragedWeights() throws IOException {
    Path file = folder.resolve("run");
    Story expected = new Story();
    Model whole = CheckpointedRun.network();
    fit(run(whole, expected).accumulate(4).average(0.9));
    Story story = new Story();
    Trainer first =
        run(CheckpointedRun.network(), story)
            .accumulate(4)
            .average(0.9)
            .checkpoint(file)
            .checkpointEverySteps(3)
            .listener(event -> {
              if (event instanceof TrainingEvent.StepDone done && done.step() == 27) {
                throw new Interruption();
              }
            });
    assertThatThrownBy(() -> fit(first)).isInstanceOf(Interruption.class);
    Model model = CheckpointedRun.network();
    fit(run(model, story).accumulate(4).average(0.9).resume(file));
    assertThat(story.steps).isEqualTo(expected.steps);
    assertThat(story.validation).isEqualTo(expected.validation);
    assertSame(model, whole);
  }

  @Test
  void aFinishedRunIsNotTrainedOnUnlessMoreEpochsAreAsked() throws IOException {
    Path file = folder.resolve("run");
    Model whole = CheckpointedRun.network();
    Trainer first = CheckpointedRun.trainer(whole).epochs(6).checkpoint(file).checkpointEvery(4);
    fit(first);
    Model again = CheckpointedRun.network();
    Story story = new Story();
    Trainer second = CheckpointedRun.trainer(again).epochs(6).listener(story::hear).resume(file);
    assertThat(second.fit(CheckpointedRun.data(0), CheckpointedRun.data(1))).isEmpty();
    assertThat(story.nothingLeftAfter).isEqualTo(6);
    assertThat(story.finished).isTrue();
    assertSame(again, whole);

    Model longer = CheckpointedRun.network();
    fit(CheckpointedRun.trainer(longer).epochs(8).resume(file));
    Model expected = CheckpointedRun.network();
    fit(CheckpointedRun.trainer(expected).epochs(8));
    assertSame(longer, expected);
  }

  @Test
  void aSecondFitIsResumedToItsOwnLastEpoch() throws IOException {
    Path file = folder.resolve("run");
    Model whole = CheckpointedRun.network();
    fit(CheckpointedRun.trainer(whole).epochs(6));
    Trainer first = CheckpointedRun.trainer(CheckpointedRun.network()).epochs(3).checkpoint(file);
    fit(first);
    first.listener(event -> {
      if (event instanceof TrainingEvent.EpochDone done && done.epoch().number() == 5) {
        throw new Interruption();
      }
    });
    assertThatThrownBy(() -> fit(first)).isInstanceOf(Interruption.class);
    Model model = CheckpointedRun.network();
    Trainer second = CheckpointedRun.trainer(model).epochs(3).resume(file);
    assertThat(second.fit(CheckpointedRun.data(0), CheckpointedRun.data(1)))
        .extracting(Epoch::number)
        .containsExactly(5, 6);
    assertSame(model, whole);
  }

  @Test
  void aCheckpointThatDoesNotSayWhereItsFitBeganIsOfAFirstOne() throws IOException {
    Safetensors now = Safetensors.read("now", Files.readAllBytes(checkpoint()));
    String json = now.metadata().get("gradus.checkpoint");
    assertThat(json).contains(",\"before\":0");
    Path old = folder.resolve("old");
    new Safetensors(Map.of("gradus.checkpoint", json.replace(",\"before\":0", "")), now.arrays())
        .write(old);
    Trainer trainer = CheckpointedRun.trainer(CheckpointedRun.network()).epochs(2).resume(old);
    assertThat(trainer.fit(CheckpointedRun.data(0), CheckpointedRun.data(1))).hasSize(1);
  }

  @Test
  void aRefusedResumeIsNotForgotten() throws IOException {
    Trainer trainer =
        CheckpointedRun.trainer(CheckpointedRun.network()).batch(8).resume(checkpoint());
    refused(trainer, "batch 16");
    refused(trainer, "batch 16");
  }

  @Test
  void aRunThatStoppedEarlyStaysStopped() throws IOException {
    Path file = folder.resolve("run");
    Story story = new Story();
    Model whole = CheckpointedRun.network();
    fit(run(whole, story).epochs(100).checkpoint(file));
    assertThat(story.epochs.keySet()).anyMatch(epoch -> epoch < 0);
    Model again = CheckpointedRun.network();
    Story second = new Story();
    fit(run(again, second).epochs(100).resume(file));
    assertThat(second.steps).isEmpty();
    assertThat(second.nothingLeftAfter).isEqualTo(story.epochs.size() - 1);
    assertSame(again, whole);
  }

  @Test
  void anotherNetworkIsToldByNamesAndNothingIsTouched() throws IOException {
    Path file = checkpoint();
    Model other =
        Model.of(
                Sequential.of(
                    new Dense(16), new Activation(new Relu()), new Dense(16), new Dense(2)))
            .input(2);
    float[] before = other.parameters().values().clone();
    assertThatThrownBy(() -> CheckpointedRun.trainer(other).resume(file))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("missing  \"2.weight\" [16, 16]; close: ")
        .hasMessageContaining("unknown  \"1.running_mean\"")
        .hasMessageContaining(file.toString());
    assertThat(other.parameters().values()).containsExactly(before);
  }

  private Path checkpoint() {
    Path file = folder.resolve("run");
    fit(CheckpointedRun.trainer(CheckpointedRun.network()).epochs(1).checkpoint(file));
    return file;
  }

  @Test
  void otherSettingsAndOtherDataAreRefused() throws IOException {
    Path file = checkpoint();
    refused(CheckpointedRun.trainer(CheckpointedRun.network()).batch(8).resume(file), "batch 16");
    refused(
        Trainer.of(CheckpointedRun.network(), new CrossEntropy(), new Momentum(0.1))
            .batch(16)
            .resume(file),
        "optimizer Adam");
    refused(
        Trainer.of(
                CheckpointedRun.network(),
                new CrossEntropy(0.1, Loss.Reduction.MEAN),
                new Adam(0.02))
            .batch(16)
            .resume(file),
        "network and loss");
    Trainer elsewhere = CheckpointedRun.trainer(CheckpointedRun.network()).resume(file);
    assertThatThrownBy(() -> elsewhere.fit(CheckpointedRun.data(2), CheckpointedRun.data(1)))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("training data");
  }

  private static void refused(Trainer trainer, String expected) {
    assertThatThrownBy(() -> fit(trainer))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void aModelIsNoCheckpointAndACheckpointNoModel() throws IOException {
    Path model = folder.resolve("model");
    CheckpointedRun.network().save(model);
    assertThatThrownBy(() -> CheckpointedRun.trainer(CheckpointedRun.network()).resume(model))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("saved model");
    Path file = checkpoint();
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("--resume");
  }

  @Test
  void aTruncatedOrLyingFileIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(checkpoint());
    Path cut = folder.resolve("cut");
    Trainer trainer = CheckpointedRun.trainer(CheckpointedRun.network());
    for (int length = 0; length < whole.length; length += 1 + whole.length / 61) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> trainer.resume(cut)).isInstanceOf(FileFormatException.class);
    }
    Safetensors good = Safetensors.read("good", whole);
    String json = good.metadata().get("gradus.checkpoint");
    for (String[] lie :
        new String[][] {
          {"\"format\":1", "\"format\":9"},
          {"\"epoch\":2", "\"epoch\":0"},
          {"\"sample\":0", "\"sample\":-1"},
          {"\"before\":0", "\"before\":2"},
          {"\"step\":", "\"stop\":"},
          {"f32-fma-1", "f32-fma-2"}
        }) {
      assertThat(json).contains(lie[0]);
      Safetensors bad =
          new Safetensors(Map.of("gradus.checkpoint", json.replace(lie[0], lie[1])), good.arrays());
      assertThatThrownBy(() -> CheckpointFile.read("a file", bad))
          .as(lie[1])
          .isInstanceOf(FileFormatException.class);
    }
    Map<String, StoredArray> fewer = new LinkedHashMap<>(good.arrays());
    fewer.keySet().removeIf(name -> name.startsWith("optimizer/") && name.endsWith("0.weight"));
    new Safetensors(good.metadata(), fewer).write(cut);
    trainer.resume(cut);
    assertThatThrownBy(() -> fit(trainer))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("missing  \"0.weight\"")
        .hasMessageContaining("optimizer/");
    Map<String, StoredArray> more = new LinkedHashMap<>(good.arrays());
    more.put("optimizer/other/0.weight", new StoredArray.Floats(Shape.of(2, 16), new float[32]));
    new Safetensors(good.metadata(), more).write(cut);
    trainer.resume(cut);
    refused(trainer, "optimizer/other/0.weight");
  }

  /// A JVM that trains is killed at random moments and started again until it is done.
  @Test
  void killsDoNotChangeABit() throws Exception {
    Path expected = folder.resolve("expected");
    assertThat(start(folder.resolve("own"), expected).waitFor()).isZero();
    Path file = folder.resolve("run");
    Path model = folder.resolve("model");
    Random random = new Random(7);
    for (int kill = 0; kill < 3; kill++) {
      Process process = start(file, model);
      try (InputStream out = process.getInputStream()) {
        if (out.read() == '!') { // else this machine is so fast that the run was at its end
          TimeUnit.MICROSECONDS.sleep(random.nextInt(50_000));
        }
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
    assertThat(start(file, model).waitFor()).isZero();
    assertThat(model).hasSameBinaryContentAs(expected);
    assertThat(names()).containsExactlyInAnyOrder("own", "expected", "run", "model");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toList());
    }
  }

  private static Process start(Path checkpoint, Path model) throws Exception {
    List<String> roots = new ArrayList<>();
    for (Class<?> type : List.of(Trainer.class, CheckpointedRun.class, io.gradus.Tensor.class)) {
      roots.add(root(type).toString());
    }
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            String.join(java.io.File.pathSeparator, roots),
            CheckpointedRun.class.getName(),
            checkpoint.toString(),
            model.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static Path root(Class<?> type) throws Exception {
    URL url = type.getResource(type.getSimpleName() + ".class");
    if (url.getProtocol().equals("jar")) {
      String text = url.toString();
      return Path.of(new java.net.URI(text.substring(4, text.indexOf("!/"))));
    }
    Path path = Path.of(url.toURI());
    for (int i = 0; i <= type.getPackageName().chars().filter(c -> c == '.').count() + 1; i++) {
      path = path.getParent();
    }
    return path;
  }
}
