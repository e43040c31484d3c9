package dev.lifeline.heartbeat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The signs of life of many peers side by side: going over them costs a nanosecond each, where
 * objects on a heap cost a cache miss. Safe for use by any thread.
 */
final class LivenessBlock {

  /** 1,024 peers: small enough to be begun for one, large enough to be read without a stop. */
  static final int SIZE = 1_024;

  private static final VarHandle HEARD = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle WATCHED = MethodHandles.arrayElementVarHandle(Heartbeat[].class);

  private final EpochClock clock;
  private final Ticker ticker;
  private final long[] heardNanos;
  private final @Nullable Heartbeat[] watched;

  /** One less than the size: in a block of one every index means the same place. */
  private final int mask;

  /**
   * Creates a block.
   *
   * @param size a power of two
   */
  LivenessBlock(EpochClock clock, int size) {
    this.clock = clock;
    this.ticker = clock.ticker();
    this.mask = size - 1;
    this.heardNanos = new long[size];
    this.watched = new Heartbeat[size];
  }

  EpochClock clock() {
    return clock;
  }

  /** One clock read and one store, which the sweep sees: later ones cannot pass it. */
  void touch(int index) {
    note(index, ticker.nanos());
  }

  void note(int index, long nanos) {
    HEARD.setRelease(heardNanos, index & mask, nanos);
  }

  long heardNanos(int index) {
    return (long) HEARD.getAcquire(heardNanos, index & mask);
  }

  void watch(int index, Heartbeat heartbeat) {
    WATCHED.setRelease(watched, index & mask, heartbeat);
  }

  /** Returns whether it was watched by this one until now. */
  boolean unwatch(int index, Heartbeat heartbeat) {
    return WATCHED.compareAndSet(watched, index & mask, heartbeat, null);
  }

  /** Arms everybody who has been silent for so long. For the monitor's thread. */
  void armSilent(long silenceNanos, long nowNanos) {
    for (int i = 0; i < heardNanos.length; i++) {
      if (nowNanos - heardNanos[i] >= silenceNanos) {
        Heartbeat heartbeat = (Heartbeat) WATCHED.getAcquire(watched, i);
        if (heartbeat != null) {
          heartbeat.arm();
        }
      }
    }
  }
}
