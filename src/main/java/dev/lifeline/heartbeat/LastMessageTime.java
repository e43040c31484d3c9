package dev.lifeline.heartbeat;

import java.io.Serial;

/** The live view that an application finds as {@code lastMessageTime} in its session. */
final class LastMessageTime extends LiveNumber {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Liveness liveness;
  private final transient EpochClock clock;

  LastMessageTime(Liveness liveness, EpochClock clock) {
    this.liveness = liveness;
    this.clock = clock;
  }

  @Override
  Long moment() {
    return clock.epochMillis(liveness.lastHeardNanos());
  }
}
