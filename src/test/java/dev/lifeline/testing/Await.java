package dev.lifeline.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what cannot be awaited as an event, with a deadline. */
public final class Await {

  private static final Duration POLL = Duration.ofMillis(20);

  private Await() {}

  /**
   * Returns when the condition holds.
   *
   * @throws AssertionError if it does not within the patience
   */
  public static void until(String what, Duration patience, BooleanSupplier condition)
      throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new AssertionError("not within " + patience.toMillis() + " ms: " + what);
      }
      Thread.sleep(POLL.toMillis());
    }
  }
}
