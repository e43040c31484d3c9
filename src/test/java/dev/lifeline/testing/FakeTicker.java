package dev.lifeline.testing;

import dev.lifeline.heartbeat.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands until it is told to go on. */
public final class FakeTicker implements Ticker {

  private final AtomicLong nanos;

  /** A clock at an origin, since a monotonic clock may begin anywhere. */
  public FakeTicker(long originNanos) {
    nanos = new AtomicLong(originNanos);
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  /** Lets time pass. */
  public void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
