package io.gradus.studio.room;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One room of the studio as one tab sees it: it answers the requests of its page.
///
/// A room belongs to one tab, and is called by one thread at a time. Work that goes on between
/// requests (training, say) runs on a thread of the room's own, reports through the [Outlet], and
/// ends in [#close].
public interface Room extends AutoCloseable {
  /// The answer to one request, as JSON: maps, lists, strings, booleans and numbers.
  ///
  /// Numbers may be NaN or infinite; they reach the page as the strings `"NaN"`, `"Infinity"` and
  /// `"-Infinity"`.
  ///
  /// @throws Refusal if the request makes no sense; its message is shown to the user
  Map<String, @Nullable Object> answer(String action, Arguments arguments);

  /// Ends all that the room does; called once.
  @Override
  default void close() {}
}
