package io.gradus.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What a Linux container may use of the machine, as its control groups say.
///
/// @param processors processors, which may be a part of one; empty if there is no limit
/// @param memory bytes; empty if there is no limit
record ContainerLimits(OptionalDouble processors, OptionalLong memory) {
  /// The kernel writes no limit as a number near 2^63, in the first version of control groups.
  private static final long NO_LIMIT = 1L << 60;

  /// The limits of this process; none where there are no control groups.
  static ContainerLimits ofThisProcess() {
    return of(Path.of("/sys/fs/cgroup"));
  }

  /// The limits in a folder laid out as `/sys/fs/cgroup`, of version 2 or 1.
  static ContainerLimits of(Path folder) {
    String[] both = text(folder.resolve("cpu.max")).split(" ");
    String quota = both[0].isEmpty() ? text(folder.resolve("cpu/cpu.cfs_quota_us")) : both[0];
    String period = both.length == 2 ? both[1] : text(folder.resolve("cpu/cpu.cfs_period_us"));
    OptionalLong time = positive(quota);
    OptionalLong of = positive(period);
    OptionalLong memory = positive(text(folder.resolve("memory.max")));
    return new ContainerLimits(
        time.isPresent() && of.isPresent()
            ? OptionalDouble.of((double) time.getAsLong() / of.getAsLong())
            : OptionalDouble.empty(),
        memory.isPresent()
            ? memory
            : positive(text(folder.resolve("memory/memory.limit_in_bytes"))));
  }

  private static OptionalLong positive(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      return OptionalLong.empty(); // "max", -1, or no such file
    }
    long number = Long.parseLong(text);
    return number > 0 && number < NO_LIMIT ? OptionalLong.of(number) : OptionalLong.empty();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
