package dev.lifeline.channel;

import dev.lifeline.protocol.Payload;
import dev.lifeline.protocol.Position;
import org.jspecify.annotations.Nullable;

/**
 * A message of a channel, as it is stored.
 *
 * @param epoch of the channel
 * @param offset in the epoch, from 1, without holes
 * @param from the identity of the publisher; null where it has none
 */
public record Stored(String epoch, long offset, Payload payload, @Nullable String from) {

  /** The position after it. */
  public Position position() {
    return new Position(epoch, offset);
  }
}
