package dev.lifeline.client.channel;

import dev.lifeline.client.ClientTasks;
import dev.lifeline.client.LifelineClient;
import dev.lifeline.protocol.BadMessageException;
import dev.lifeline.protocol.ClientCodec;
import dev.lifeline.protocol.ClientMessage;
import dev.lifeline.protocol.ServerMessage;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The connection below, in the words of the protocol. Safe for use by any thread. */
final class Line {

  /** The subprotocol. */
  static final String PROTOCOL = "lifeline.v1";

  private final ClientCodec codec;

  /**
   * Null until its first news, or until it has been made, whichever comes first: its threads may be
   * faster than the one that makes it.
   */
  private volatile @Nullable LifelineClient below;

  Line(ClientCodec codec) {
    this.codec = codec;
  }

  /** To be called before anything else, and always with the same one. */
  void bind(LifelineClient client) {
    below = client;
  }

  LifelineClient client() {
    return Objects.requireNonNull(below, "not bound");
  }

  ClientTasks tasks() {
    return client().tasks();
  }

  /** Whether the server of the connection that is open has chosen our subprotocol. */
  boolean speaksOurProtocol() {
    return client().protocol().equals(PROTOCOL);
  }

  /** Sends a message now, or fails at once where no connection is open. */
  CompletionStage<Void> send(ClientMessage message) {
    return client().send(codec.encode(message));
  }

  /**
   * Reads a message; null for one of a type that is not known, and for a heartbeat of the server's,
   * which is no JSON and of which only the connection may know.
   */
  @Nullable ServerMessage read(String text) throws BadMessageException {
    return text.stripLeading().startsWith("{") ? codec.decode(text) : null;
  }
}
