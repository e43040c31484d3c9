package dev.lifeline.client.channel;

import java.io.Serial;

/**
 * A publish of which nobody can say any more whether it was stored: the server has forgotten the
 * session, or the client was closed before the answer. Who publishes it again may double it.
 */
public final class OutcomeUnknownException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  OutcomeUnknownException(String why) {
    super(why);
  }
}
