package dev.lifeline.connection;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How many sessions have ended, by reason. Safe for use by any thread. */
final class EndCounts {

  private final Map<EndReason, LongAdder> counts =
      Arrays.stream(EndReason.values())
          .collect(Collectors.toUnmodifiableMap(Function.identity(), reason -> new LongAdder()));

  void add(EndReason reason) {
    Objects.requireNonNull(counts.get(reason)).increment();
  }

  /** A copy, with every reason in it. */
  Map<EndReason, Long> byReason() {
    return counts.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().sum()));
  }
}
