package io.gradus.cli;

import io.gradus.data.Augmentation;
import io.gradus.data.Source;
import io.gradus.exec.Engine;
import io.gradus.exec.Workers;
import io.gradus.kernel.Kernels;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Model;
import io.gradus.train.Accuracy;
import io.gradus.train.Column;
import io.gradus.train.ConfusionMatrix;
import io.gradus.train.DataException;
import io.gradus.train.Dataset;
import io.gradus.train.SavedModel;
import io.gradus.train.Target;
import io.gradus.train.Trainer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;

/// `gradus train` of a network that takes images, on a folder of them.
///
/// @param command what the user asks for
/// @param fitting how it is trained and saved
record ImageRun(TrainCommand command, Fitting fitting) {
  private static final double RATE = 0.001;
  private static final int EPOCHS = 20;

  /// Options for tables, texts and time series.
  private static final List<String> OTHERS =
      List.of(
          "--target",
          "--task",
          "--categorical",
          "--ignore",
          "--layers",
          "--activation",
          "--context",
          "--width",
          "--heads",
          "--blocks",
          "--tokenizer",
          "--vocabulary",
          "--window",
          "--horizon");

  ImageRun(TrainCommand command) {
    this(command, new Fitting(command));
  }

  int call() throws IOException {
    NetworkName name = name();
    int[] size = command.images.size();
    command.files.require(command.data);
    command.update.usual(RATE);
    Source.Fold fold = ImageSets.fold(command.data, size, command.test, command.seed);
    try (Workers workers = new Workers(fitting.threads())) {
      Model model = model(name, fold, new Engine(Kernels.best(), workers));
      train(name, model, fold);
      Path out = command.files.out;
      if (out != null) {
        fitting.save(
            provenance -> SavedModel.of(model, fold.preprocessing(), provenance),
            fold.train(),
            out,
            "gradus predict " + out + " image.png");
      }
    }
    return 0;
  }

  private NetworkName name() {
    NetworkName name = command.sequences.model;
    if (!ImageSets.isFolder(command.data)) {
      throw new DataException(
          "--model %s is for a folder that has a folder of images for each class, and %s is no folder"
              .formatted(name, command.data));
    }
    for (String option : OTHERS) {
      require(!fitting.given(option), option + " is not for images");
    }
    require(
        name == NetworkName.VIT || command.dropout == null,
        "--dropout is for --model vit; the other networks for images have their own");
    require(
        name.takesImages() || !fitting.given("--model"),
        "--model %s is not for images; those are lenet5, vgg-small, resnet18, mobilenetv2 and vit"
            .formatted(name));
    return name.takesImages() ? name : NetworkName.VGG_SMALL;
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(command.spec.commandLine(), message);
    }
  }

  private Model model(NetworkName name, Source.Fold fold, Engine engine) {
    int[] shape = fold.train().inputShape();
    double dropout = command.dropout != null ? command.dropout : 0;
    int classes = fold.train().target().width();
    return Model.of(ImageArguments.network(name, shape, classes, dropout))
        .seed(command.seed)
        .on(engine)
        .input(shape);
  }

  private void train(NetworkName name, Model model, Source.Fold fold) throws IOException {
    int[] shape = fold.train().inputShape();
    @Nullable Augmentation changes = command.images.augmentation(Math.min(shape[0], shape[1]));
    Dataset rows = changes == null ? fold.train() : changes.on(fold.train(), image(fold));
    int epochs = command.epochs != null ? command.epochs : EPOCHS;
    int batch = Math.min(command.batch, rows.size());
    long steps = (long) Math.ceilDiv(rows.size(), batch) * epochs;
    Trainer trainer =
        Trainer.of(model, new CrossEntropy(), command.update.optimizer(steps))
            .batch(batch)
            .epochs(epochs)
            .clip(command.update.clipping())
            .metric(new Accuracy());
    command.files.prepare(trainer);
    PrintWriter out = command.spec.commandLine().getOut();
    SequenceReport report = new SequenceReport(out, command.json, "accuracy", rows);
    report.start(about(name, fold, changes), model, command.update.words(), batch);
    if (!command.quiet) {
      report.head();
    }
    Fitting.Done done = fitting.fit(trainer, rows, fold.test(), epochs, false, report::line);
    ConfusionMatrix matrix = new ConfusionMatrix(classes(fold));
    trainer.metric(matrix);
    report.end(trainer.evaluate(fold.test()), fold.test().size(), done);
    if (!command.json && matrix.classes() <= TrainReport.MOST_CLASSES_SHOWN) {
      out.printf("%n%s%n", matrix.table());
      out.flush();
    }
  }

  private static List<String> classes(Source.Fold fold) {
    return ((Target.Classes) fold.train().target()).names();
  }

  private static Column.Image image(Source.Fold fold) {
    return (Column.Image) fold.preprocessing().inputs().getFirst();
  }

  private String about(NetworkName name, Source.Fold fold, @Nullable Augmentation changes) {
    Column.Image image = image(fold);
    return "%s: %d images to train on, %d held out; %d x %d pixels %s; %s%n%s%s"
        .formatted(
            command.data,
            fold.train().size(),
            fold.test().size(),
            image.columns(),
            image.rows(),
            image.channels() == 1 ? "in grey" : "in colour",
            TrainReport.describe(fold.train().target()),
            name,
            changes == null ? "" : ", images changed by " + changes.steps());
  }
}
