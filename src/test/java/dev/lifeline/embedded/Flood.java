package dev.lifeline.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import dev.lifeline.testing.ReliableRawClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client that publishes to a channel without an end, and a bystander in another one. */
final class Flood {

  private static final int WINDOW = 64;
  private static final int[] SIZES = {10, 1_000, 16_000, 60_000};

  /** After so many messages the bystander says one, and hears it. */
  private static final int ECHO_EVERY = 100;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ReliableRawClient publisher;
  private final RawWebSocketClient bystander;
  private long published;
  private long acknowledged;
  private long bytes;
  private int echoes;
  private long worstEchoNanos;

  /** Of a client that was welcomed, and a plain one that hears its channel alone. */
  Flood(ReliableRawClient publisher, RawWebSocketClient bystander) {
    this.publisher = publisher;
    this.bystander = bystander;
  }

  long published() {
    return published;
  }

  long bytes() {
    return bytes;
  }

  int echoes() {
    return echoes;
  }

  long worstEchoNanos() {
    return worstEchoNanos;
  }

  /**
   * Publishes so many bytes, and returns when all are acknowledged.
   *
   * @param limit the last offset that may be published now
   */
  void publish(long count, LongSupplier limit) throws Exception {
    long end = bytes + count;
    while (bytes < end) {
      int size = SIZES[(int) (published % SIZES.length)];
      Await.until(() -> "published " + published, PATIENCE, () -> published < limit.getAsLong());
      published++;
      bytes += size;
      publisher.say(
          "{'type':'publish','channel':'flooded','seq':"
              + published
              + ",'text':'"
              + "z".repeat(size)
              + "'}");
      if (published - acknowledged == WINDOW) {
        hearAck();
      }
      if (published % ECHO_EVERY == 0) {
        echo();
      }
    }
    while (acknowledged < published) {
      hearAck();
    }
  }

  private void hearAck() throws InterruptedException {
    acknowledged++;
    assertEquals(acknowledged, number("'offset':(\\d+)", publisher.hear()));
  }

  private void echo() throws Exception {
    echoes++;
    long sent = bystander.sendText("echo " + echoes);
    assertEquals("echo " + echoes, bystander.nextButPings(PATIENCE).text());
    worstEchoNanos = Math.max(worstEchoNanos, System.nanoTime() - sent);
  }

  private static long number(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("no " + pattern + " in " + text);
    }
    return Long.parseLong(matcher.group(1));
  }

  /** Hears the flood on a thread of its own: in order, or told of the gap. */
  static final class Listener implements AutoCloseable {

    /** For a slow one, after each message: 50 in a second, a hundredth of what is published. */
    private static final long NAP_MILLIS = 20;

    private final RawWebSocketClient client;
    private final long napMillis;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile long offset;
    private volatile int gaps;

    private Listener(URI uri, int receiveBytes, long napMillis) throws Exception {
      client =
          RawWebSocketClient.openUnread(uri, receiveBytes, "Sec-WebSocket-Protocol: lifeline.v1");
      this.napMillis = napMillis;
      client.sendText("{\"type\":\"hello\"}");
      client.readOne();
      client.sendText("{\"type\":\"subscribe\",\"channel\":\"flooded\"}");
      client.readOne();
      Thread thread = new Thread(this::hear, "listener-of-flood");
      thread.setDaemon(true);
      thread.start();
    }

    static Listener fast(URI uri) throws Exception {
      return new Listener(uri, 0, 0);
    }

    static Listener slow(URI uri) throws Exception {
      return new Listener(uri, 1 << 16, NAP_MILLIS);
    }

    /** Of the last message that was heard, or of the last gap. */
    long offset() {
      return offset;
    }

    int gaps() {
      return gaps;
    }

    /** Waits until it has heard that message, or of a gap behind it. */
    void await(long last, Duration patience) throws InterruptedException {
      Await.until(
          () -> "heard " + offset + " of " + last + " " + failure,
          patience,
          () -> failure.get() != null || offset == last);
      assertEquals(null, failure.get());
    }

    private void hear() {
      try {
        while (true) {
          hear(wholeText());
          Thread.sleep(napMillis);
        }
      } catch (IOException e) {
        // The end; who awaits more will say so.
      } catch (InterruptedException | AssertionError e) {
        failure.set(e);
      }
    }

    private String wholeText() throws IOException {
      Frame frame = client.readOne();
      StringBuilder text = new StringBuilder(frame.text());
      while (!frame.last()) {
        frame = client.readOne();
        text.append(frame.text());
      }
      return text.toString();
    }

    private void hear(String message) {
      String head = message.substring(0, Math.min(150, message.length())).replace('"', '\'');
      if (head.startsWith("{'type':'subscribed'")) {
        assertEquals(true, head.contains("'recovered':false"), head);
        gaps++;
        offset = number("'offset':(\\d+)", head);
        return;
      }
      assertEquals(
          offset + 1, number("^\\{'type':'message','channel':'flooded','offset':(\\d+)", head));
      int size = SIZES[(int) (offset % SIZES.length)];
      assertEquals(size, message.chars().filter(c -> c == 'z').count());
      offset++;
    }

    @Override
    public void close() throws IOException {
      client.close();
    }
  }
}
