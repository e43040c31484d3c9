package dev.lifeline.client;

import java.io.Serial;

/** A message that was refused because too much is waiting to be sent. */
public final class QueueFullException extends IllegalStateException {

  @Serial private static final long serialVersionUID = 1L;

  /** Creates it with the bounds that were met. */
  public QueueFullException(QueueOptions bounds) {
    super(
        "more is waiting than queue.maxMessages "
            + bounds.maxMessages()
            + " and queue.maxBytes "
            + bounds.maxBytes()
            + " allow");
  }
}
