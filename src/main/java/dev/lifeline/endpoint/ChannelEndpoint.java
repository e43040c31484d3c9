package dev.lifeline.endpoint;

import dev.lifeline.connection.Connection;
import dev.lifeline.connection.EndReason;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket endpoint of the channels. It translates the container's calls and delegates.
 *
 * <p>Messages are taken in parts: each part is a sign of life, and a container that reads in parts
 * needs no buffer as large as the largest message.
 *
 * <p>One instance a session, as Jakarta WebSocket has it (section 3.1.7), so that a frame need not
 * look for its connection. Dependent: the proxy of a wider scope would fail when a peer leaves
 * after the application, and the container would log each failure at length.
 */
@Dependent
@ServerEndpoint(
    value = "/channels/{channel}",
    subprotocols = ReliableClients.SUBPROTOCOL,
    configurator = EndpointConfigurator.class)
public class ChannelEndpoint {

  private static final Logger LOG = System.getLogger(ChannelEndpoint.class.getName());

  @Inject PlainClients plainClients;
  @Inject ReliableClients reliableClients;

  /** Null before the session has opened. A close may come on another thread than the messages. */
  private volatile @Nullable Connection connection;

  /** The session is supervised from here, before it has said anything. */
  @OnOpen
  public void open(Session session, @PathParam("channel") String channel) {
    connection =
        ReliableClients.SUBPROTOCOL.equals(session.getNegotiatedSubprotocol())
            ? reliableClients.open(session, channel)
            : plainClients.open(session, channel);
  }

  /** A part of a text message. */
  @OnMessage
  public void text(String part, boolean last) {
    Connection open = connection;
    if (open != null) {
      open.receiveText(part, last);
    }
  }

  /** A part of a binary message. */
  @OnMessage
  public void binary(ByteBuffer part, boolean last) {
    Connection open = connection;
    if (open != null) {
      open.receiveBinary(part, last);
    }
  }

  /** The answer to one of our pings, or a pong that nobody asked for. */
  @OnMessage
  public void pong(PongMessage pong) {
    Connection open = connection;
    if (open != null) {
      open.receivePong(pong.getApplicationData());
    }
  }

  /** The session has closed, from whichever side. */
  @OnClose
  public void close(CloseReason reason) {
    Connection open = connection;
    if (open != null) {
      open.end(
          reason.getCloseCode() == CloseReason.CloseCodes.CLOSED_ABNORMALLY
              ? EndReason.CONNECTION_LOST
              : EndReason.PEER_CLOSED);
    }
  }

  /** The container met an error, after which it closes the session by itself where it must. */
  @OnError
  public void error(Session session, Throwable error) {
    LOG.log(Level.DEBUG, () -> "session " + session.getId() + " failed: " + error);
  }
}
