package dev.lifeline.bench.row;

import dev.lifeline.bench.driver.LoadGenerator;
import dev.lifeline.bench.driver.Server;
import java.io.IOException;

/**
 * Clients of a channel that stop reading while it is broadcast to: 1 MB/s to each. They go on
 * beating: it is for not reading that they are to be closed.
 */
final class StalledReaders {

  static final int COUNT = 200;

  static final String DESCRIPTION =
      COUNT + " others stop reading under a broadcast of 1 MB/s to their channel";

  /** The smallest that Linux allows comes of it; the rest waits in the server. */
  static final int RECEIVE_BUFFER_BYTES = 2_048;

  /** Below the 8,192 that a whole-message endpoint takes on Tomcat by default. */
  static final int MESSAGE_BYTES = 8_000;

  static final int MESSAGES_PER_SECOND = 128;

  private static final int BEAT_MILLIS = 4_000;

  private final LoadGenerator load;

  private StalledReaders(LoadGenerator load) {
    this.load = load;
  }

  /** Opens them and one more client, who publishes and reads. */
  static StalledReaders open(LoadGenerator load, Server server, String channel)
      throws IOException, InterruptedException {
    load.open("publisher", 1, server, channel, 0);
    load.ask("beat publisher " + BEAT_MILLIS);
    load.open("stalled", COUNT, server, channel, RECEIVE_BUFFER_BYTES);
    load.ask("beat stalled " + BEAT_MILLIS);
    return new StalledReaders(load);
  }

  void stall() throws IOException, InterruptedException {
    load.ask("stall stalled");
    load.ask("publish publisher %d %d".formatted(MESSAGE_BYTES, MESSAGES_PER_SECOND));
  }

  /** Fills their sockets with so many messages a second, and is quiet then. */
  void fill(int perSecond, long millis) throws IOException, InterruptedException {
    load.ask("stall stalled");
    load.ask("publish publisher %d %d".formatted(MESSAGE_BYTES, perSecond));
    Thread.sleep(millis);
    load.ask("quiet publisher");
  }
}
