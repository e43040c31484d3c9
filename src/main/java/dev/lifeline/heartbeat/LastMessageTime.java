package dev.lifeline.heartbeat;

import java.io.Serial;

/** The live view that an application finds as {@code lastMessageTime} in its session. */
final class LastMessageTime extends LiveNumber {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Liveness liveness;

  LastMessageTime(Liveness liveness) {
    this.liveness = liveness;
  }

  @Override
  Long moment() {
    return liveness.clock().epochMillis(liveness.lastHeardNanos());
  }
}
