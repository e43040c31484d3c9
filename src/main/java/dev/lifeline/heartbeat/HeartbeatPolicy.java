package dev.lifeline.heartbeat;

import java.time.Duration;

/**
 * How long a peer may be silent.
 *
 * @param interval silence after which the server asks for a sign of life
 * @param timeout silence after which the connection is dead; greater than the interval
 */
public record HeartbeatPolicy(Duration interval, Duration timeout) {

  /**
   * Checks the two against each other.
   *
   * @throws IllegalArgumentException if the interval is not positive, or not below the timeout
   */
  public HeartbeatPolicy {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("interval must be positive, not " + interval);
    }
    if (interval.compareTo(timeout) >= 0) {
      throw new IllegalArgumentException(
          "interval " + interval + " must be below timeout " + timeout);
    }
  }

  long intervalNanos() {
    return interval.toNanos();
  }

  long timeoutNanos() {
    return timeout.toNanos();
  }
}
