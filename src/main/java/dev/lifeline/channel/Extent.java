package dev.lifeline.channel;

import dev.lifeline.protocol.Position;

/**
 * What is stored of a channel: the messages after one offset up to another.
 *
 * @param epoch of the channel
 * @param before the offset before the oldest message that is kept
 * @param last the offset of the newest; the same as before where none is kept
 */
public record Extent(String epoch, long before, long last) {

  /** The position after the newest. */
  public Position end() {
    return new Position(epoch, last);
  }

  /** The position after which at most so many messages follow. */
  public Position beforeLast(long count) {
    return new Position(epoch, Math.max(before, last - count));
  }
}
