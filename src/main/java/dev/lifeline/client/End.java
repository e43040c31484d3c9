package dev.lifeline.client;

import dev.lifeline.protocol.CloseCode;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a connection or an attempt ended.
 *
 * @param code the close code, {@link #ABNORMAL} where no close frame was seen
 * @param reason the reason in the close frame, or ours
 * @param cause what the implementation says of a failure; null where it said nothing
 */
record End(int code, String reason, @Nullable Throwable cause) {

  /** Reported where no close frame was seen, never sent (RFC 6455, section 7.4.1). */
  static final int ABNORMAL = 1006;

  static final int NORMAL = 1000;

  /** 1001, 1012 and 1013: the server goes for a while, and may say for how long. */
  private static final int GOING_AWAY = 1001;

  private static final int SERVICE_RESTART = 1012;
  private static final int TRY_AGAIN_LATER = 1013;

  private static final Pattern RETRY_IN = Pattern.compile("retry in (\\d+) ms");

  /** What a server may ask for at the most. */
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(10);

  static End of(int code, String reason) {
    return new End(code, reason, null);
  }

  static End abnormal(String reason) {
    return of(ABNORMAL, reason);
  }

  static End abnormal(String reason, @Nullable Throwable cause) {
    return new End(ABNORMAL, reason, cause);
  }

  boolean isClean() {
    return code != ABNORMAL;
  }

  /** Whether to stay away. 1000 does not say so: proxies send it too. */
  boolean isFinal() {
    return CloseCode.isFinal(code);
  }

  /** When the server wants its client back, where it has said so (PROTOCOL.md, "Close codes"). */
  Optional<Duration> retryIn() {
    if (code != GOING_AWAY && code != SERVICE_RESTART && code != TRY_AGAIN_LATER) {
      return Optional.empty();
    }
    Matcher matcher = RETRY_IN.matcher(reason);
    return matcher.find() ? Optional.of(bounded(matcher.group(1))) : Optional.empty();
  }

  private static Duration bounded(String millis) {
    BigInteger longest = BigInteger.valueOf(LONGEST_RETRY.toMillis());
    return Duration.ofMillis(new BigInteger(millis).min(longest).longValue());
  }
}
