package dev.lifeline.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Refuses what cannot work, and names it. */
final class Checks {

  /** Far above anything sensible, far below the overflow of nanoseconds in a long. */
  private static final Duration LONGEST = Duration.ofDays(365);

  /** What fits into a close frame beside the code (RFC 6455, section 5.5). */
  private static final int REASON_BYTES = 123;

  private Checks() {}

  static Duration positive(String option, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
      throw refused(option, value, "a duration above 0, of 365 days at most, is allowed");
    }
    return value;
  }

  static long positive(String option, long value) {
    if (value <= 0) {
      throw refused(option, value, "a number above 0 is allowed");
    }
    return value;
  }

  static int notNegative(String option, int value) {
    if (value < 0) {
      throw refused(option, value, "0 or more is allowed");
    }
    return value;
  }

  static IllegalArgumentException refused(String option, Object value, String allowed) {
    return new IllegalArgumentException(option + " " + value + ": " + allowed);
  }

  /** The same arguments are allowed as in a browser's {@code WebSocket.close}. */
  static void close(int code, String reason) {
    if (code != End.NORMAL && (code < 3000 || code > 4999)) {
      throw refused("close code", code, "1000 or 3000 to 4999 is allowed");
    }
    if (reason.getBytes(StandardCharsets.UTF_8).length > REASON_BYTES) {
      throw refused("close reason", reason, "at most 123 bytes of UTF-8 are allowed");
    }
  }
}
