package dev.lifeline.channel;

import dev.lifeline.connection.OutboundMessage;
import dev.lifeline.protocol.Codec;
import dev.lifeline.protocol.Payload;
import dev.lifeline.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to the subscribers, made ready once for all who want it in the same form.
 * Used by one thread at a time.
 */
public final class Delivery {

  private final String channel;
  private final Stored stored;
  private final Codec codec;

  /** Each null until somebody wants it so. */
  private @Nullable OutboundMessage plain;

  private @Nullable OutboundMessage reliable;

  Delivery(String channel, Stored stored, Codec codec) {
    this.channel = channel;
    this.stored = stored;
    this.codec = codec;
  }

  Stored stored() {
    return stored;
  }

  /** As plain clients get it: the payload alone. */
  public OutboundMessage plain() {
    OutboundMessage ready = plain;
    if (ready == null) {
      ready =
          stored.payload() instanceof Payload.Binary binary
              ? OutboundMessage.binary(binary.data())
              : OutboundMessage.text(((Payload.Text) stored.payload()).text());
      plain = ready;
    }
    return ready;
  }

  /** As {@code lifeline.v1} has it. */
  public OutboundMessage reliable() {
    OutboundMessage ready = reliable;
    if (ready == null) {
      ready =
          OutboundMessage.text(
              codec.encode(
                  new ServerMessage.Delivered(
                      channel, stored.offset(), stored.payload(), stored.from())));
      reliable = ready;
    }
    return ready;
  }
}
