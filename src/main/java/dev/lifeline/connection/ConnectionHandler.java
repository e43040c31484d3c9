package dev.lifeline.connection;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What a connection's owner makes of it. Never called under a lock of this package; must not wait.
 */
public interface ConnectionHandler {

  /**
   * The connection is supervised, and accepted. Not called for one that is refused; may be
   * overtaken by {@link #ended}.
   */
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

  /**
   * There is room for what was not taken on or is to follow, as {@link Connection#offer} and {@link
   * Connection#awaitRoom} say. Called by any thread.
   */
  default void roomAgain() {}

  /**
   * The server will stop: this connection ends once nothing waits for the peer, which should come
   * back after that time. Called once at most, by any thread.
   */
  default void draining(Duration retryIn) {}

  /**
   * The connection has ended: free what it holds. Called exactly once, by any thread, before the
   * peer is told.
   */
  void ended(EndReason reason);
}
