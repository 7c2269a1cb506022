package io.gradus.studio.run;

import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Audience;
import io.gradus.studio.room.Outlet;
import io.gradus.studio.room.Refusal;
import io.gradus.studio.room.Room;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The room of a live run: the one that a program attached, or a run on the digits that the page
/// asks for.
public final class RunRoom implements Room {
  private final Outlet outlet;
  private final LongSupplier clock;
  private @Nullable LiveRun run;
  private @Nullable DigitsDemo demo;

  /// @param attached the run of the program that opened this studio, or null
  public RunRoom(Outlet outlet, @Nullable LiveRun attached) {
    this(outlet, attached, System::nanoTime);
  }

  /// @param clock the time in nanoseconds, by which a page has gone
  RunRoom(Outlet outlet, @Nullable LiveRun attached, LongSupplier clock) {
    this.outlet = outlet;
    this.clock = clock;
    run = attached;
    if (attached != null) {
      attached.join(outlet);
    }
  }

  @Override
  public Map<String, @Nullable Object> answer(String action, Arguments arguments) {
    arguments.done();
    switch (action) {
      case "state" -> {
        return state();
      }
      case "demo" -> {
        if (run != null && demo == null) {
          throw new Refusal("a program's run is shown here already");
        }
        stopDemo();
        demo = new DigitsDemo(new Audience(outlet, clock));
        run = demo.run();
        run.join(outlet);
        demo.start();
        return state();
      }
      default -> throw Refusal.unknownAction(action);
    }
  }

  private Map<String, @Nullable Object> state() {
    return run == null ? Map.of("attached", false) : run.state();
  }

  private void stopDemo() {
    if (demo != null && run != null) {
      run.leave(outlet);
      demo.stop();
    }
  }

  @Override
  public void close() {
    stopDemo();
    if (run != null) {
      run.leave(outlet);
    }
  }
}
