package dev.lifeline.session;

import dev.lifeline.connection.EndReason;
import dev.lifeline.protocol.ServerMessage;

/** The connection that a session has at the moment. Safe for use by any thread; never waits. */
public interface Link {

  /** Sends after all that waits. */
  void send(ServerMessage message);

  /** Ends the connection, unless it has ended. */
  void end(EndReason reason);
}
