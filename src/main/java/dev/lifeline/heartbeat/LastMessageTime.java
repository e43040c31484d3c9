package dev.lifeline.heartbeat;

import java.io.Serial;

/** The live view that an application finds as {@code lastMessageTime} in its session. */
final class LastMessageTime extends Number {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Liveness liveness;
  private final transient EpochClock clock;

  LastMessageTime(Liveness liveness, EpochClock clock) {
    this.liveness = liveness;
    this.clock = clock;
  }

  @Override
  public long longValue() {
    return clock.epochMillis(liveness.lastHeardNanos());
  }

  @Override
  public int intValue() {
    return (int) longValue();
  }

  @Override
  public float floatValue() {
    return longValue();
  }

  @Override
  public double doubleValue() {
    return longValue();
  }

  @Override
  public String toString() {
    return Long.toString(longValue());
  }

  /** A copied session property keeps the moment, not the view. */
  @Serial
  private Object writeReplace() {
    return longValue();
  }
}
