package dev.lifeline.heartbeat;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a peer takes to answer what it is asked: by pings, whose payload tells which one is
 * answered, and by heartbeat messages, which cannot tell. Safe for use by any thread; questions
 * come from one thread at a time, and so do answers.
 */
public final class RoundTrip {

  /** A new sample weighs an eighth in the smoothed time (RFC 6298, section 2). */
  private static final int WEIGHT = 8;

  private static final long UNKNOWN = -1;

  private final Ticker ticker;

  /** The time of the last ping; what its pong has to bring back. */
  private volatile long pingNanos;

  private volatile boolean pinged;
  private volatile long messageNanos;
  private volatile boolean asked;

  private volatile long lastNanos = UNKNOWN;
  private volatile long smoothedNanos = UNKNOWN;

  public RoundTrip(Ticker ticker) {
    this.ticker = ticker;
  }

  /** A ping is being sent now; returns what it shall carry. A ping before it counts no more. */
  public long ping() {
    long now = ticker.nanos();
    pingNanos = now;
    pinged = true;
    return now;
  }

  /** A pong has brought something back, which is ours or is not. */
  public void pong(long carried) {
    if (pinged && carried == pingNanos) {
      pinged = false;
      take(carried);
    }
  }

  /** A heartbeat message is being sent now. */
  public void ask() {
    messageNanos = ticker.nanos();
    asked = true;
  }

  /**
   * A heartbeat message has arrived.
   *
   * @return whether it answers one of ours
   */
  public boolean answer() {
    if (!asked) {
      return false;
    }
    asked = false;
    take(messageNanos);
    return true;
  }

  /** The last round trip, or empty where none was measured yet. */
  public Optional<Duration> last() {
    return duration(lastNanos);
  }

  /** The moving average of the round trips, or empty where none was measured yet. */
  public Optional<Duration> smoothed() {
    return duration(smoothedNanos);
  }

  /** The live {@link #last} in milliseconds with a fraction; -1 before the first. */
  public Number lastMillis() {
    return new Millis(this, false);
  }

  /** The live {@link #smoothed} in milliseconds with a fraction; -1 before the first. */
  public Number smoothedMillis() {
    return new Millis(this, true);
  }

  private void take(long sinceNanos) {
    long sample = Math.max(0, ticker.nanos() - sinceNanos);
    long before = smoothedNanos;
    lastNanos = sample;
    smoothedNanos = before == UNKNOWN ? sample : before + (sample - before) / WEIGHT;
  }

  private static Optional<Duration> duration(long nanos) {
    return nanos == UNKNOWN ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
  }

  /** What an application finds in its session. */
  private static final class Millis extends LiveNumber {

    @Serial private static final long serialVersionUID = 1L;

    private static final double NANOS_PER_MILLI = 1e6;

    private final transient RoundTrip roundTrip;
    private final boolean smoothed;

    Millis(RoundTrip roundTrip, boolean smoothed) {
      this.roundTrip = roundTrip;
      this.smoothed = smoothed;
    }

    @Override
    Double moment() {
      long nanos = smoothed ? roundTrip.smoothedNanos : roundTrip.lastNanos;
      return nanos == UNKNOWN ? UNKNOWN : nanos / NANOS_PER_MILLI;
    }
  }
}
