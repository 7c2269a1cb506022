package io.gradus.exec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Gives every intermediate result a place in one array, so that results which never live at the
/// same time may share it.
final class Arena {
  private static final int ALIGNMENT = 16;

  private static final class Life {
    final Slot slot;
    final int from;
    int to;
    int offset = -1;

    Life(Slot slot, int from) {
      this.slot = slot;
      this.from = from;
      this.to = from;
    }

    int size() {
      return (slot.shape.size() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    boolean overlaps(Life other) {
      return from <= other.to && other.from <= to;
    }
  }

  private final Map<Slot, Life> lives = new IdentityHashMap<>();
  private final Map<Slot, Slot> aliases = new IdentityHashMap<>();
  private final List<Life> order = new ArrayList<>();

  /// `slot` is written by step `step`.
  void define(Slot slot, int step) {
    Life life = new Life(slot, step);
    lives.put(slot, life);
    order.add(life);
  }

  /// `slot` is `source` under another shape.
  void alias(Slot slot, Slot source) {
    aliases.put(slot, source);
  }

  /// `slot` is read or written by step `step`.
  void use(Slot slot, int step) {
    Slot real = slot;
    while (aliases.containsKey(real)) {
      real = aliases.get(real);
    }
    Life life = lives.get(real);
    if (life != null) {
      life.to = Math.max(life.to, step);
    }
  }

  /// Places everything, largest first at the lowest free offset, and returns the floats needed.
  int layOut() {
    List<Life> bySize = new ArrayList<>(order);
    bySize.sort(Comparator.comparingInt(Life::size).reversed());
    List<Life> placed = new ArrayList<>();
    long total = 0;
    for (Life life : bySize) {
      List<Life> around = new ArrayList<>(placed.stream().filter(life::overlaps).toList());
      around.sort(Comparator.comparingInt(other -> other.offset));
      long at = 0;
      for (Life other : around) {
        if (at + life.size() <= other.offset) {
          break;
        }
        at = Math.max(at, (long) other.offset + other.size());
      }
      total = Math.max(total, at + life.size());
      life.offset = (int) Math.min(at, Integer.MAX_VALUE);
      placed.add(life);
    }
    float[] memory = OutOfHeapException.floats(total);
    for (Life life : order) {
      life.slot.floats = memory;
      life.slot.offset = life.offset;
    }
    return (int) total;
  }
}
