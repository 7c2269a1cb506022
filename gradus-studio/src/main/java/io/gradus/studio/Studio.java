package io.gradus.studio;

import io.gradus.studio.activations.ActivationsRoom;
import io.gradus.studio.circuit.CircuitRoom;
import io.gradus.studio.optimizers.OptimizersRoom;
import io.gradus.studio.play.PlayRoom;
import io.gradus.studio.room.Outlet;
import io.gradus.studio.room.Room;
import io.gradus.studio.room.Rooms;
import io.gradus.studio.run.LiveRun;
import io.gradus.studio.run.RunRoom;
import io.gradus.studio.server.Server;
import io.gradus.studio.stepper.StepperRoom;
import io.gradus.train.Trainer;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The studio: a page in the browser, served by this process, that shows learning at work.
///
/// Open [#address] in a browser. The page is answered on this machine only unless told otherwise,
/// and only with the token in its address; it asks no other host.
public final class Studio implements AutoCloseable {
  private final Server server;
  private final String room;

  private Studio(Server server, String room) {
    this.server = server;
    this.room = room;
  }

  /// Opens a studio; it runs until [#close] or the end of the process.
  public static Studio open(StudioOptions options) {
    return open(options, null);
  }

  /// Opens a studio on this machine that shows what `trainer` does, as it does it.
  ///
  /// ```java
  /// try (var studio = Studio.attach(trainer)) {
  ///   System.out.println(studio.address());
  ///   trainer.fit(train, test);
  /// }
  /// ```
  ///
  /// Weights and gradients are looked at on the training thread, a few times a second and for about
  /// one per cent of the time; the page shows how much it was. While no page is open, losses are
  /// noted and nothing else is done. The run's bits stay the same.
  public static Studio attach(Trainer trainer) {
    return attach(trainer, StudioOptions.local());
  }

  /// As [#attach(Trainer)], where and how the options say.
  public static Studio attach(Trainer trainer, StudioOptions options) {
    LiveRun run = new LiveRun(trainer.model(), "run of " + program());
    trainer.listener(run);
    return open(options, run);
  }

  private static Studio open(StudioOptions options, @Nullable LiveRun run) {
    Server server = new Server(new Rooms(rooms(options, run)), options.host(), options.port());
    return new Studio(server, run == null ? "" : "#/run");
  }

  /// The class that attaches its trainer, as the program's name.
  private static String program() {
    String name =
        StackWalker.getInstance()
            .walk(frames ->
                frames
                    .map(StackWalker.StackFrame::getClassName)
                    .filter(each -> !each.equals(Studio.class.getName()))
                    .findFirst())
            .orElse("a Java program");
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static Map<String, Function<Outlet, Room>> rooms(
      StudioOptions options, @Nullable LiveRun run) {
    Map<String, Function<Outlet, Room>> rooms = new TreeMap<>();
    rooms.put("activations", outlet -> new ActivationsRoom());
    rooms.put("circuit", CircuitRoom::new);
    rooms.put("optimizers", OptimizersRoom::new);
    rooms.put("play", PlayRoom::new);
    rooms.put("run", outlet -> new RunRoom(outlet, run));
    rooms.put("stepper", outlet -> new StepperRoom(options.model()));
    return rooms;
  }

  /// Where the page is: the live run where a trainer is attached, or else the start.
  public URI address() {
    return URI.create(server.address() + room);
  }

  @Override
  public void close() {
    server.close();
  }
}
