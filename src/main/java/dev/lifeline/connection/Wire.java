package dev.lifeline.connection;

import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * The way of one session's frames into its container. Used by one thread at a time, one send at a
 * time. Each call gives a frame to the container, which calls the handler at most once: a reset in
 * mid-send can swallow the call on Tomcat.
 *
 * <p>Every method may throw an {@link IOException} or a RuntimeException where the container knows
 * at once that it cannot send.
 */
interface Wire {

  /** A whole text message. */
  void text(OutboundMessage.Text message, SendHandler handler) throws IOException;

  /** A whole binary message; the payload's position is the caller's to lose. */
  void binary(ByteBuffer payload, SendHandler handler) throws IOException;

  /** A ping control frame (RFC 6455, section 5.5.2). */
  void ping(ByteBuffer payload, SendHandler handler) throws IOException;

  /**
   * Has the container's next close of the session end its TCP connection soon, and hold no thread.
   *
   * @param stuck a send is in flight that does not move
   */
  void prepareClose(boolean stuck);

  /** Whether the session's owner sends on it too, by itself. */
  default boolean isShared() {
    return false;
  }

  /** Whether a send of the owner's may be in flight; asked where it sends by itself. */
  default boolean mayBeBusy() {
    return false;
  }

  /**
   * Whether a thread of the owner's may wait in a send, and would wait on were the socket closed:
   * only the end of its output lets go.
   */
  default boolean holdsOwner() {
    return false;
  }

  /** Whether the container knows a session's socket only until its close. */
  boolean forgetsSockets();

  /** The best way that the session's container offers. */
  static Wire of(Session session) {
    Wire tomcat = TomcatWire.of(session);
    return tomcat != null ? tomcat : new JakartaWire(session.getAsyncRemote());
  }

  /**
   * A way on which control frames and heartbeats go safely beside the sends of the session's owner.
   *
   * @param later runs a task after a moment, on a thread that may send
   */
  static Wire besideOwner(Session session, Consumer<Runnable> later) {
    Wire tomcat = SharedTomcatWire.of(session, later);
    return tomcat != null ? tomcat : new SharedJakartaWire(session.getAsyncRemote());
  }
}
