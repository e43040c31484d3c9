package dev.lifeline.connection;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What waits for one client, control messages ahead of data. Not thread-safe. */
final class Backlog {

  private final ArrayDeque<Waiting> control = new ArrayDeque<>(1);
  private final ArrayDeque<Waiting> data = new ArrayDeque<>(4);
  private long bytes;

  private record Waiting(OutboundMessage message, long sinceNanos) {}

  /** Adds one behind its like. */
  void add(OutboundMessage message, boolean ahead, long nowNanos) {
    (ahead ? control : data).add(new Waiting(message, nowNanos));
    bytes += message.bytes();
  }

  /** The next one to send; null where none waits. */
  @Nullable OutboundMessage poll() {
    Waiting next = control.isEmpty() ? data.poll() : control.poll();
    if (next == null) {
      return null;
    }
    bytes -= next.message.bytes();
    return next.message;
  }

  int size() {
    return control.size() + data.size();
  }

  long bytes() {
    return bytes;
  }

  /**
   * Since when something has waited.
   *
   * @param otherwise for no data that waits, or none that has waited longer
   */
  long sinceNanos(long otherwise) {
    Waiting oldest = data.peek();
    return oldest != null && oldest.sinceNanos - otherwise < 0 ? oldest.sinceNanos : otherwise;
  }
}
