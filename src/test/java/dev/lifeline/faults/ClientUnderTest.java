package dev.lifeline.faults;

import java.net.URI;
import java.util.List;

/** A client of either language, as the scenarios drive it: from one thread. */
interface ClientUnderTest extends AutoCloseable {

  /**
   * A status that it took on.
   *
   * @param state like {@code open}
   * @param atMillis by {@link System#currentTimeMillis}, whatever the client's own clock is
   */
  record Change(String state, long atMillis) {}

  /** Begins to connect. */
  void open(URI uri, Timings timings) throws Exception;

  /** Sends a text message; the client is open. */
  void send(String text) throws Exception;

  /** Every status since {@link #open}, the first one included. */
  List<Change> changes();

  /** The texts that it has given to its application, in their order. */
  List<String> heard();

  @Override
  void close();
}
