package dev.lifeline.endpoint;

import java.time.Duration;

/** When a client is told that its credentials will run out. */
final class Expiry {

  /** 1 minute: enough to ask a user, or another server. */
  private static final Duration WARNING = Duration.ofMinutes(1);

  private Expiry() {}

  /** How long before their end: a minute, or half of what is left where that is less. */
  static Duration warningFor(Duration left) {
    Duration half = left.dividedBy(2);
    return half.compareTo(WARNING) < 0 ? half : WARNING;
  }
}
