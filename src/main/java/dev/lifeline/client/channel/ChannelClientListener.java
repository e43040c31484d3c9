package dev.lifeline.client.channel;

import dev.lifeline.client.ClientStatus;
import dev.lifeline.protocol.Reason;
import java.time.Duration;

/**
 * What an application is told of a client as a whole; of its channels it is told by {@link
 * ChannelListener}, under the same rules.
 */
public interface ChannelClientListener {

  /** The server knows this client: after each opening of a connection, and after a new token. */
  default void welcomed(ChannelClient client, Welcome welcome) {}

  /** The status of the connection has changed. With {@code OPEN} the welcome is still to come. */
  default void status(ChannelClient client, ClientStatus status) {}

  /** A beat was answered after this time. */
  default void roundTrip(ChannelClient client, Duration time) {}

  /**
   * The credentials run out. With a provider of tokens it is asked for a new one; else the server
   * closes the connection with 4010.
   */
  default void expiring(ChannelClient client, Duration in) {}

  /** The server is about to stop; the client comes back after that time by itself. */
  default void draining(ChannelClient client, Duration retryIn) {}

  /** Something of the server's failed that concerns this client, and is not final. */
  default void error(ChannelClient client, Reason reason) {}

  /**
   * A connection was lost, an attempt failed, the provider gave no token, or the server broke the
   * protocol. What follows is in the status.
   */
  default void failed(ChannelClient client, Exception failure) {}

  /**
   * The client has ended for good, told last: by {@link ChannelClient#close()}, or since the server
   * does not want it back.
   *
   * @param code the close code (RFC 6455, section 7.4, and PROTOCOL.md)
   */
  default void closed(ChannelClient client, int code, String reason) {}
}
