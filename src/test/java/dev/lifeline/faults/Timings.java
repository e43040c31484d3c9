package dev.lifeline.faults;

import java.time.Duration;

/**
 * What a client is configured to. Its reconnect policy is exponential, all else its default.
 *
 * @param interval of silence before a beat
 * @param timeout after a beat
 * @param patience after a beat, before the status is {@code checking}
 * @param connectTimeout of an attempt
 * @param base the bound of the first delay
 * @param ceiling the bound of any delay
 */
record Timings(
    Duration interval,
    Duration timeout,
    Duration patience,
    Duration connectTimeout,
    Duration base,
    Duration ceiling) {

  /** Short enough to watch, long enough for a busy machine not to be taken for a fault. */
  static final Timings SHORT =
      new Timings(
          Duration.ofMillis(400),
          Duration.ofMillis(800),
          Duration.ofMillis(200),
          Duration.ofMillis(2_500),
          Duration.ofMillis(100),
          Duration.ofMillis(400));

  /**
   * The longest that a dead connection may pass for a living one: a beat has just been answered.
   */
  Duration untilNoticed() {
    return interval.plus(timeout);
  }

  /** The longest after the network's return until a connection is up again. */
  Duration untilBack() {
    return connectTimeout.plus(ceiling).plus(connectTimeout);
  }
}
