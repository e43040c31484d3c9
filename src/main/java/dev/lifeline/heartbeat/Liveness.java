package dev.lifeline.heartbeat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * When a peer was last heard, and whether what it said is still being handled. Judged by what
 * arrives, never by what was sent. Safe for use by any thread: the container's threads touch it,
 * the monitor and the application read it.
 */
public final class Liveness {

  /** To write it without a fence, which would wait for memory twice a message. */
  private static final VarHandle HANDLING = handling();

  /** Where it is noted; a place of its own once nobody is judged by it any more. */
  private volatile LivenessBlock block;

  private final int index;

  /** A handler runs, and on most containers nothing more is read meanwhile. */
  private volatile boolean handling;

  /** A place in a block; nothing is noted by this. */
  Liveness(LivenessBlock block, int index) {
    this.block = block;
    this.index = index;
  }

  /** Notes a sign of life: a frame, a part of a message, a pong. One clock read, one store. */
  public void touch() {
    block.touch(index);
  }

  /** The handler of the last sign of life begins to run: until it ends, silence is no fault. */
  public void beginHandling() {
    HANDLING.setRelease(this, true);
  }

  /** The handler has ended: what the peer has said meanwhile can be read now. */
  public void endHandling() {
    touch();
    HANDLING.setRelease(this, false); // After the touch, for whoever sees it.
  }

  /** The ticker's time of the last sign of life, in nanoseconds. */
  public long lastHeardNanos() {
    return block.heardNanos(index);
  }

  /**
   * The live {@code lastMessageTime}: a number of epoch milliseconds that moves with every sign of
   * life. For people and applications to read; no decision is made from it.
   */
  public Number lastMessageTime() {
    return new LastMessageTime(this);
  }

  /** Lets the sweep find the heartbeat. */
  void watch(Heartbeat heartbeat) {
    block.watch(index, heartbeat);
  }

  /**
   * Ends the judgement by this heartbeat. Later signs of life are noted in a place of its own.
   *
   * @return its place for another peer, or null where that has been given back before
   */
  @Nullable Liveness leave(Heartbeat heartbeat) {
    LivenessBlock left = block;
    if (!left.unwatch(index, heartbeat)) {
      return null;
    }
    LivenessBlock own = new LivenessBlock(left.clock(), 1);
    own.note(index, left.heardNanos(index));
    block = own;
    return new Liveness(left, index);
  }

  EpochClock clock() {
    return block.clock();
  }

  /** Whether a handler runs, so that nothing more is read on most containers. */
  public boolean isHandling() {
    return handling;
  }

  private static VarHandle handling() {
    try {
      return MethodHandles.lookup().findVarHandle(Liveness.class, "handling", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
