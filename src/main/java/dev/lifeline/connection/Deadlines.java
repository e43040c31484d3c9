package dev.lifeline.connection;

import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.TimingWheel;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Has things done later, on the monitor's wheel: once, a tick late at most, and never for a pause
 * of the server itself. Safe for use by any thread.
 */
public final class Deadlines {

  /** 1 s more after a pause: what waits in the sockets is read first. */
  private static final long GRACE_NANOS = Duration.ofSeconds(1).toNanos();

  private final HeartbeatMonitor monitor;
  private final Executor executor;

  /**
   * Creates it with nothing to do.
   *
   * @param executor does it: the monitor's thread must not wait
   */
  public Deadlines(HeartbeatMonitor monitor, Executor executor) {
    this.monitor = monitor;
    this.executor = executor;
  }

  /** Has the action done after the time, unless it is cancelled before. */
  public Deadline after(Duration time, Runnable action) {
    Deadline deadline = new Deadline(action);
    monitor.wheel().schedule(deadline, monitor.ticker().nanos() + time.toNanos());
    return deadline;
  }

  /** Something that is to be done. */
  public final class Deadline extends TimingWheel.Timer {

    private final Runnable action;
    private volatile boolean cancelled;

    private Deadline(Runnable action) {
      this.action = action;
    }

    @Override
    protected void fire(long nowNanos) {
      if (monitor.isCatchingUp(nowNanos)) {
        rearm(nowNanos + GRACE_NANOS);
      } else {
        executor.execute(this::act);
      }
    }

    private void act() {
      if (!cancelled) {
        action.run();
      }
    }

    /** Does nothing where it has been done; it may be under way at this moment. */
    public void cancel() {
      cancelled = true;
      monitor.wheel().retire(this);
    }
  }
}
