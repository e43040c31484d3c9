package dev.lifeline.heartbeat;

import java.io.Serial;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How long a peer takes to answer what it is asked: by pings, whose payload tells which one is
 * answered, and by heartbeat messages, which cannot tell. Safe for use by any thread; questions
 * come from one thread at a time, and so do answers.
 */
public final class RoundTrip {

  /** A new sample weighs an eighth in the smoothed time (RFC 6298, section 2). */
  private static final int WEIGHT = 8;

  private static final int UNKNOWN = -1;

  /** No question is open. A time that is the same is told as the nanosecond after it. */
  private static final long NONE = 0;

  private final Ticker ticker;

  /** The time of the last ping, which its pong has to bring back, or NONE. */
  private volatile long pingNanos = NONE;

  /** The time of the last heartbeat message of ours, or NONE. */
  private volatile long messageNanos = NONE;

  /** Microseconds: an int holds half an hour of them, and a session is small. */
  private volatile int lastMicros = UNKNOWN;

  private volatile int smoothedMicros = UNKNOWN;

  public RoundTrip(Ticker ticker) {
    this.ticker = ticker;
  }

  /** A ping is being sent now; returns what it shall carry. A ping before it counts no more. */
  public long ping() {
    long now = now();
    pingNanos = now;
    return now;
  }

  /**
   * A pong has brought something back.
   *
   * @return whether it answers our last ping
   */
  public boolean pong(long carried) {
    if (carried == NONE || carried != pingNanos) {
      return false;
    }
    pingNanos = NONE;
    take(carried);
    return true;
  }

  /** Whether the last ping has no pong yet. */
  public boolean isPingOpen() {
    return pingNanos != NONE;
  }

  /** The ticker's time of the last ping, while that {@link #isPingOpen is open}. */
  public long pingedNanos() {
    return pingNanos;
  }

  /** A heartbeat message is being sent now. */
  public void ask() {
    messageNanos = now();
  }

  /**
   * A heartbeat message has arrived.
   *
   * @return whether it answers one of ours
   */
  public boolean answer() {
    long since = messageNanos;
    if (since == NONE) {
      return false;
    }
    messageNanos = NONE;
    take(since);
    return true;
  }

  /** The last round trip, or empty where none was measured yet. */
  public Optional<Duration> last() {
    return duration(lastMicros);
  }

  /** The moving average of the round trips, or empty where none was measured yet. */
  public Optional<Duration> smoothed() {
    return duration(smoothedMicros);
  }

  /** The live {@link #last} in milliseconds with a fraction; -1 before the first. */
  public Number lastMillis() {
    return new Last(this);
  }

  /** The live {@link #smoothed} in milliseconds with a fraction; -1 before the first. */
  public Number smoothedMillis() {
    return new Smoothed(this);
  }

  private long now() {
    long now = ticker.nanos();
    return now == NONE ? now + 1 : now;
  }

  private void take(long sinceNanos) {
    long micros = TimeUnit.NANOSECONDS.toMicros(ticker.nanos() - sinceNanos);
    int sample = (int) Math.min(Math.max(micros, 0), Integer.MAX_VALUE);
    int before = smoothedMicros;
    lastMicros = sample;
    smoothedMicros = before == UNKNOWN ? sample : before + (sample - before) / WEIGHT;
  }

  private static Optional<Duration> duration(int micros) {
    return micros == UNKNOWN
        ? Optional.empty()
        : Optional.of(Duration.of(micros, ChronoUnit.MICROS));
  }

  private static Double millis(int micros) {
    return micros == UNKNOWN ? UNKNOWN : micros / 1e3;
  }

  /** What an application finds in its session; a class each keeps a session small. */
  private static final class Last extends LiveNumber {

    @Serial private static final long serialVersionUID = 1L;

    private final transient RoundTrip roundTrip;

    Last(RoundTrip roundTrip) {
      this.roundTrip = roundTrip;
    }

    @Override
    Double moment() {
      return millis(roundTrip.lastMicros);
    }
  }

  /** See {@link Last}. */
  private static final class Smoothed extends LiveNumber {

    @Serial private static final long serialVersionUID = 1L;

    private final transient RoundTrip roundTrip;

    Smoothed(RoundTrip roundTrip) {
      this.roundTrip = roundTrip;
    }

    @Override
    Double moment() {
      return millis(roundTrip.smoothedMicros);
    }
  }
}
