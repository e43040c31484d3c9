package dev.lifeline.heartbeat;

import java.time.Duration;

/** How long a peer may be silent. Immutable. */
public final class HeartbeatPolicy {

  private final Duration interval;
  private final Duration timeout;
  private final Duration handlerTimeout;

  /** Kept beside the durations, since every look at a session asks for them. */
  private final long intervalNanos;

  private final long timeoutNanos;
  private final long handlerTimeoutNanos;

  /**
   * Checks the three against each other.
   *
   * @param interval silence after which the server asks for a sign of life
   * @param timeout silence after which the connection is dead; greater than the interval
   * @param handlerTimeout how long one message may be handled; it counts instead of the timeout
   *     while a handler runs, since the container reads nothing more until that ends
   * @throws IllegalArgumentException if one is not positive, or the interval not below the timeout
   */
  public HeartbeatPolicy(Duration interval, Duration timeout, Duration handlerTimeout) {
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
    this.interval = interval;
    this.timeout = timeout;
    this.handlerTimeout = handlerTimeout;
    this.intervalNanos = interval.toNanos();
    this.timeoutNanos = timeout.toNanos();
    this.handlerTimeoutNanos = handlerTimeout.toNanos();
  }

  /** Silence after which the server asks for a sign of life. */
  public Duration interval() {
    return interval;
  }

  /** Silence after which the connection is dead. */
  public Duration timeout() {
    return timeout;
  }

  /** How long one message may be handled. */
  public Duration handlerTimeout() {
    return handlerTimeout;
  }

  long intervalNanos() {
    return intervalNanos;
  }

  long timeoutNanos() {
    return timeoutNanos;
  }

  /** Silence after which a session has to be looked at: a handler may have begun just now. */
  long firstLookNanos() {
    return Math.min(intervalNanos, handlerTimeoutNanos);
  }

  long handlerTimeoutNanos() {
    return handlerTimeoutNanos;
  }
}
