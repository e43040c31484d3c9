package dev.lifeline.endpoint;

import dev.lifeline.channel.Channels;
import dev.lifeline.connection.Connections;
import jakarta.websocket.Session;
import java.util.List;
import java.util.Set;

/** Takes clients without a subprotocol into their channels. Safe for use by any thread. */
public final class PlainClients {

  /**
   * The query parameter by which a client asks to be judged by its messages alone: {@code
   * pings=off}. A browser answers pings below the page, so a page that hangs would pass for alive.
   */
  private static final String PINGS = "pings";

  private final Connections connections;
  private final Channels channels;
  private final Set<String> heartbeatMessages;
  private final int maxMessageBytes;

  /**
   * Creates the one instance of an application.
   *
   * @param heartbeatMessages the texts that are answered instead of published
   * @param maxMessageBytes the largest message, in bytes of payload
   */
  public PlainClients(
      Connections connections,
      Channels channels,
      Set<String> heartbeatMessages,
      int maxMessageBytes) {
    this.connections = connections;
    this.channels = channels;
    this.heartbeatMessages = heartbeatMessages;
    this.maxMessageBytes = maxMessageBytes;
  }

  /** Supervises the session as one of the channel's clients. */
  void open(Session session, String channel) {
    boolean pings =
        !session.getRequestParameterMap().getOrDefault(PINGS, List.of()).contains("off");
    connections.open(
        session,
        pings,
        connection ->
            new PlainClient(connection, channels, channel, heartbeatMessages, maxMessageBytes));
  }
}
