package dev.lifeline.connection;

import java.nio.ByteBuffer;

/** An owner that takes the connection's messages too: Lifeline's own clients. */
public interface ConnectionHandler extends ConnectionOwner {

  @Override
  void opened();

  /**
   * A part of a text message that may be a whole heartbeat. It is handled here only if it is one,
   * since nothing that takes time counts as handling here: who beats should cost next to nothing.
   *
   * @return whether it was, so that nobody else sees it
   */
  boolean heartbeat(String part, boolean last);

  /** Any other part of a text message. Called by the container's thread, one at a time. */
  void text(String part, boolean last);

  /** A part of a binary message, valid during the call. Called like {@link #text}. */
  void binary(ByteBuffer part, boolean last);

  @Override
  void ended(EndReason reason);
}
