package dev.lifeline.client;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What an application is told. All methods of one client are called one after the other, in the
 * order of what happened, on a thread that many clients share: they may call anything of the
 * client, and should not block, since a client whose listener blocks neither beats nor reads. An
 * exception that one throws is logged and changes nothing.
 */
public interface ClientListener {

  /** A connection is open: the first, or another after a loss. Log in and subscribe here. */
  default void opened(LifelineClient client) {}

  /** A whole text message that is no heartbeat. */
  default void text(LifelineClient client, String message) {}

  /** A whole binary message; the buffer is the application's to keep. */
  default void binary(LifelineClient client, ByteBuffer message) {}

  /**
   * A connection that was open has ended, or the client has: then its status is {@code CLOSED}.
   *
   * @param code the close code (RFC 6455, section 7.4), 1006 where there was no close frame
   * @param reason the reason of the close frame, or in words what happened
   */
  default void closed(LifelineClient client, int code, String reason) {}

  /** The status has changed. */
  default void status(LifelineClient client, ClientStatus status) {}

  /** A beat was answered after this time. */
  default void roundTrip(LifelineClient client, Duration time) {}

  /** An attempt has failed or a connection was lost. What follows is in the status. */
  default void error(LifelineClient client, ConnectionException failure) {}
}
