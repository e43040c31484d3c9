package dev.lifeline.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what cannot be awaited as an event, with a deadline. */
public final class Await {

  private static final Duration POLL = Duration.ofMillis(20);

  private Await() {}

  /**
   * Returns when the condition holds.
   *
   * @param what asked for at the end, so that it can tell how far things have come
   * @throws AssertionError if it does not within the patience
   */
  public static void until(Supplier<?> what, Duration patience, BooleanSupplier condition)
      throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new AssertionError("not within " + patience.toMillis() + " ms: " + what.get());
      }
      Thread.sleep(POLL.toMillis());
    }
  }
}
