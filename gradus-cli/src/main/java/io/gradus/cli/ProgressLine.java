package io.gradus.cli;

import io.gradus.train.Epoch;
import io.gradus.train.TrainingEvent;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
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

  /// Ctrl+C leaves no half of a bar before the shell's prompt.
  private final Thread interrupted = new Thread(this::erase, "gradus-progress-end");

  private final int epochs;
  private final int samples;
  private final ProgressBar bar;
  private final PrintStream out;
  private final boolean blocks;
  private final boolean perplexity;
  private String metric = "";
  private volatile long first = -1;
  private volatile long begun;
  private String drawn = "";
  private long told;
  private int toldEpoch;
  private boolean closed;

  ProgressLine(int epochs, int samples, PrintStream out) {
    this(epochs, samples, out, false);
  }

  /// @param perplexity whether it shows that, too: `exp(loss)`
  ProgressLine(int epochs, int samples, PrintStream out, boolean perplexity) {
    this.perplexity = perplexity;
    this.out = out;
    this.epochs = epochs;
    this.samples = samples;
    blocks = out.charset().newEncoder().canEncode('\u2588');
    bar =
        new ProgressBarBuilder()
            .setInitialMax((long) epochs * samples)
            .setUpdateIntervalMillis(100)
            .setRenderer(this::line)
            .clearDisplayOnFinish()
            .setConsumer(new Guarded())
            .build();
    Runtime.getRuntime().addShutdownHook(interrupted);
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

    /// Would leave the bar on its line and go to the next one.
    @Override
    public void close() {}

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
        long seen = (long) (done.epoch() - 1) * samples + done.sample();
        if (first < 0) {
          begun = now;
          first = seen;
        }
        // The first step of an epoch is told at once: a short one would pass unnamed.
        if (done.epoch() != toldEpoch || now - told > PAUSE) {
          told = now;
          toldEpoch = done.epoch();
          bar.stepTo(seen);
          bar.setExtraMessage(
              String.format(
                  Locale.ROOT,
                  "  epoch %d/%d loss %.4f%s%s",
                  done.epoch(),
                  epochs,
                  done.loss(),
                  perplexity ? surprise(done.loss()) : "",
                  metric));
        }
      }
      case TrainingEvent.EpochDone done -> {
        metric = text(done.epoch());
        bar.stepTo((long) done.epoch().number() * samples);
        bar.refresh();
      }
      case TrainingEvent.Stopped _, TrainingEvent.NothingLeft _ -> bar.maxHint(bar.getCurrent());
      case TrainingEvent.Finished _ -> {
        // The line stands until it is closed.
      }
    }
  }

  private static String surprise(float loss) {
    return String.format(Locale.ROOT, " perplexity %.2f", StrictMath.exp(loss));
  }

  private String line(ProgressState state, int width) {
    double done = (double) state.getCurrent() / state.getMax();
    List<String> parts = new ArrayList<>();
    parts.add(String.format(Locale.ROOT, " %3.0f %%", 100 * done));
    parts.add(state.getExtraMessage());
    parts.addAll(pace(state));
    return line(done, parts, width - 1, blocks);
  }

  /// The bar has what the parts leave of the width; parts that do not fit go, the last ones first.
  static String line(double done, List<String> parts, int width, boolean blocks) {
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      if (text.length() + part.length() > width) {
        break;
      }
      text.append(part);
    }
    int cells = Math.clamp(width - text.length(), 0, WIDEST);
    int full = (int) Math.round(done * cells);
    return (blocks ? "\u2588" : "#").repeat(full)
        + (blocks ? "\u2591" : "-").repeat(cells - full)
        + text;
  }

  /// The time left and the speed, measured from the first step on: a run that is resumed does not
  /// begin with sample 0.
  private List<String> pace(ProgressState state) {
    long since = state.getCurrent() - first;
    if (first < 0 || since <= 0) {
      return List.of();
    }
    double seconds = Math.max((System.nanoTime() - begun) / 1e9, 1e-9);
    long left = Math.round(seconds / since * (state.getMax() - state.getCurrent()));
    return List.of(
        "  " + duration(left) + " left",
        String.format(Locale.ROOT, "  %.0f samples/s", since / seconds));
  }

  static String duration(long seconds) {
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private static String text(Epoch epoch) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Double> entry : epoch.validation().entrySet()) {
      text.append(String.format(Locale.ROOT, "  test %s %.4f", entry.getKey(), entry.getValue()));
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
    erase();
    try {
      Runtime.getRuntime().removeShutdownHook(interrupted);
    } catch (IllegalStateException ending) {
      return; // the hook does its work
    }
  }

  private void erase() {
    synchronized (terminal) {
      closed = true;
      drawn = "";
      out.print(ERASE);
      out.flush();
    }
  }
}
