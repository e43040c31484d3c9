package dev.lifeline.supervise;

import dev.lifeline.connection.Connection;
import dev.lifeline.connection.EndReason;
import jakarta.websocket.CloseReason;

/**
 * A session that its application has put under supervision by hand. Both methods may be called by
 * any thread, and need not be called at all.
 */
public final class SupervisedSession {

  private final Connection connection;

  SupervisedSession(Connection connection) {
    this.connection = connection;
  }

  /** Notes a sign of life: a message has arrived. Without it the session's pongs alone count. */
  public void heard() {
    connection.liveness().touch();
  }

  /**
   * The session has closed, as its endpoint's {@code onClose} is told. Without it that is noticed
   * after the heartbeat's interval at the latest, and its reason is not known.
   */
  public void closed(CloseReason reason) {
    connection.end(reasonOf(reason));
  }

  static EndReason reasonOf(CloseReason reason) {
    return reason.getCloseCode() == CloseReason.CloseCodes.CLOSED_ABNORMALLY
        ? EndReason.CONNECTION_LOST
        : EndReason.PEER_CLOSED;
  }
}
