package io.gradus.studio;

import io.gradus.studio.optimizers.OptimizersRoom;
import io.gradus.studio.room.Outlet;
import io.gradus.studio.room.Room;
import io.gradus.studio.room.Rooms;
import io.gradus.studio.server.Server;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// The studio: a page in the browser, served by this process, that shows learning at work.
///
/// Open [#address] in a browser. The page is answered on this machine only unless told otherwise,
/// and only with the token in its address; it asks no other host.
public final class Studio implements AutoCloseable {
  private final Server server;

  private Studio(Server server) {
    this.server = server;
  }

  /// Opens a studio; it runs until [#close] or the end of the process.
  public static Studio open(StudioOptions options) {
    return new Studio(new Server(new Rooms(rooms(options)), options.host(), options.port()));
  }

  private static Map<String, Function<Outlet, Room>> rooms(StudioOptions options) {
    Map<String, Function<Outlet, Room>> rooms = new TreeMap<>();
    rooms.put("optimizers", OptimizersRoom::new);
    return rooms;
  }

  /// Where the page is.
  public URI address() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
  }
}
