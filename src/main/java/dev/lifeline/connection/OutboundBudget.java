package dev.lifeline.connection;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The bound of what waits in all queues together. When it is passed, the fullest queues go first:
 * it is not the one who comes last that is to blame. Safe for use by any thread.
 */
final class OutboundBudget {

  private final long maxBytes;
  private final Supplier<Stream<Outbound>> queues;
  private final AtomicLong waitingBytes = new AtomicLong();

  OutboundBudget(long maxBytes, Supplier<Stream<Outbound>> queues) {
    this.maxBytes = maxBytes;
    this.queues = queues;
  }

  /** Counts bytes that have begun to wait, or with a minus, that have ceased to. */
  void add(long bytes) {
    waitingBytes.addAndGet(bytes);
  }

  long waitingBytes() {
    return waitingBytes.get();
  }

  /** Gives up queues until the rest is inside the bound. Never to be called under a lock. */
  void keep() {
    while (waitingBytes.get() > maxBytes) {
      Outbound fullest = null;
      long most = 0;
      for (Outbound queue : (Iterable<Outbound>) queues.get()::iterator) {
        long bytes = queue.waitingBytes();
        if (bytes > most) {
          most = bytes;
          fullest = queue;
        }
      }
      if (fullest == null) {
        return; // Others have freed it meanwhile.
      }
      fullest.giveUp();
    }
  }
}
