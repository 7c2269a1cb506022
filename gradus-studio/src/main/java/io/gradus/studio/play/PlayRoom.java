package io.gradus.studio.play;

import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Audience;
import io.gradus.studio.room.Outlet;
import io.gradus.studio.room.Refusal;
import io.gradus.studio.room.Room;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The playground: points, a network that learns them on a thread of this room, and frames of what
/// it does for the page.
///
/// Requests and training take turns: a request waits for a few milliseconds of training at most. It
/// pauses when nobody has listened for a few seconds: a tab that was closed says nothing.
public final class PlayRoom implements Room {
  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(4);
  private static final long FRAME = TimeUnit.MILLISECONDS.toNanos(30);
  private static final long CHART = TimeUnit.MILLISECONDS.toNanos(250);

  private final Outlet outlet;
  private final Audience audience;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition wake = lock.newCondition();
  private final Playground ground = new Playground();
  private final Requests requests = new Requests(ground);
  private final Speed speed = new Speed();
  private @Nullable Thread thread;
  private @Nullable String failure;
  private boolean playing;
  private boolean closed;
  private double pace;
  private long frames;
  private long nextStep;
  private long nextFrame;
  private long nextChart;

  public PlayRoom(Outlet outlet) {
    this(outlet, System::nanoTime);
  }

  /// @param clock the time in nanoseconds, by which a page has gone
  PlayRoom(Outlet outlet, LongSupplier clock) {
    this.outlet = outlet;
    audience = new Audience(outlet, clock);
  }

  @Override
  public Map<String, @Nullable Object> answer(String action, Arguments arguments) {
    lock.lock();
    try {
      Map<String, @Nullable Object> answer = new LinkedHashMap<>();
      switch (action) {
        case "play" -> play(arguments);
        case "pause" -> {
          arguments.done();
          playing = false;
        }
        case "pace" -> pace(arguments);
        case "step" -> step(arguments);
        default -> answer.putAll(requests.answer(action, arguments));
      }
      playing &= ground.ready();
      answer.put("frame", frame(true));
      return answer;
    } finally {
      lock.unlock();
    }
  }

  private void play(Arguments arguments) {
    arguments.done();
    requirePoints();
    ground.goOn();
    if (!ground.ready()) {
      throw new Refusal(
          "the run cannot go on: change a setting (a smaller rate, say), or reset it");
    }
    failure = null;
    playing = true;
    audience.heard();
    speed.begin(System.nanoTime());
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name("gradus-studio-play").start(this::loop);
    }
    wake.signalAll();
  }

  private void pace(Arguments arguments) {
    pace = arguments.number("stepsPerSecond", 0, 1000);
    arguments.done();
    nextStep = System.nanoTime();
    wake.signalAll();
  }

  private void step(Arguments arguments) {
    arguments.done();
    requirePoints();
    playing = false;
    ground.goOn();
    ground.step();
    ground.runs().forEach(PlayRun::judge);
  }

  private void requirePoints() {
    if (ground.runs().isEmpty()) {
      throw new Refusal("there is no point to learn from: put some on the plane first");
    }
  }

  /// The training thread: slices of steps, and a frame when one is due.
  private void loop() {
    try {
      while (turn()) {
        Thread.onSpinWait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean turn() throws InterruptedException {
    lock.lock();
    try {
      while (!playing && !closed) {
        wake.await();
      }
      if (closed) {
        return false;
      }
      if (audience.gone()) {
        playing = false;
        // Waits for the page, should it come back.
        outlet.send("frame", frame(true));
        return true;
      }
      try {
        slice();
      } catch (RuntimeException e) {
        playing = false;
        failure = "training ended by an error: " + e;
        send(true);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void slice() throws InterruptedException {
    long now = System.nanoTime();
    if (pace > 0 && now < nextStep) {
      wake.awaitNanos(nextStep - now);
      return;
    }
    long end = now + SLICE;
    do {
      playing = ground.step();
      speed.step();
    } while (playing && pace == 0 && System.nanoTime() < end);
    now = System.nanoTime();
    if (pace > 0) {
      nextStep = Math.max(nextStep + (long) (1e9 / pace), now);
    }
    speed.look(now);
    if (!playing || now >= nextFrame) {
      boolean chart = !playing || now >= nextChart;
      nextChart = chart ? now + CHART : nextChart;
      send(chart);
      // Drawing takes half of the time at most, however large the network.
      long done = System.nanoTime();
      nextFrame = Math.max(Math.max(nextFrame, now - FRAME) + FRAME, done + (done - now));
    }
  }

  private void send(boolean withHistory) {
    if (outlet.listening()) {
      outlet.send("frame", frame(withHistory));
    }
  }

  private Map<String, @Nullable Object> frame(boolean withHistory) {
    Map<String, @Nullable Object> frame = new LinkedHashMap<>();
    frame.put("number", ++frames);
    frame.put("playing", playing);
    frame.put("stepsPerSecond", speed.perSecond());
    frame.put("failure", failure);
    frame.put("runs", ground.frames(withHistory));
    return frame;
  }

  /// Whether the training thread is there; for tests.
  boolean training() {
    Thread present = thread;
    return present != null && present.isAlive();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      playing = false;
      wake.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
