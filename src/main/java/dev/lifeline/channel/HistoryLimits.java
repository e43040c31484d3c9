package dev.lifeline.channel;

import java.time.Duration;

/**
 * The bounds of what is remembered.
 *
 * @param messages of one channel
 * @param maxAge of a message, and of a channel that nobody uses any more
 * @param totalBytes of all channels together, in memory
 */
public record HistoryLimits(int messages, Duration maxAge, long totalBytes) {

  /** A quarter of all: one channel that is flooded leaves the others what they remember. */
  private static final int CHANNEL_SHARE = 4;

  /** What the messages of one channel may take, the newest alone excepted. */
  long channelBytes() {
    return totalBytes / CHANNEL_SHARE;
  }
}
