package dev.lifeline.protocol;

import org.jspecify.annotations.Nullable;

/** What a client says. The bounds of the fields are those of PROTOCOL.md, kept by the codec. */
public sealed interface ClientMessage extends Message {

  /**
   * Opens a session, or resumes one.
   *
   * @param session the one to resume; null for a new one
   * @param token for the application's authentication
   * @param name what a client without credentials wants to be called
   */
  record Hello(@Nullable String session, @Nullable String token, @Nullable String name)
      implements ClientMessage {

    @Override
    public String type() {
      return "hello";
    }

    /** Without its secrets. */
    @Override
    public String toString() {
      return "Hello[" + name + "]";
    }
  }

  /**
   * Appends to a channel.
   *
   * @param seq its number in the session, from 1
   */
  record Publish(String channel, long seq, Payload payload) implements ClientMessage {
    @Override
    public String type() {
      return "publish";
    }
  }

  /**
   * Asks for what is published.
   *
   * @param after from where to recover; null for no recovery
   * @param history how many of the last messages to begin with; 0 where there is a position
   * @param presence whether the members are asked for
   */
  record Subscribe(String channel, @Nullable Position after, int history, boolean presence)
      implements ClientMessage {
    @Override
    public String type() {
      return "subscribe";
    }
  }

  /** Wants to hear no more of a channel. */
  record Unsubscribe(String channel) implements ClientMessage {
    @Override
    public String type() {
      return "unsubscribe";
    }
  }

  /** Brings new credentials before the old ones expire. */
  record Authenticate(String token) implements ClientMessage {

    @Override
    public String type() {
      return "authenticate";
    }

    /** Without its secret. */
    @Override
    public String toString() {
      return "Authenticate[]";
    }
  }

  /** Ends the session for good. */
  record Bye() implements ClientMessage {
    @Override
    public String type() {
      return "bye";
    }
  }
}
