package io.gradus.cli;

import io.gradus.train.Epoch;
import io.gradus.train.TrainingEvent;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;

/// A bar at the foot of the terminal with epoch, loss, metric, samples a second and the time left.
///
/// It belongs on standard error, so that standard output stays what programs read.
final class ProgressLine implements Progress, Consumer<TrainingEvent> {
  private static final String ERASE = "\r\033[2K";
  private static final int WIDEST = 40;
  private static final long PAUSE = 50_000_000L;

  private final Object terminal = new Object();
  private final int epochs;
  private final int samples;
  private final ProgressBar bar;
  private final PrintStream out;
  private String metric = "";
  private String drawn = "";
  private long told;
  private boolean closed;

  ProgressLine(int epochs, int samples, PrintStream out) {
    this.out = out;
    this.epochs = epochs;
    this.samples = samples;
    bar =
        new ProgressBarBuilder()
            .setInitialMax((long) epochs * samples)
            .setUpdateIntervalMillis(100)
            .setRenderer(this::line)
            .clearDisplayOnFinish()
            .setConsumer(new Guarded())
            .build();
  }

  /// Writes the bar only while nobody writes lines.
  private final class Guarded extends ConsoleProgressBarConsumer {
    Guarded() {
      super(out);
    }

    @Override
    public void accept(String text) {
      synchronized (terminal) {
        if (!closed) {
          drawn = text;
          super.accept(text);
        }
      }
    }

    @Override
    public void clear() {
      synchronized (terminal) {
        drawn = "";
      }
    }
  }

  @Override
  public void accept(TrainingEvent event) {
    switch (event) {
      case TrainingEvent.StepDone done -> {
        long now = System.nanoTime();
        if (now - told > PAUSE) {
          told = now;
          bar.stepTo((long) (done.epoch() - 1) * samples + done.sample());
          bar.setExtraMessage(
              String.format(
                  Locale.ROOT,
                  " epoch %d/%d loss %.4f%s",
                  done.epoch(),
                  epochs,
                  done.loss(),
                  metric));
        }
      }
      case TrainingEvent.EpochDone done -> {
        metric = text(done.epoch());
        bar.stepTo((long) done.epoch().number() * samples);
        bar.refresh();
      }
      case TrainingEvent.Stopped stopped -> bar.maxHint(bar.getCurrent());
    }
  }

  /// What is done, what it came to, how fast it goes and how long it will take; the bar has what is
  /// left of the width.
  private String line(ProgressState state, int width) {
    double done = (double) state.getCurrent() / state.getMax();
    double seconds = state.getElapsedAfterStart().toNanos() / 1e9;
    long left = Math.round(seconds * (1 - done) / Math.max(done, 1e-9));
    String text =
        done == 0
            ? " begins"
            : String.format(
                Locale.ROOT,
                " %3.0f %%  %s  %.0f samples/s  %d:%02d left",
                100 * done,
                state.getExtraMessage(),
                state.getCurrent() / Math.max(seconds, 1e-9),
                left / 60,
                left % 60);
    int cells = Math.clamp(width - text.length() - 1, 0, WIDEST);
    int full = (int) Math.round(done * cells);
    return "\u2588".repeat(full) + "\u2591".repeat(cells - full) + text;
  }

  private static String text(Epoch epoch) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Double> entry : epoch.validation().entrySet()) {
      text.append(String.format(Locale.ROOT, "  %s %.4f", entry.getKey(), entry.getValue()));
    }
    return text.toString();
  }

  @Override
  public void above(Runnable print) {
    synchronized (terminal) {
      out.print(ERASE);
      out.flush();
      print.run();
      out.print(drawn);
      out.flush();
    }
  }

  @Override
  public void close() {
    bar.close();
    synchronized (terminal) {
      closed = true;
      out.print(ERASE);
      out.flush();
    }
  }
}
