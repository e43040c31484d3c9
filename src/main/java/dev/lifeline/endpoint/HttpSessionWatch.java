package dev.lifeline.endpoint;

import dev.lifeline.connection.Deadlines;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks after the HttpSession that a handshake came with: a WebSocket's messages do not keep it
 * alive, the page's other requests do. Safe for use by any thread.
 */
final class HttpSessionWatch {

  /** 10 s: how soon a log-out is noticed, of which nobody tells. */
  private static final Duration LOOK = Duration.ofSeconds(10);

  private final HttpSession session;
  private final LongSupplier wallClockMillis;
  private final Deadlines deadlines;
  private final Consumer<Duration> warning;
  private final Runnable end;

  /** How long before the end it is told; as of the beginning. */
  private final Duration warnBefore;

  /** All guarded by this. Null between two looks. */
  private Deadlines.@Nullable Deadline nextLook;

  private boolean warned;
  private boolean stopped;

  /**
   * Creates it without looking.
   *
   * @param wallClockMillis the container's own measure of a session, since 1970
   * @param warning told how much is left, once, and once again whenever the session was prolonged
   *     in between
   * @param end told once the session has gone
   */
  HttpSessionWatch(
      HttpSession session,
      LongSupplier wallClockMillis,
      Deadlines deadlines,
      Consumer<Duration> warning,
      Runnable end) {
    this.session = session;
    this.wallClockMillis = wallClockMillis;
    this.deadlines = deadlines;
    this.warning = warning;
    this.end = end;
    Duration left = left();
    warnBefore = Expiry.warningFor(left == null ? LOOK : left);
  }

  /** Looks now, and again until the session has gone or nobody wants to know any more. */
  void look() {
    Duration left = left();
    if (left == null) {
      scheduleLook(LOOK);
    } else if (left.isNegative() || left.isZero()) {
      if (stop()) {
        end.run();
      }
    } else {
      boolean isNear = left.compareTo(warnBefore) <= 0;
      if (scheduleLook(isNear ? left : left.minus(warnBefore)) && mustWarn(isNear)) {
        warning.accept(left);
      }
    }
  }

  /** Ends it. Returns whether it had not been ended before. */
  synchronized boolean stop() {
    boolean wasRunning = !stopped;
    stopped = true;
    if (nextLook != null) {
      nextLook.cancel();
    }
    return wasRunning;
  }

  private synchronized boolean mustWarn(boolean isNear) {
    boolean isNew = isNear && !warned;
    warned = isNear;
    return isNew;
  }

  private synchronized boolean scheduleLook(Duration wanted) {
    if (stopped) {
      return false;
    }
    Duration time = wanted.compareTo(LOOK) < 0 ? wanted : LOOK;
    nextLook = deadlines.after(time, this::look);
    return true;
  }

  /** What is left of the session; null where it never ends by itself. */
  private @Nullable Duration left() {
    try {
      int seconds = session.getMaxInactiveInterval();
      if (seconds <= 0) {
        return null;
      }
      long endMillis = session.getLastAccessedTime() + Duration.ofSeconds(seconds).toMillis();
      return Duration.ofMillis(endMillis - wallClockMillis.getAsLong());
    } catch (IllegalStateException e) {
      return Duration.ZERO; // Logged out, or expired already.
    }
  }
}
