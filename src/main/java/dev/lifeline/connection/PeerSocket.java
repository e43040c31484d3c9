package dev.lifeline.connection;

import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The TCP connection beneath a container's session. The WebSocket API cannot end one whose peer
 * does not read: after {@link Session#close()} Payara keeps it until the peer reads on, and Tomcat
 * leaves megabytes of unread data to the kernel for minutes.
 *
 * <p>Reached by reflection, so that a container that is unknown, or has changed inside, costs no
 * more than a line in the log. Safe for use by any thread.
 */
final class PeerSocket {

  private static final Logger LOG = System.getLogger(PeerSocket.class.getName());

  /**
   * What the container knows the connection by: Tomcat's SocketWrapperBase, Grizzly's Connection.
   */
  private final Object owner;

  /** Ends the connection by way of its owner, which forgets it then. */
  private final Method close;

  private final NetworkChannel channel;

  private final ContainerSession session;

  private PeerSocket(Object owner, String close, Object channel, ContainerSession session)
      throws ReflectiveOperationException {
    this.owner = owner;
    this.close = owner.getClass().getMethod(close);
    this.channel = (NetworkChannel) channel;
    this.session = session;
  }

  /** The connection of a session, before or after its close; null where it is not to be reached. */
  static @Nullable PeerSocket of(Session session) {
    String container = session.getClass().getName();
    try {
      return container.startsWith("org.apache.tomcat.websocket.")
          ? onTomcat(session)
          : container.startsWith("org.glassfish.tyrus.core.") ? onPayara(session) : null;
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.DEBUG, () -> "the socket of " + container + " is out of reach: " + e);
      return null;
    }
  }

  /**
   * Has the coming end of the connection, whoever brings it about, be a reset: what the peer has
   * not read is thrown away, and the kernel keeps nothing.
   */
  void resetOnClose() {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.TRACE, () -> "already closed: " + e);
    }
  }

  /** Has every send fail from now on, that in flight as well. */
  void endOutput() {
    try {
      if (channel instanceof SocketChannel socket) {
        socket.shutdownOutput();
      } else if (channel instanceof AsynchronousSocketChannel socket) {
        socket.shutdownOutput();
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.TRACE, () -> "already closed: " + e);
    }
  }

  /** See {@link ContainerSession#stopReading}. */
  void stopReading(Duration patience) {
    try {
      session.stopReading(patience);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.DEBUG, () -> "a socket goes on being read: " + e);
    }
  }

  /** Ends the connection now, unless it has ended, and has the container forget the session. */
  void close() {
    try {
      if (channel.isOpen()) {
        close.invoke(owner);
      }
      session.forget();
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.DEBUG, () -> "a socket could not be closed: " + e);
    }
  }

  /** NIO's and NIO2's channels both have getIOChannel. */
  private static @Nullable PeerSocket onTomcat(Session session)
      throws ReflectiveOperationException {
    Object wrapper = Internals.field(Internals.field(session, "wsRemoteEndpoint"), "socketWrapper");
    PeerSocket socket =
        new PeerSocket(
            wrapper,
            "close",
            Internals.call(Internals.call(wrapper, "getSocket"), "getIOChannel"),
            new TomcatSession(session));
    // Tomcat gives the channel of a closed wrapper to the next connection; closed is set before.
    return Internals.call(wrapper, "isClosed").equals(false) ? socket : null;
  }

  private static PeerSocket onPayara(Session session) throws ReflectiveOperationException {
    Object writer =
        Internals.field(
            Internals.field(
                Internals.field(Internals.field(session, "basicRemote"), "webSocket"),
                "protocolHandler"),
            "writer");
    // By its method: a proxy, whose own field is empty.
    Object webConnection =
        Internals.call(Internals.field(writer, "tyrusHttpUpgradeHandler"), "getWebConnection");
    Object request = Internals.field(webConnection, "request");
    Object connection =
        Internals.call(
            Internals.call(Internals.call(request, "getCoyoteRequest"), "getContext"),
            "getConnection");
    return new PeerSocket(
        connection,
        "terminateSilently",
        Internals.call(connection, "getChannel"),
        new PayaraSession(connection, request, Internals.call(request, "getHttpUpgradeHandler")));
  }
}
