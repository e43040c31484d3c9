package dev.lifeline.heartbeat;

import java.time.Duration;

/**
 * Judges the silence of every peer: asks for a sign of life after the interval, declares death
 * after the timeout, never before it. A sign of life costs the monitor nothing; a peer is looked at
 * about once an interval.
 *
 * <p>Safe for use by any thread. Somebody drives it by calling {@link #advance} every {@link
 * #TICK}, one thread at a time; that thread does no I/O here and waits for nobody.
 */
public final class HeartbeatMonitor {

  /** 25 ms: a death is told at most this late, for 40 short wake-ups of one thread a second. */
  public static final Duration TICK = Duration.ofMillis(25);

  /**
   * 1,024 ticks are 25.6 s: past the default interval, so that most looks come when they are due.
   */
  private static final int SLOTS = 1024;

  /**
   * 250 ms: ten ticks. A monitor this late was not merely preempted; what kept it away may have
   * kept the readers away too.
   */
  private static final long LATE_NANOS = Duration.ofMillis(250).toNanos();

  /** 1 s after a pause nobody is declared dead: what waits in the sockets is read first. */
  private static final long GRACE_NANOS = Duration.ofSeconds(1).toNanos();

  private final Ticker ticker;
  private final TimingWheel wheel;

  /** Owned by the advancing thread, as is the time of its last visit. */
  private final Pauses pauses = new Pauses();

  private long lastAdvanceNanos;

  public HeartbeatMonitor(Ticker ticker) {
    this.ticker = ticker;
    this.lastAdvanceNanos = ticker.nanos();
    this.wheel = new TimingWheel(lastAdvanceNanos, TICK.toNanos(), SLOTS);
  }

  /** Begins to judge a peer, from now until {@link Heartbeat#stop}. */
  public Heartbeat watch(Liveness liveness, HeartbeatPolicy policy, Heartbeat.Peer peer) {
    Heartbeat heartbeat = new Heartbeat(this, liveness, policy, peer);
    heartbeat.start(ticker.nanos());
    return heartbeat;
  }

  /** The timers' wheel, for other deadlines of a connection than its heartbeat's. */
  public TimingWheel wheel() {
    return wheel;
  }

  /** The clock that the deadlines run on. */
  public Ticker ticker() {
    return ticker;
  }

  /** Does what is due now. */
  public void advance() {
    long now = ticker.nanos();
    long due = lastAdvanceNanos + TICK.toNanos();
    if (now - due > LATE_NANOS) {
      pauses.add(due, now);
    }
    lastAdvanceNanos = now;
    wheel.advance(now);
  }

  /**
   * How much of the time between two moments this process was there: not stopped, suspended or
   * starved. For the thread that advances the monitor.
   */
  public long awakeNanos(long fromNanos, long toNanos) {
    return toNanos - fromNanos - pauses.within(fromNanos, toNanos);
  }

  /**
   * Whether the process has only just come back, with input perhaps still unread and sends not
   * completed: no time for a verdict. For the thread that advances the monitor.
   */
  public boolean isCatchingUp(long nowNanos) {
    return pauses.endedWithin(GRACE_NANOS, nowNanos);
  }
}
