package dev.lifeline.connection;

import java.time.Duration;

/** What a container would do wrong as one session ends. Safe for use by any thread. */
interface ContainerSession {

  /**
   * To be called before the close: has the container read no more.
   *
   * @param patience until it has dealt with what it is reading, which may take the application long
   */
  void stopReading(Duration patience) throws ReflectiveOperationException;

  /** To be called after the end: drops what the container would keep too long. */
  void forget() throws ReflectiveOperationException;
}
