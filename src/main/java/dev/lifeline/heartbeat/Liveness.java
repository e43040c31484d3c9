package dev.lifeline.heartbeat;

/**
 * When a peer was last heard. Judged by what arrives, never by what was sent. Safe for use by any
 * thread: the container's threads touch it, the monitor and the application read it.
 */
public final class Liveness {

  private final Ticker ticker;

  /** On the ticker's time line. */
  private volatile long lastHeardNanos;

  /** A peer that is heard now: one that never speaks has its deadline from here. */
  public Liveness(Ticker ticker) {
    this.ticker = ticker;
    this.lastHeardNanos = ticker.nanos();
  }

  /** Notes a sign of life: a frame, a part of a message, a pong. One clock read, one store. */
  public void touch() {
    lastHeardNanos = ticker.nanos();
  }

  /** The ticker's time of the last sign of life, in nanoseconds. */
  public long lastHeardNanos() {
    return lastHeardNanos;
  }

  /**
   * The live {@code lastMessageTime}: a number of epoch milliseconds that moves with every sign of
   * life. For people and applications to read; no decision is made from it.
   */
  public Number lastMessageTime() {
    return new LastMessageTime(this, EpochClock.of(ticker));
  }
}
