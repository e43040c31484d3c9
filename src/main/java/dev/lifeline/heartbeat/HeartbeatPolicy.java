package dev.lifeline.heartbeat;

import java.time.Duration;

/**
 * How long a peer may be silent.
 *
 * @param interval silence after which the server asks for a sign of life
 * @param timeout silence after which the connection is dead; greater than the interval
 * @param handlerTimeout how long one message may be handled; it counts instead of the timeout while
 *     a handler runs, since the container reads nothing more until that ends
 */
public record HeartbeatPolicy(Duration interval, Duration timeout, Duration handlerTimeout) {

  /**
   * Checks them against each other.
   *
   * @throws IllegalArgumentException if one is not positive, or the interval not below the timeout
   */
  public HeartbeatPolicy {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("interval must be positive, not " + interval);
    }
    if (handlerTimeout.isNegative() || handlerTimeout.isZero()) {
      throw new IllegalArgumentException("handlerTimeout must be positive, not " + handlerTimeout);
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

  long handlerTimeoutNanos() {
    return handlerTimeout.toNanos();
  }
}
