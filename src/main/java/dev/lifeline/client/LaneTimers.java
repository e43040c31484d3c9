package dev.lifeline.client;

import dev.lifeline.heartbeat.Ticker;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The timers of one lane, on a thread that many share. */
final class LaneTimers implements Timers {

  private final Lane lane;
  private final ScheduledExecutorService clock;

  LaneTimers(Lane lane, ScheduledExecutorService clock) {
    this.lane = lane;
    this.clock = clock;
  }

  @Override
  public Ticker ticker() {
    return Ticker.system();
  }

  @Override
  public Handle schedule(long nanos, Runnable task) {
    Shot shot = new Shot(task);
    Future<?> due = clock.schedule(() -> lane.execute(shot), nanos, TimeUnit.NANOSECONDS);
    return () -> {
      shot.task = null;
      due.cancel(false);
    };
  }

  /** Runs nothing when it was cancelled while it waited for its turn in the lane. */
  private static final class Shot implements Runnable {

    /** Touched in the lane alone. */
    private @Nullable Runnable task;

    Shot(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      if (task != null) {
        task.run();
      }
    }
  }
}
