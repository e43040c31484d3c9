package dev.lifeline.connection;

import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.RoundTrip;
import dev.lifeline.heartbeat.TimingWheel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks for peers that speak and do not read, where the application sends by itself: their silence
 * is never judged, and an application that waits for one may wait for ever. Where a send seems to
 * be in flight a ping is sent after it. Either that does not leave, which {@link Outbound} sees, or
 * its pong does not come for the timeout, from a peer that has answered pings before and of which
 * nothing is still to be read: a pong may wait behind its messages while one is handled.
 *
 * <p>One timer for all, which goes over a part of them at a time: so none needs a timer of its own,
 * and the pings do not come all at once. Started by any thread, driven by the monitor's.
 */
final class Probes extends TimingWheel.Timer {

  /** 50 ms without a message: what the peer has sent has been read. */
  private static final long READ_UP_NANOS = Duration.ofMillis(50).toNanos();

  private final Supervision shared;

  private final OpenConnections open;

  private final AtomicBoolean started = new AtomicBoolean();

  /** Of the part that is next. Owned by the monitor's thread once it has begun. */
  private long turnNanos;

  Probes(Supervision shared, OpenConnections open) {
    this.shared = shared;
    this.open = open;
  }

  /** Begins, unless it has begun. */
  void start() {
    if (!started.get() && started.compareAndSet(false, true)) {
      HeartbeatMonitor monitor = shared.monitor();
      turnNanos = open.nextTurnNanos(monitor.ticker().nanos());
      monitor.wheel().schedule(this, turnNanos);
    }
  }

  @Override
  protected void fire(long nowNanos) {
    // However late it comes it leaves none out, and makes up for a round at most.
    turnNanos = Math.max(turnNanos, nowNanos - intervalNanos());
    for (; turnNanos <= nowNanos; turnNanos = open.nextTurnNanos(turnNanos)) {
      for (Connection connection : open.turnAt(turnNanos)) {
        if (connection.isProbed() && nowNanos - connection.openedNanos() >= intervalNanos()) {
          probe(connection, nowNanos);
        }
      }
    }
    rearm(turnNanos);
  }

  private void probe(Connection connection, long nowNanos) {
    // First: a handler that ends now has been heard before.
    boolean handling = connection.liveness().isHandling();
    long silence = awakeSince(connection.liveness().lastHeardNanos(), nowNanos);
    if (silence >= intervalNanos() || connection.hasAnswered()) {
      return;
    }
    if (!connection.roundTrip().isPingOpen()) {
      if (connection.outbound().wire().mayBeBusy()) {
        shared.executor().execute(connection::ping);
      }
    } else if (silence >= READ_UP_NANOS
        && !handling
        && isOverdue(connection.roundTrip(), nowNanos)
        && !shared.monitor().isCatchingUp(nowNanos)) {
      connection.end(EndReason.SLOW_READER);
    }
  }

  private boolean isOverdue(RoundTrip roundTrip, long nowNanos) {
    return roundTrip.last().isPresent()
        && awakeSince(roundTrip.pingedNanos(), nowNanos) >= shared.heartbeat().timeout().toNanos();
  }

  private long awakeSince(long nanos, long nowNanos) {
    return shared.monitor().awakeNanos(nanos, nowNanos);
  }

  private long intervalNanos() {
    return shared.heartbeat().interval().toNanos();
  }
}
