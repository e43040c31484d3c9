package dev.lifeline.client.channel;

import dev.lifeline.protocol.Payload;
import dev.lifeline.protocol.Position;
import org.jspecify.annotations.Nullable;

/**
 * A message of a channel.
 *
 * @param position its own: that of the {@code CompletionStage} of whoever published it
 * @param payload a text or bytes
 * @param from the identity of its publisher; null where it has none
 */
public record ChannelMessage(Position position, Payload payload, @Nullable String from) {

  /** Its text; null where it is bytes. */
  public @Nullable String text() {
    return payload instanceof Payload.Text text ? text.text() : null;
  }
}
