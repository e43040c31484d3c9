package dev.lifeline.endpoint;

import dev.lifeline.channel.Channels;
import dev.lifeline.connection.Connection;
import dev.lifeline.connection.Connections;
import jakarta.websocket.Session;
import java.util.List;

/** Takes clients without a subprotocol into their channels. Safe for use by any thread. */
public final class PlainClients {

  /**
   * The query parameter by which a client asks to be judged by its messages alone: {@code
   * pings=off}. A browser answers pings below the page, so a page that hangs would pass for alive.
   */
  private static final String PINGS = "pings";

  private final Connections connections;
  private final Channels channels;
  private final PlainRules rules;

  /** Creates the one instance of an application. */
  public PlainClients(Connections connections, Channels channels, PlainRules rules) {
    this.connections = connections;
    this.channels = channels;
    this.rules = rules;
  }

  /** Supervises the session as one of the channel's clients, from here until its end. */
  Connection open(Session session, String channel) {
    boolean pings =
        !session.getRequestParameterMap().getOrDefault(PINGS, List.of()).contains("off");
    return connections.open(
        session, pings, connection -> new PlainClient(connection, channels, channel, rules));
  }
}
