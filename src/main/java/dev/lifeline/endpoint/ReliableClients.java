package dev.lifeline.endpoint;

import dev.lifeline.channel.Channels;
import dev.lifeline.connection.Connection;
import dev.lifeline.connection.Connections;
import dev.lifeline.connection.Deadlines;
import dev.lifeline.protocol.Codec;
import dev.lifeline.session.Presence;
import dev.lifeline.session.Sessions;
import jakarta.servlet.http.HttpSession;
import jakarta.websocket.Session;
import java.util.concurrent.Executor;

/** Takes in clients of {@code lifeline.v1}. Safe for use by any thread. */
public final class ReliableClients {

  /** The name of the subprotocol (RFC 6455, section 1.9). */
  static final String SUBPROTOCOL = "lifeline.v1";

  /** The user property with the HttpSession that the handshake came with, if there was one. */
  static final String HTTP_SESSION = "dev.lifeline.httpSession";

  private final Connections connections;
  private final Shared shared;

  /**
   * What all of them share.
   *
   * @param deliveries runs what reads from the store
   */
  public record Shared(
      Codec codec,
      ReliableRules rules,
      Gate gate,
      Sessions sessions,
      Channels channels,
      Presence presence,
      Deadlines deadlines,
      Executor deliveries) {}

  /** Creates the one instance of an application. */
  public ReliableClients(Connections connections, Shared shared) {
    this.connections = connections;
    this.shared = shared;
  }

  /** Supervises the session from here until its end. */
  Connection open(Session session, String channel) {
    return connections.open(
        session,
        Pings.areWanted(session),
        connection ->
            new ReliableClient(
                connection,
                channel,
                session.getUserPrincipal(),
                (HttpSession) session.getUserProperties().remove(HTTP_SESSION),
                shared));
  }
}
