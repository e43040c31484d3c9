package dev.lifeline.connection;

import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.Liveness;
import dev.lifeline.heartbeat.RoundTrip;
import dev.lifeline.heartbeat.TimingWheel;

/**
 * Finds a peer that speaks and does not read, where the application sends by itself: its silence is
 * never judged, and an application that waits for it may wait for ever. Where a send seems to be in
 * flight a ping is sent after it. Either that does not leave, which {@link Outbound} sees, or its
 * pong does not come for the timeout, from a peer that has answered pings before. Driven by the
 * monitor's thread.
 */
final class Probe extends TimingWheel.Timer {

  private final Supervision shared;
  private final Liveness liveness;
  private final RoundTrip roundTrip;
  private final Wire wire;
  private final Runnable ping;
  private final Runnable slow;

  /**
   * Creates it at rest.
   *
   * @param ping sends one, and may wait
   * @param slow ends the connection
   */
  Probe(
      Supervision shared,
      Liveness liveness,
      RoundTrip roundTrip,
      Wire wire,
      Runnable ping,
      Runnable slow) {
    this.shared = shared;
    this.liveness = liveness;
    this.roundTrip = roundTrip;
    this.wire = wire;
    this.ping = ping;
    this.slow = slow;
  }

  void start() {
    HeartbeatMonitor monitor = shared.monitor();
    monitor.wheel().schedule(this, monitor.ticker().nanos() + intervalNanos());
  }

  void stop() {
    shared.monitor().wheel().retire(this);
  }

  @Override
  protected void fire(long nowNanos) {
    HeartbeatMonitor monitor = shared.monitor();
    long silence = monitor.awakeNanos(liveness.lastHeardNanos(), nowNanos);
    if (silence < intervalNanos()) {
      if (!roundTrip.isPingOpen()) {
        if (wire.mayBeBusy()) {
          shared.executor().execute(ping);
        }
      } else if (roundTrip.last().isPresent()
          && monitor.awakeNanos(roundTrip.pingedNanos(), nowNanos) >= timeoutNanos()
          && !monitor.isCatchingUp(nowNanos)) {
        slow.run();
        return;
      }
    }
    rearm(nowNanos + intervalNanos());
  }

  private long intervalNanos() {
    return shared.heartbeat().interval().toNanos();
  }

  private long timeoutNanos() {
    return shared.heartbeat().timeout().toNanos();
  }
}
