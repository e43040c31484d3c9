package dev.lifeline.containers;

import dev.lifeline.testing.RawWebSocketClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A sender and a healthy reader of a channel, who both hear each message before the next is sent:
 * only one who does not read can fall behind.
 */
final class Broadcast implements AutoCloseable {

  /** 32 KB: a hundred or so fill any socket. */
  private static final String PADDING = ".".repeat(32 * 1024);

  /** So often the reader beats and a new client joins. */
  private static final int CHECK_EVERY = 8;

  private final URI channel;
  private final Chatter sender;
  private final Chatter reader;
  private int sent;

  private Broadcast(URI channel, Chatter sender, Chatter reader) {
    this.channel = channel;
    this.sender = sender;
    this.reader = reader;
  }

  static Broadcast to(URI channel) throws Exception {
    return new Broadcast(channel, Chatter.join(channel), Chatter.join(channel));
  }

  /** Sends one message, which both must hear next. */
  void send() throws Exception {
    String message = sent + PADDING;
    sender.say(message);
    sender.hears(message);
    reader.hears(message);
    sent++;
    if (sent % CHECK_EVERY == 0) {
      reader.isWell();
      try (RawWebSocketClient newcomer = RawWebSocketClient.open(URI.create(channel + ".new"))) {
        newcomer.sendText("ping");
        newcomer.nextButPings(Scenario.PATIENCE);
      }
    }
  }

  /** Sends some messages as fast as they are heard. */
  void send(int messages) throws Exception {
    for (int i = 0; i < messages; i++) {
      send();
    }
  }

  /**
   * Sends at a pace until something has come about.
   *
   * @throws AssertionError if it does not within the patience
   */
  void sendUntil(Duration pace, Duration patience, BooleanSupplier done) throws Exception {
    long start = System.nanoTime();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new AssertionError("not within " + patience + " and " + sent + " messages");
      }
      for (int i = 0; i < CHECK_EVERY; i++) {
        send();
        // Of the traffic: nothing is waited for.
        TimeUnit.NANOSECONDS.sleep(pace.toNanos());
      }
    }
  }

  @Override
  public void close() throws IOException {
    sender.close();
    reader.close();
  }
}
