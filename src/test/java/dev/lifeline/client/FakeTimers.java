package dev.lifeline.client;

import dev.lifeline.heartbeat.Ticker;
import dev.lifeline.testing.FakeTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Timers on a clock that stands until it is told to go on. Fires in the lane that is given. */
final class FakeTimers implements Timers {

  private final FakeTicker ticker;
  private final Lane lane;
  private final List<Shot> pending = new ArrayList<>();
  private int order;

  FakeTimers(FakeTicker ticker, Lane lane) {
    this.ticker = ticker;
    this.lane = lane;
  }

  @Override
  public Ticker ticker() {
    return ticker;
  }

  @Override
  public Handle schedule(long nanos, Runnable task) {
    Shot shot = new Shot(ticker.nanos() + nanos, order++, task);
    pending.add(shot);
    return () -> pending.remove(shot);
  }

  /** How many are due at some time. */
  int count() {
    return pending.size();
  }

  /** Lets time pass and runs what falls due, each at its own time. */
  void advance(Duration time) {
    long end = ticker.nanos() + time.toNanos();
    for (Optional<Shot> due = next(end); due.isPresent(); due = next(end)) {
      Shot shot = due.get();
      pending.remove(shot);
      long wait = shot.nanos - ticker.nanos();
      if (wait > 0) {
        ticker.advance(Duration.ofNanos(wait));
      }
      lane.execute(shot.task);
    }
    ticker.advance(Duration.ofNanos(end - ticker.nanos()));
  }

  /** Lets time pass while nothing runs, as in a stopped process. */
  void freeze(Duration time) {
    ticker.advance(time);
  }

  private Optional<Shot> next(long end) {
    return pending.stream()
        .filter(shot -> shot.nanos - end <= 0)
        .min(
            Comparator.<Shot>comparingLong(shot -> shot.nanos - end)
                .thenComparingInt(shot -> shot.order));
  }

  private record Shot(long nanos, int order, Runnable task) {}
}
