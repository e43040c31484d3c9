package dev.lifeline.client.channel;

import dev.lifeline.protocol.Reason;
import java.io.Serial;

/** A publish that the server did not take. It is not stored, and nobody hears it. */
public final class RefusedException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final Reason reason;

  RefusedException(String channel, Reason reason) {
    super(channel + ": " + reason.text());
    this.reason = reason;
  }

  /** Why. After {@link Reason#UNAVAILABLE} it may be published again. */
  public Reason reason() {
    return reason;
  }
}
