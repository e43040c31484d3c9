package dev.lifeline.heartbeat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Judges the silence of every peer: asks for a sign of life after the interval, declares death
 * after the timeout, never before it. A sign of life costs the monitor nothing, and a peer that
 * speaks about a nanosecond a second.
 *
 * <p>Safe for use by any thread. Somebody drives it by calling {@link #advance} as often as that
 * says, one thread at a time; that thread does no I/O here and waits for nobody.
 */
public final class HeartbeatMonitor {

  /**
   * 10 ms: a death is told at most this late, for 100 short wake-ups of one thread a second at
   * most.
   */
  public static final Duration TICK = Duration.ofMillis(10);

  /**
   * 2,048 ticks are 20.5 s: past the default interval, so that most looks come when they are due.
   */
  private static final int SLOTS = 2048;

  /**
   * 250 ms: many ticks. A monitor this late was not merely preempted; what kept it away may have
   * kept the readers away too.
   */
  private static final long LATE_NANOS = Duration.ofMillis(250).toNanos();

  /**
   * 250 ms: how long the monitor rests where nothing is near. A timer that others arm meanwhile for
   * a shorter time than that is as much late.
   */
  private static final int MAX_REST_TICKS = 25;

  static final long MAX_REST_NANOS = MAX_REST_TICKS * TICK.toNanos();

  /** 1 s after a pause nobody is declared dead: what waits in the sockets is read first. */
  private static final long GRACE_NANOS = Duration.ofSeconds(1).toNanos();

  private final EpochClock clock;
  private final Ticker ticker;
  private final long startNanos;
  private final TimingWheel wheel;
  private final Map<HeartbeatPolicy, Cohort> cohorts = new ConcurrentHashMap<>();

  /** Owned by the advancing thread, as is the time of its last visit. */
  private final Pauses pauses = new Pauses();

  private long lastAdvanceNanos;

  /** When the next visit was wanted. Owned by the advancing thread too. */
  private long dueNanos;

  /** The last tick whose turn of the sweep is done. Owned by the advancing thread too. */
  private long sweptTick;

  public HeartbeatMonitor(Ticker ticker) {
    this(EpochClock.of(ticker));
  }

  HeartbeatMonitor(EpochClock clock) {
    this.clock = clock;
    this.ticker = clock.ticker();
    this.startNanos = ticker.nanos();
    this.lastAdvanceNanos = startNanos;
    this.dueNanos = startNanos + TICK.toNanos();
    this.wheel = new TimingWheel(lastAdvanceNanos, TICK.toNanos(), SLOTS);
  }

  /** A new peer, which is heard now: one that never speaks has its deadline from here. */
  public Liveness admit(HeartbeatPolicy policy) {
    return cohortOf(policy).admit();
  }

  /**
   * Begins to judge a peer, until {@link Heartbeat#stop}.
   *
   * @param liveness admitted with the same policy, and watched by no other
   */
  public Heartbeat watch(Liveness liveness, HeartbeatPolicy policy, Heartbeat.Peer peer) {
    Heartbeat heartbeat = new Heartbeat(liveness, cohortOf(policy), peer);
    heartbeat.start();
    return heartbeat;
  }

  private Cohort cohortOf(HeartbeatPolicy policy) {
    return cohorts.computeIfAbsent(policy, same -> new Cohort(this, same));
  }

  /** The timers' wheel, for other deadlines of a connection than its heartbeat's. */
  public TimingWheel wheel() {
    return wheel;
  }

  EpochClock clock() {
    return clock;
  }

  /** The clock that the deadlines run on. */
  public Ticker ticker() {
    return ticker;
  }

  /**
   * Does what is due now.
   *
   * @return when to call it next: after a tick while anything is near, and else after a rest
   */
  public Duration advance() {
    long now = ticker.nanos();
    if (now - dueNanos > LATE_NANOS) {
      // Nobody knows since when: all of the rest counts as a part of the pause.
      pauses.add(lastAdvanceNanos + TICK.toNanos(), now);
    }
    lastAdvanceNanos = now;
    sweep(now);
    wheel.advance(now);
    // Not by Duration's own multiplication, which goes through BigDecimal.
    long restNanos = wheel.ticksToNext(MAX_REST_TICKS) * TICK.toNanos();
    dueNanos = now + restNanos;
    return Duration.ofNanos(restNanos);
  }

  private void sweep(long nowNanos) {
    long tick = Math.floorDiv(nowNanos - startNanos, TICK.toNanos());
    // After a pause every turn has come, but each of them only once.
    long from = Math.max(sweptTick + 1, tick - Cohort.TURNS + 1);
    for (long t = from; t <= tick; t++) {
      for (Cohort cohort : cohorts.values()) {
        cohort.sweep((int) (t % Cohort.TURNS), nowNanos);
      }
    }
    sweptTick = tick;
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
