package dev.lifeline.connection;

import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.TimingWheel;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Has each connection probed once an interval. One timer for all, which goes over a part of them at
 * a time: so none needs a timer of its own, and the pings do not come all at once. Started by any
 * thread, driven by the monitor's.
 */
final class Probes extends TimingWheel.Timer {

  /** An interval is gone over in so many turns. */
  private static final int TURNS = 16;

  private final Supervision shared;
  private final Supplier<List<Connection>> open;
  private final AtomicBoolean started = new AtomicBoolean();

  Probes(Supervision shared, Supplier<List<Connection>> open) {
    this.shared = shared;
    this.open = open;
  }

  /** Begins, unless it has begun. */
  void start() {
    if (!started.get() && started.compareAndSet(false, true)) {
      HeartbeatMonitor monitor = shared.monitor();
      monitor.wheel().schedule(this, afterTurn(monitor.ticker().nanos()));
    }
  }

  @Override
  protected void fire(long nowNanos) {
    long interval = shared.heartbeat().interval().toNanos();
    long turn = Math.floorDiv(nowNanos, turnNanos());
    for (Connection connection : open.get()) {
      long opened = connection.openedNanos();
      long due = Math.floorDiv(opened, turnNanos()) + 1;
      if (Math.floorMod(turn - due, TURNS) == 0 && nowNanos - opened >= interval) {
        connection.probe(nowNanos);
      }
    }
    rearm(afterTurn(nowNanos));
  }

  private long afterTurn(long nowNanos) {
    return (Math.floorDiv(nowNanos, turnNanos()) + 1) * turnNanos();
  }

  private long turnNanos() {
    return shared.heartbeat().interval().toNanos() / TURNS;
  }
}
