package dev.lifeline.connection;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.time.Duration;

/**
 * Tomcat looks every 10 s whether a session that it has closed may go, and keeps it until then,
 * with its endpoint and the application's class loader.
 */
record TomcatSession(Session session) implements ContainerSession {

  private static final CloseReason ABNORMAL =
      new CloseReason(CloseReason.CloseCodes.CLOSED_ABNORMALLY, "");

  /** It reads the peer's answer in good order. */
  @Override
  public void stopReading(Duration patience) {}

  /** As if the peer had answered the close; not before the close. */
  @Override
  public void forget() throws ReflectiveOperationException {
    if (!session.isOpen()) {
      session.getClass().getMethod("onClose", CloseReason.class).invoke(session, ABNORMAL);
    }
  }
}
