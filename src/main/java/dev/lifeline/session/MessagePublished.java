package dev.lifeline.session;

import dev.lifeline.protocol.Payload;
import java.util.Optional;

/**
 * A session publishes a message, which is not stored yet: {@code void message(@Observes
 * MessagePublished event)}. Observers may veto it or put another in its place; they run one after
 * the other on a thread that may wait, and the next message of the same session waits for them.
 * Used by one thread.
 */
public final class MessagePublished {

  private final Identity from;
  private final String channel;
  private Optional<Payload> payload;

  /** Creates it for a message that will be stored as it is. */
  public MessagePublished(Identity from, String channel, Payload payload) {
    this.from = from;
    this.channel = channel;
    this.payload = Optional.of(payload);
  }

  /** Whose it is. */
  public Identity from() {
    return from;
  }

  /** Where it is published. */
  public String channel() {
    return channel;
  }

  /** What will be stored, as other observers have left it; empty for nothing. */
  public Optional<Payload> payload() {
    return payload;
  }

  /** Has nothing stored: the client is told {@code refused} with {@code vetoed}. */
  public void veto() {
    payload = Optional.empty();
  }

  /** Has something else stored, even where it was vetoed before. */
  public void replace(Payload other) {
    payload = Optional.of(other);
  }
}
