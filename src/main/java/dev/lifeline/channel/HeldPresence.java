package dev.lifeline.channel;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Changes of the members that come before their receiver knows whom they change. Safe for use by
 * any thread.
 */
final class HeldPresence {

  /** Guarded by this, as is all below. */
  private final Queue<PresenceNews> held = new ArrayDeque<>(1);

  /** The receiver knows the members: what comes from now on is told by whoever brings it. */
  private boolean isOver;

  /** Whether it is told later. */
  synchronized boolean holds(PresenceNews news) {
    if (!isOver) {
      held.add(news);
    }
    return !isOver;
  }

  /** The next to tell; null where none is left, and then nothing is held any more. */
  synchronized @Nullable PresenceNews next() {
    PresenceNews next = held.poll();
    isOver = next == null;
    return next;
  }
}
