package dev.lifeline.heartbeat;

/**
 * A monotonic clock. Its values have no meaning but their differences, and are compared by
 * subtraction since they may wrap. Safe for use by any thread.
 */
@FunctionalInterface
public interface Ticker {

  /** The current time in nanoseconds since an arbitrary origin. */
  long nanos();

  /** The clock of the machine, always the same instance; wall-clock changes do not move it. */
  static Ticker system() {
    return SystemTicker.INSTANCE;
  }
}
