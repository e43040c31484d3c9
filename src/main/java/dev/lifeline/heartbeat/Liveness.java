package dev.lifeline.heartbeat;

/**
 * When a peer was last heard, and whether what it said is still being handled. Judged by what
 * arrives, never by what was sent. Safe for use by any thread: the container's threads touch it,
 * the monitor and the application read it.
 */
public final class Liveness {

  private final Ticker ticker;

  /** On the ticker's time line. */
  private volatile long lastHeardNanos;

  /** A handler runs, and on most containers nothing more is read meanwhile. */
  private volatile boolean handling;

  /** A peer that is heard now: one that never speaks has its deadline from here. */
  public Liveness(Ticker ticker) {
    this.ticker = ticker;
    this.lastHeardNanos = ticker.nanos();
  }

  /** Notes a sign of life: a frame, a part of a message, a pong. One clock read, one store. */
  public void touch() {
    lastHeardNanos = ticker.nanos();
  }

  /** Notes a sign of life whose handler begins to run: until it ends, silence is no fault. */
  public void beginHandling() {
    touch();
    handling = true;
  }

  /** The handler has ended: what the peer has said meanwhile can be read now. */
  public void endHandling() {
    touch();
    handling = false;
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

  boolean isHandling() {
    return handling;
  }
}
