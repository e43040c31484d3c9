package dev.lifeline.client;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/** Counts the retries since the last stable connection, and says when the next is. In the lane. */
final class Retries {

  private final ReconnectOptions options;
  private final DoubleSupplier random;
  private final Timer stable;

  /** Written in the lane, read by any thread. */
  private final AtomicInteger count = new AtomicInteger();

  /** What was counted before the connection became stable. */
  private int before;

  Retries(ReconnectOptions options, Timers timers, DoubleSupplier random) {
    this.options = options;
    this.random = random;
    stable = new Timer(timers, () -> before = count.getAndSet(0));
  }

  /** A connection has opened, and has to prove itself. */
  void opened() {
    stable.start(options.stableAfter().toNanos());
  }

  /** The connection is gone. */
  void stop() {
    stable.stop();
  }

  /** The connection was of no use, however long it lasted. */
  void revoke() {
    count.compareAndSet(0, before);
  }

  int count() {
    return count.get();
  }

  boolean areUsedUp() {
    return count.get() >= options.maxRetries();
  }

  /** A retry begins, or is waited for. */
  void countOne() {
    count.incrementAndGet();
  }

  /** Nanoseconds before the next retry. */
  long delayNanos() {
    return options.policy().delayNanos(count.get(), random.getAsDouble());
  }
}
