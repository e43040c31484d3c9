package dev.lifeline.client;

import dev.lifeline.heartbeat.Ticker;
import java.time.Duration;

/** The time between two attempts: for a delay, or for the network. Used in the lane. */
final class Pause {

  /** An attempt because of a wake-up keeps this distance from the beginning of the last one. */
  private static final long ATTEMPTS_APART_NANOS = Duration.ofSeconds(1).toNanos();

  private static final long LOOK_AT_NETWORK_NANOS = Duration.ofSeconds(1).toNanos();

  private final Ticker ticker;
  private final Timer delay;
  private final Timer network;
  private long attemptNanos;

  /** Written in the lane, read by any thread. */
  private volatile long dueNanos;

  private boolean isByServer;

  /**
   * Creates one at rest.
   *
   * @param over a delay is over
   * @param look it is time to look whether the network has returned
   */
  Pause(Timers timers, Runnable over, Runnable look) {
    ticker = timers.ticker();
    delay = new Timer(timers, over);
    network = new Timer(timers, look);
  }

  /** An attempt begins. */
  void end() {
    stop();
    attemptNanos = ticker.nanos();
  }

  void stop() {
    delay.stop();
    network.stop();
  }

  /**
   * Begins a delay.
   *
   * @param byServer whether the server has asked for it, so that nothing but the user shortens it
   */
  void begin(long nanos, boolean byServer) {
    dueNanos = ticker.nanos() + nanos;
    isByServer = byServer;
    delay.start(nanos);
  }

  /** Looks at the network a little later. */
  void awaitNetwork() {
    network.start(LOOK_AT_NETWORK_NANOS);
  }

  /** Nanoseconds until the delay is over. */
  long leftNanos() {
    return dueNanos - ticker.nanos();
  }

  /**
   * Nanoseconds after which a wake-up may end the delay, or as many as are left where it may not.
   */
  long leftWhenWokenNanos() {
    long left = leftNanos();
    long apart = attemptNanos + ATTEMPTS_APART_NANOS - ticker.nanos();
    return isByServer ? left : Math.min(left, Math.max(0, apart));
  }
}
