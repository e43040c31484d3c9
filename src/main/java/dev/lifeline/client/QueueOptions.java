package dev.lifeline.client;

/**
 * How much may wait to be sent.
 *
 * @param whileNotOpen whether messages are kept while there is no connection, or refused
 * @param maxMessages most messages that wait
 * @param maxBytes most bytes of payload that wait; one message alone may have more while open
 */
public record QueueOptions(boolean whileNotOpen, int maxMessages, long maxBytes) {

  static final QueueOptions DEFAULT = new QueueOptions(true, 1_000, 1 << 20);

  public QueueOptions {
    Checks.positive("queue.maxMessages", maxMessages);
    Checks.positive("queue.maxBytes", maxBytes);
  }

  QueueOptions refusing() {
    return new QueueOptions(false, maxMessages, maxBytes);
  }
}
