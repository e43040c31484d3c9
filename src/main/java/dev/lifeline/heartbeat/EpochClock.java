package dev.lifeline.heartbeat;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells a ticker's time as epoch milliseconds. The offset between the two clocks is kept, so that
 * one moment reads the same twice, and is taken anew when they have drifted apart: after a set wall
 * clock or a suspended machine. Safe for use by any thread.
 */
final class EpochClock {

  /** 20 ms: above the jitter of reading two clocks, below what a person or a protocol notices. */
  private static final long DRIFT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final EpochClock SYSTEM = new EpochClock(Ticker.system(), systemWallClock());

  private final Ticker ticker;
  private final LongSupplier wallMillis;
  private volatile long offsetNanos;

  EpochClock(Ticker ticker, LongSupplier wallMillis) {
    this.ticker = ticker;
    this.wallMillis = wallMillis;
    this.offsetNanos = measure();
  }

  /** The clock for the ticker; the machine's ticker shares one, so that a session costs none. */
  static EpochClock of(Ticker ticker) {
    return ticker == SYSTEM.ticker ? SYSTEM : new EpochClock(ticker, systemWallClock());
  }

  Ticker ticker() {
    return ticker;
  }

  long epochMillis(long nanos) {
    long measured = measure();
    if (Math.abs(measured - offsetNanos) > DRIFT_NANOS) {
      offsetNanos = measured;
    }
    return TimeUnit.NANOSECONDS.toMillis(nanos + offsetNanos);
  }

  private long measure() {
    return TimeUnit.MILLISECONDS.toNanos(wallMillis.getAsLong()) - ticker.nanos();
  }

  private static LongSupplier systemWallClock() {
    return System::currentTimeMillis;
  }
}
