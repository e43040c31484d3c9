package dev.lifeline.connection;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's way beside an application that sends on the same session.
 *
 * <p>Tomcat refuses a message that is begun while another one is in flight, whoever began it: by
 * the standard's way a heartbeat's answer would break the application's sends. So nothing here
 * touches what Tomcat refuses by. A ping takes its place between two frames. A heartbeat's text
 * goes between two messages: where one is in flight it tries again, a tick later, until it is sent
 * or the queue that it comes from is too old.
 */
final class SharedTomcatWire extends TomcatWire {

  private final Consumer<Runnable> later;

  private SharedTomcatWire(Session session, Object remote, Consumer<Runnable> later) {
    super(session, remote);
    this.later = later;
  }

  /** The wire of a session of Tomcat's, or null where it is another's or has no such steps. */
  static @Nullable SharedTomcatWire of(Session session, Consumer<Runnable> later) {
    Object remote = remoteOf(session);
    return remote == null || TomcatGap.of(remote) == null
        ? null
        : new SharedTomcatWire(session, remote, later);
  }

  @Override
  public void text(OutboundMessage.Text message, SendHandler handler) throws IOException {
    if (!gap().sendText(remote(), message.utf8(), handler)) {
      later.accept(() -> tryAgain(message, handler));
    }
  }

  /** Gives up silently once the session has closed: its end is told otherwise. */
  private void tryAgain(OutboundMessage.Text message, SendHandler handler) {
    if (!session().isOpen()) {
      return;
    }
    try {
      text(message, handler);
    } catch (IOException | RuntimeException e) {
      handler.onResult(new SendResult(e));
    }
  }

  @Override
  public void binary(ByteBuffer payload, SendHandler handler) {
    throw new UnsupportedOperationException("the application sends its data itself");
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public boolean mayBeBusy() {
    return gap().isClosed(remote());
  }

  @Override
  public boolean holdsOwner() {
    return mayBeBusy();
  }

  /**
   * Waits for a send of the application's to fail: the close would end the socket first, and leave
   * who sends waiting.
   */
  @Override
  public void prepareClose(boolean stuck) {
    prepareClose(Closing.RELEASE.multipliedBy(Closing.RELEASES));
  }

  private TomcatGap gap() {
    return Objects.requireNonNull(TomcatGap.of(remote()));
  }
}
