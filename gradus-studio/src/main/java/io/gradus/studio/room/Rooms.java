package io.gradus.studio.room;

import java.util.Map;
import java.util.function.Function;

/// The rooms by the name under which their pages ask for them.
public final class Rooms {
  private final Map<String, Function<Outlet, Room>> makers;

  public Rooms(Map<String, Function<Outlet, Room>> makers) {
    this.makers = Map.copyOf(makers);
  }

  /// A new room for one tab.
  ///
  /// @throws Refusal if there is none of that name
  public Room open(String name, Outlet outlet) {
    Function<Outlet, Room> maker = makers.get(name);
    if (maker == null) {
      throw new Refusal("the studio has no room \"" + Arguments.shortened(name) + "\"");
    }
    return maker.apply(outlet);
  }
}
