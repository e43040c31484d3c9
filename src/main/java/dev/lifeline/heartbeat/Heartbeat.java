package dev.lifeline.heartbeat;

import java.io.Serial;

/** The judgement of one peer's silence. Driven by the monitor's thread; stopped by any. */
public final class Heartbeat extends TimingWheel.Timer {

  /** The one who is judged. Called by the monitor's thread: must hand on, not wait. */
  public interface Peer {

    /** The peer has been silent for another interval and should be asked for a sign of life. */
    void silent();

    /** The peer has been silent for the timeout. Told once, unless {@link #stuck} is. */
    void dead();

    /** What the peer said has been handled for longer than allowed. Told once. */
    void stuck();
  }

  private final Liveness liveness;
  private final Cohort cohort;
  private final Peer peer;

  /** How many intervals of the silence since heardNanos were told. Written by the monitor. */
  private volatile int missedBeats;

  /** The last sign of life at the last look. Written by the monitor's thread. */
  private volatile long heardNanos;

  /**
   * It has a timer in the wheel; else the sweep sees to it. Once started, the monitor's thread's.
   */
  private boolean armed;

  Heartbeat(Liveness liveness, Cohort cohort, Peer peer) {
    this.liveness = liveness;
    this.cohort = cohort;
    this.peer = peer;
    this.heardNanos = liveness.lastHeardNanos();
  }

  /** Begins; called once, before any other thread knows of it. */
  void start() {
    if (!Cohort.isFar(cohort.policy().firstLookNanos())) {
      arm();
    }
    liveness.watch(this);
  }

  /** Gives it a timer of its own, unless it has one. */
  void arm() {
    if (!armed) {
      armed = true;
      cohort
          .monitor()
          .wheel()
          .schedule(this, liveness.lastHeardNanos() + cohort.policy().firstLookNanos());
    }
  }

  /** Ends the judgement. No call to the peer begins after the monitor's current one. */
  public void stop() {
    cohort.monitor().wheel().retire(this);
    Liveness place = liveness.leave(this);
    if (place != null) {
      cohort.release(place);
    }
  }

  /** How many intervals the peer has been silent for, asked each time; 0 once it is heard. */
  public int missedBeats() {
    return heardNanos == liveness.lastHeardNanos() ? missedBeats : 0;
  }

  /** The live {@link #missedBeats}. */
  public Number missedBeatsNow() {
    return new MissedBeats(this);
  }

  @Override
  protected void fire(long nowNanos) {
    HeartbeatMonitor monitor = cohort.monitor();
    HeartbeatPolicy policy = cohort.policy();
    // First: a handler that ends now has been heard before.
    boolean handling = liveness.isHandling();
    long silence = monitor.awakeNanos(liveness.lastHeardNanos(), nowNanos);
    long limit = handling ? policy.handlerTimeoutNanos() : policy.timeoutNanos();
    if (silence >= limit && !monitor.isCatchingUp(nowNanos)) {
      stop();
      if (handling) {
        peer.stuck();
      } else {
        peer.dead();
      }
      return;
    }
    if (heardNanos != liveness.lastHeardNanos()) {
      missedBeats = 0;
      heardNanos = liveness.lastHeardNanos();
    }
    int beats = (int) (silence / policy.intervalNanos());
    if (beats > missedBeats && !handling) {
      missedBeats = beats;
      peer.silent();
    }
    long nextBeat = (beats + 1L) * policy.intervalNanos();
    long wait = Math.min(Math.min(nextBeat, limit) - silence, policy.firstLookNanos());
    if (Cohort.isFar(wait) && beats == 0 && !handling) {
      armed = false;
    } else {
      rearm(nowNanos + wait);
    }
  }

  /** What an application finds in its session. */
  private static final class MissedBeats extends LiveNumber {

    @Serial private static final long serialVersionUID = 1L;

    private final transient Heartbeat heartbeat;

    MissedBeats(Heartbeat heartbeat) {
      this.heartbeat = heartbeat;
    }

    @Override
    Integer moment() {
      return heartbeat.missedBeats();
    }
  }
}
