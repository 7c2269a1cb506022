package io.gradus.studio.room;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Carries events from a room to its page.
///
/// Sending never blocks and never fails. Of events with one name the page gets the latest: an event
/// that was not yet sent when the next of its name comes is dropped, and at most 30 of a name go
/// out in a second. Events that must all arrive carry a growing list, or are asked for by the page.
public interface Outlet {
  /// Sends `data` under `event`; may be called from any thread.
  void send(String event, Map<String, @Nullable Object> data);

  /// Whether a page listens; work for nobody can be left out.
  boolean listening();
}
