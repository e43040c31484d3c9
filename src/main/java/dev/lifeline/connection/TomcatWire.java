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
import java.util.Map;
import java.util.Optional;
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
final class TomcatWire implements Wire {

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
  private static final Long STUCK_CLOSE_MILLIS = 1L;

  /** 200 ms: enough that a busy machine does not cut off a peer that could have been told. */
  private static final Long CLOSE_SEND_MILLIS = 200L;

  /** 3 s, 30 by default: for the peer to answer our close frame before its socket goes. */
  private static final Long CLOSE_MILLIS = 3_000L;

  private static final MethodType START_MESSAGE =
      MethodType.methodType(
          void.class, Object.class, byte.class, ByteBuffer.class, boolean.class, SendHandler.class);

  private final Object endpoint;
  private final MethodHandle startMessage;
  private final Map<String, Object> userProperties;

  private TomcatWire(
      Object endpoint, MethodHandle startMessage, Map<String, Object> userProperties) {
    this.endpoint = endpoint;
    this.startMessage = startMessage;
    this.userProperties = userProperties;
  }

  /** The wire of a session of Tomcat's, or null where it is another's or has no such step. */
  static @Nullable TomcatWire of(Session session) {
    TomcatWire wire = beside(session);
    if (wire != null) {
      wire.userProperties.put(PACKAGE + "BLOCKING_SEND_TIMEOUT", BLOCKING_SEND_MILLIS);
    }
    return wire;
  }

  /** Like {@link #of}, for a session whose blocking sends are an application's. */
  static @Nullable TomcatWire beside(Session session) {
    if (!session.getClass().getName().equals(PACKAGE + "WsSession")) {
      return null;
    }
    Map<String, Object> userProperties = session.getUserProperties();
    RemoteEndpoint.Async remote = session.getAsyncRemote();
    return Step.of(remote).map(start -> new TomcatWire(remote, start, userProperties)).orElse(null);
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
    userProperties.put(
        PACKAGE + "ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT",
        stuck ? STUCK_CLOSE_MILLIS : CLOSE_SEND_MILLIS);
    userProperties.put(PACKAGE + "SESSION_CLOSE_TIMEOUT", CLOSE_MILLIS);
  }

  private void start(byte opcode, ByteBuffer payload, SendHandler handler) throws IOException {
    try {
      startMessage.invokeExact(endpoint, opcode, payload, true, handler);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }

  /** The step of this Tomcat, or nothing: looked for with the first session. */
  private static final class Step {

    private static @Nullable Step known;

    private final @Nullable MethodHandle handle;

    private Step(@Nullable MethodHandle handle) {
      this.handle = handle;
    }

    static synchronized Optional<MethodHandle> of(RemoteEndpoint.Async remote) {
      if (known == null) {
        known = new Step(find(remote.getClass()));
      }
      return Optional.ofNullable(known.handle);
    }

    /** Finds {@code remote.base.startMessage(opcode, payload, last, handler)}. */
    private static @Nullable MethodHandle find(Class<?> remote) {
      try {
        Field base = remote.getSuperclass().getDeclaredField("base");
        base.setAccessible(true);
        Method start =
            base.getType()
                .getDeclaredMethod(
                    "startMessage", byte.class, ByteBuffer.class, boolean.class, SendHandler.class);
        start.setAccessible(true);
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodHandle onRemote =
            MethodHandles.filterArguments(lookup.unreflect(start), 0, lookup.unreflectGetter(base));
        return onRemote.asType(START_MESSAGE);
      } catch (ReflectiveOperationException | RuntimeException e) {
        LOG.log(Level.WARNING, "pings may wait: this Tomcat's way of sending is unknown: " + e);
        return null;
      }
    }
  }
}
