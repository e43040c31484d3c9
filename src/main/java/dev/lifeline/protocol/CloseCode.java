package dev.lifeline.protocol;

import java.time.Duration;

/**
 * The close codes that Lifeline sends: those of RFC 6455, section 7.4.1, that it has a use for, and
 * its own. The same list stands in {@code webapp/lifeline/close-codes.js} and in PROTOCOL.md.
 *
 * <p>Of its own, 4000 to 4099 invite the client to come back, 4400 to 4499 are final: the same
 * attempt would meet the same end.
 */
public enum CloseCode {
  NORMAL(1000, "bye"),
  GOING_AWAY(1001, "going-away"),
  TOO_BIG(1009, "message-too-big"),
  INTERNAL_ERROR(1011, "internal-error"),
  /** Its text names the time, as {@link #retryIn} writes it. */
  SERVICE_RESTART(1012, "retry in <n> ms"),
  TRY_AGAIN_LATER(1013, "too-many-connections"),
  NO_HEARTBEAT(4000, "no-heartbeat"),
  SLOW_READER(4001, "slow-reader"),
  STUCK_SEND(4002, "stuck-send"),
  STUCK_HANDLER(4003, "stuck-handler"),
  HELLO_TIMEOUT(4008, "no-hello"),
  EXPIRED(4010, "expired"),
  INVALID_CHANNEL(4400, "invalid-channel"),
  UNAUTHORIZED(4401, "unauthorized"),
  /** Its text goes on with the fault. */
  BAD_MESSAGE(4402, "bad-message"),
  KICKED(4403, "kicked"),
  RESUMED_ELSEWHERE(4409, "resumed-elsewhere");

  private final int code;
  private final String reason;

  CloseCode(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  /** The number on the wire. */
  public int code() {
    return code;
  }

  /** The reason text on the wire: ASCII, well below the 123 bytes that a close frame holds. */
  public String reason() {
    return reason;
  }

  /** The reason text that says when to come back: with 1012, and with 1013 during a drain. */
  public static String retryIn(Duration time) {
    return "retry in " + time.toMillis() + " ms";
  }

  /** Whether a client should stay away. */
  public boolean isFinal() {
    return isFinal(code);
  }

  /** Whether a client should stay away after this code, which may be an application's own. */
  public static boolean isFinal(int code) {
    return code >= 4400 && code <= 4499;
  }
}
