package dev.lifeline.heartbeat;

/** The judgement of one peer's silence. Driven by the monitor's thread; stopped by any. */
public final class Heartbeat extends TimingWheel.Timer {

  /** The one who is judged. Called by the monitor's thread: must hand on, not wait. */
  public interface Peer {

    /** The peer has been silent for another interval and should be asked for a sign of life. */
    void silent();

    /** The peer has been silent for the timeout. Told once. */
    void dead();
  }

  private final HeartbeatMonitor monitor;
  private final Liveness liveness;
  private final HeartbeatPolicy policy;
  private final Peer peer;

  /** How many intervals of the current silence were told. Owned by the monitor's thread. */
  private int missedBeats;

  /** The last sign of life at the last look. Owned by the monitor's thread. */
  private long heardNanos;

  Heartbeat(HeartbeatMonitor monitor, Liveness liveness, HeartbeatPolicy policy, Peer peer) {
    this.monitor = monitor;
    this.liveness = liveness;
    this.policy = policy;
    this.peer = peer;
    this.heardNanos = liveness.lastHeardNanos();
  }

  void start(long nowNanos) {
    monitor.wheel().schedule(this, nowNanos + policy.intervalNanos());
  }

  /** Ends the judgement. No call to the peer begins after the monitor's current one. */
  public void stop() {
    monitor.wheel().retire(this);
  }

  @Override
  protected void fire(long nowNanos) {
    long silence = monitor.silenceNanos(liveness, nowNanos);
    if (silence >= policy.timeoutNanos() && !monitor.isCatchingUp(nowNanos)) {
      stop();
      peer.dead();
      return;
    }
    if (heardNanos != liveness.lastHeardNanos()) {
      heardNanos = liveness.lastHeardNanos();
      missedBeats = 0;
    }
    int beats = (int) (silence / policy.intervalNanos());
    if (beats > missedBeats) {
      missedBeats = beats;
      peer.silent();
    }
    long nextBeat = (beats + 1L) * policy.intervalNanos();
    long wait = Math.min(nextBeat, policy.timeoutNanos()) - silence;
    monitor.wheel().schedule(this, nowNanos + wait);
  }
}
