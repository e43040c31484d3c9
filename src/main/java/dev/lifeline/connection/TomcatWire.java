package dev.lifeline.connection;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's own way, one step below the standard's. There a ping goes asynchronously, while {@code
 * sendPing} holds its thread for up to 20 s where the peer does not read; and a text goes as bytes
 * that were encoded once for all receivers, in one frame, while {@code sendText} encodes it for
 * each anew and cuts it at the size of a buffer.
 *
 * <p>By reflection, since the step is not public: {@code WsRemoteEndpointImplBase.startMessage},
 * the same in Tomcat 10.1 and 11. Where it is not found, the standard's way does.
 */
class TomcatWire implements Wire {

  private static final Logger LOG = System.getLogger(TomcatWire.class.getName());

  private static final String PACKAGE = "org.apache.tomcat.websocket.";

  // RFC 6455, section 11.8.
  private static final byte TEXT = 1;
  private static final byte BINARY = 2;
  private static final byte PING = 9;

  /**
   * 2 s: for the pongs and close frames that Tomcat itself sends, waiting, to a peer that does not
   * read; 20 s by default.
   */
  private static final Long BLOCKING_SEND_MILLIS = 2_000L;

  /** 1 ms, 50 by default: a close frame behind a send that does not move will not get there. */
  private static final Duration STUCK_CLOSE = Duration.ofMillis(1);

  /** 200 ms: enough that a busy machine does not cut off a peer that could have been told. */
  private static final Duration CLOSE_SEND = Duration.ofMillis(200);

  /** 3 s, 30 by default: for the peer to answer our close frame before its socket goes. */
  private static final Long CLOSE_MILLIS = 3_000L;

  private final Session session;

  /** WsRemoteEndpointImplBase. */
  private final Object remote;

  TomcatWire(Session session, Object remote) {
    this.session = session;
    this.remote = remote;
  }

  /** The wire of a session of Tomcat's, or null where it is another's or has no such step. */
  static @Nullable TomcatWire of(Session session) {
    Object remote = remoteOf(session);
    if (remote == null) {
      return null;
    }
    session.getUserProperties().put(PACKAGE + "BLOCKING_SEND_TIMEOUT", BLOCKING_SEND_MILLIS);
    return new TomcatWire(session, remote);
  }

  /** What a session of Tomcat's sends by, or null where it is another's or has no such step. */
  static @Nullable Object remoteOf(Session session) {
    return session.getClass().getName().equals(PACKAGE + "WsSession")
        ? Steps.remoteOf(session.getAsyncRemote())
        : null;
  }

  final Session session() {
    return session;
  }

  final Object remote() {
    return remote;
  }

  @Override
  public void text(OutboundMessage.Text message, SendHandler handler) throws IOException {
    start(TEXT, message.utf8(), handler);
  }

  @Override
  public void binary(ByteBuffer payload, SendHandler handler) throws IOException {
    start(BINARY, payload, handler);
  }

  @Override
  public void ping(ByteBuffer payload, SendHandler handler) throws IOException {
    start(PING, payload, handler);
  }

  @Override
  public boolean forgetsSockets() {
    return false;
  }

  @Override
  public void prepareClose(boolean stuck) {
    prepareClose(stuck ? STUCK_CLOSE : CLOSE_SEND);
  }

  /** Has the next close wait for so long until its frame has left. */
  final void prepareClose(Duration sendTimeout) {
    Map<String, Object> userProperties = session.getUserProperties();
    userProperties.put(PACKAGE + "ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT", sendTimeout.toMillis());
    userProperties.put(PACKAGE + "SESSION_CLOSE_TIMEOUT", CLOSE_MILLIS);
  }

  private void start(byte opcode, ByteBuffer payload, SendHandler handler) throws IOException {
    try {
      Steps.start().invokeExact(remote, opcode, payload, true, handler);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }

  /** The steps of this Tomcat, looked for with the first session. */
  private record Steps(MethodHandle remote, MethodHandle startMessage) {

    private static final MethodType START_MESSAGE =
        MethodType.methodType(
            void.class,
            Object.class,
            byte.class,
            ByteBuffer.class,
            boolean.class,
            SendHandler.class);

    private static volatile @Nullable Steps known;
    private static volatile boolean missing;

    static @Nullable Object remoteOf(RemoteEndpoint.Async remote) {
      if (known == null && !missing) {
        known = find(remote.getClass());
        missing = known == null;
      }
      Steps steps = known;
      try {
        return steps == null ? null : steps.remote.invoke(remote);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    /** Once there has been a remote. */
    static MethodHandle start() {
      return Objects.requireNonNull(known).startMessage;
    }

    /** Finds {@code remote.base} and its {@code startMessage(opcode, payload, last, handler)}. */
    private static @Nullable Steps find(Class<?> remote) {
      try {
        Field base = remote.getSuperclass().getDeclaredField("base");
        base.setAccessible(true);
        Method start =
            base.getType()
                .getDeclaredMethod(
                    "startMessage", byte.class, ByteBuffer.class, boolean.class, SendHandler.class);
        start.setAccessible(true);
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        return new Steps(
            lookup.unreflectGetter(base), lookup.unreflect(start).asType(START_MESSAGE));
      } catch (ReflectiveOperationException | RuntimeException e) {
        LOG.log(Level.WARNING, "pings may wait: this Tomcat's way of sending is unknown: " + e);
        return null;
      }
    }
  }
}
