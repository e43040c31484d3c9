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

  private final HeartbeatMonitor monitor;
  private final Liveness liveness;
  private final HeartbeatPolicy policy;
  private final Peer peer;

  /** How many intervals of the silence since heardNanos were told. Written by the monitor. */
  private volatile int missedBeats;

  /** The last sign of life at the last look. Written by the monitor's thread. */
  private volatile long heardNanos;

  Heartbeat(HeartbeatMonitor monitor, Liveness liveness, HeartbeatPolicy policy, Peer peer) {
    this.monitor = monitor;
    this.liveness = liveness;
    this.policy = policy;
    this.peer = peer;
    this.heardNanos = liveness.lastHeardNanos();
  }

  void start(long nowNanos) {
    monitor.wheel().schedule(this, nowNanos + firstLookNanos());
  }

  /** A handler may begin at any moment, and its time may be shorter than the interval. */
  private long firstLookNanos() {
    return Math.min(policy.intervalNanos(), policy.handlerTimeoutNanos());
  }

  /** Ends the judgement. No call to the peer begins after the monitor's current one. */
  public void stop() {
    monitor.wheel().retire(this);
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
    long silence = monitor.awakeNanos(liveness.lastHeardNanos(), nowNanos);
    boolean handling = liveness.isHandling();
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
    long wait = Math.min(nextBeat, limit) - silence;
    monitor.wheel().schedule(this, nowNanos + Math.min(wait, firstLookNanos()));
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
