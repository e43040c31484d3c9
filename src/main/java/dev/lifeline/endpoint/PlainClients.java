package dev.lifeline.endpoint;

import dev.lifeline.channel.Channels;
import dev.lifeline.connection.Connection;
import dev.lifeline.connection.Connections;
import jakarta.websocket.Session;

/** Takes clients without a subprotocol into their channels. Safe for use by any thread. */
public final class PlainClients {

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
    return connections.open(
        session,
        Pings.areWanted(session),
        connection -> new PlainClient(connection, channels, channel, rules));
  }
}
