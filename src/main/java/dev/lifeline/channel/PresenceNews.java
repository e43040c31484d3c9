package dev.lifeline.channel;

import dev.lifeline.connection.OutboundMessage;
import dev.lifeline.protocol.Codec;
import dev.lifeline.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/** Who has come and gone, written once for all who want to know. Used by one thread at a time. */
public final class PresenceNews {

  private final ServerMessage.Presence presence;
  private final Codec codec;

  /** Null until somebody wants it. */
  private @Nullable OutboundMessage message;

  PresenceNews(ServerMessage.Presence presence, Codec codec) {
    this.presence = presence;
    this.codec = codec;
  }

  ServerMessage.Presence presence() {
    return presence;
  }

  /** As {@code lifeline.v1} has it. */
  public OutboundMessage message() {
    OutboundMessage ready = message;
    if (ready == null) {
      ready = OutboundMessage.text(codec.encode(presence));
      message = ready;
    }
    return ready;
  }
}
