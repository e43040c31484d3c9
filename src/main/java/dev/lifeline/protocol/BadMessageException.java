package dev.lifeline.protocol;

import java.io.Serial;

/**
 * A message that {@code lifeline.v1} does not allow. The text is made of the document's words
 * alone, with nothing of what was sent, in ASCII and below 100 characters, so that it fits into a
 * close frame. Without a stack trace: strangers cause it.
 */
public final class BadMessageException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  /** Creates it with what is wrong. */
  public BadMessageException(String fault) {
    super(fault, null, false, false);
  }

  /** The reason text of the close frame. */
  public String closeText() {
    return CloseCode.BAD_MESSAGE.reason() + ": " + getMessage();
  }
}
