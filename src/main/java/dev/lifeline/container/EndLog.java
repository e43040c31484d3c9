package dev.lifeline.container;

import dev.lifeline.connection.EndReason;
import dev.lifeline.connection.SessionEnded;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What the log is told of sessions. */
final class EndLog {

  private static final Logger LOG = System.getLogger("dev.lifeline");

  private EndLog() {}

  static void log(SessionEnded event) {
    LOG.log(
        isRemarkable(event.reason()) ? Level.INFO : Level.DEBUG,
        () -> "connection " + event.sessionId() + " ended: " + event.reason());
  }

  /** Whatever an observer throws is the application's affair, and ends nothing here. */
  static void observerFailed(Object event, RuntimeException e) {
    LOG.log(Level.ERROR, "an observer failed to handle " + event, e);
  }

  /** Whether somebody who runs the server should know without asking. */
  private static boolean isRemarkable(EndReason reason) {
    return reason.isDeath()
        || reason == EndReason.MESSAGE_TOO_BIG
        || reason == EndReason.NO_HELLO
        || (reason.closeCode() != null && reason.closeCode().isFinal());
  }
}
