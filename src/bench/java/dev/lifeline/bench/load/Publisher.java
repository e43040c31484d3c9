package dev.lifeline.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The first client of a group, that publishes to it: at a rate, or with so many messages underway.
 * Each message begins with the time of its sending. Owned by the loop's thread.
 */
final class Publisher {

  /** Digits of the time of sending, by System.nanoTime, at the beginning of each payload. */
  static final int TIME_DIGITS = 19;

  private final Group group;
  private final String filling;
  private final long everyNanos;
  private final int window;
  private long nextNanos;
  private long published;
  private long skipped;

  private Publisher(Group group, int bytes, long everyNanos, int window, long nowNanos) {
    this.group = group;
    this.filling = "x".repeat(bytes - TIME_DIGITS);
    this.everyNanos = everyNanos;
    this.window = window;
    this.nextNanos = nowNanos;
  }

  static Publisher atRate(Group group, int bytes, int perSecond, long nowNanos) {
    return new Publisher(group, bytes, 1_000_000_000L / perSecond, 0, nowNanos);
  }

  /** Publishes as soon as fewer messages than the window have not reached all of the group. */
  static Publisher withWindow(Group group, int bytes, int window, long nowNanos) {
    return new Publisher(group, bytes, 0, window, nowNanos);
  }

  /** When it wants to publish again; now where its window tells. */
  long nextNanos() {
    return nextNanos;
  }

  boolean hasRate() {
    return everyNanos > 0;
  }

  void publishDue(long nowNanos) throws IOException {
    if (!hasRate()) {
      while (published * group.alive() - group.deliveries < (long) window * group.alive()
          && canPublish()) {
        publish();
      }
      return;
    }
    while (nextNanos - nowNanos <= 0) {
      nextNanos += everyNanos;
      if (canPublish()) {
        publish();
      } else {
        skipped++;
      }
    }
  }

  String stats() {
    return " published=" + published + " skipped=" + skipped;
  }

  void reset() {
    published = 0;
    skipped = 0;
  }

  /** Not while earlier messages wait for the socket, and not when the server has closed it. */
  private boolean canPublish() {
    return !client().isBlocked() && !client().isClosed();
  }

  Client client() {
    return group.clients.get(0);
  }

  private void publish() throws IOException {
    published++;
    long now = System.nanoTime();
    String payload = "%019d".formatted(now) + filling;
    ByteBuffer frame = group.dialect.message(group.channel, ++group.published, payload);
    client().send(frame, now);
  }
}
