package dev.lifeline.connection;

import java.time.Duration;

/**
 * Whom a connection belongs to: told of its beginning and its end. Never called under a lock of
 * this package; must not wait.
 */
public interface ConnectionOwner {

  /**
   * The connection is supervised, and accepted. Not called for one that is refused; may be
   * overtaken by {@link #ended}.
   */
  default void opened() {}

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
  default void ended(EndReason reason) {}
}
