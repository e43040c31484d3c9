package dev.lifeline.client;

/**
 * Holds the thread that reads a connection back while too much of what it has read still waits for
 * the listener: then the peer is held back by TCP, and memory stays bounded. Safe for use by any
 * thread.
 */
final class Inflow {

  private final long maxBytes;

  /** Guarded by this, as is the flag. */
  private long waitingBytes;

  private boolean released;

  /**
   * Creates one with nothing waiting.
   *
   * @param maxBytes above which nobody enters; one message may pass it
   */
  Inflow(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** A message has been read; returns when it may be handed over. */
  synchronized void enter(long bytes) {
    try {
      while (waitingBytes > maxBytes && !released) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    waitingBytes += bytes;
  }

  /** A message has had its turn. */
  synchronized void leave(long bytes) {
    waitingBytes -= bytes;
    notifyAll();
  }

  /** Nobody wants the connection any more: nobody is held back. */
  synchronized void release() {
    released = true;
    notifyAll();
  }
}
