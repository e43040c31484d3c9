package dev.lifeline.testing;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client of {@code lifeline.v1} that says only what it is told to, in JSON with single quotes.
 * For one thread.
 */
public final class ReliableRawClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol: lifeline.v1";

  private final RawWebSocketClient client;

  private ReliableRawClient(RawWebSocketClient client) {
    this.client = client;
  }

  /** Opens a connection and says nothing. */
  public static ReliableRawClient open(URI uri) throws IOException {
    return new ReliableRawClient(RawWebSocketClient.open(uri, SUBPROTOCOL));
  }

  /** Opens a connection with a cookie, {@code name=value}, and says nothing. */
  public static ReliableRawClient openWithCookie(URI uri, String cookie) throws IOException {
    return new ReliableRawClient(RawWebSocketClient.open(uri, SUBPROTOCOL, "Cookie: " + cookie));
  }

  /** Opens a connection with a hello. */
  public static ReliableRawClient open(URI uri, String hello) throws IOException {
    ReliableRawClient client = open(uri);
    client.say(hello);
    return client;
  }

  /** Sends a text, with single quotes for double ones. */
  public void say(String message) throws IOException {
    client.sendText(message.replace('\'', '"'));
  }

  /** The next frame that is no ping. */
  public Frame nextFrame() throws InterruptedException {
    return client.nextMessage(PATIENCE);
  }

  /**
   * The next message, with single quotes.
   *
   * @throws AssertionError if the connection is closed instead, or nothing comes
   */
  public String hear() throws InterruptedException {
    Frame frame = nextFrame();
    if (frame.opcode() != Frame.TEXT) {
      throw new AssertionError("unexpected " + frame);
    }
    return frame.text().replace('"', '\'');
  }

  /** The code and the reason of the close, which has to come next. */
  public String hearClose() throws InterruptedException {
    Frame frame = nextFrame();
    if (frame.opcode() != Frame.CLOSE) {
      throw new AssertionError("unexpected " + frame);
    }
    return frame.closeCode() + " " + frame.closeReason();
  }

  /** The code and the reason of the close, whatever messages come before it. */
  public String skipToClose() throws InterruptedException {
    Frame frame = nextFrame();
    while (frame.opcode() == Frame.TEXT) {
      frame = nextFrame();
    }
    return frame.closeCode() + " " + frame.closeReason();
  }

  /**
   * A text field of a message that was heard.
   *
   * @throws AssertionError if it is not there
   */
  public static String field(String name, String message) {
    Matcher matcher = Pattern.compile("'" + name + "':'([^']*)'").matcher(message);
    if (!matcher.find()) {
      throw new AssertionError("no " + name + " in " + message);
    }
    return matcher.group(1);
  }

  /** Ends the TCP connection with a reset. */
  public void reset() throws IOException {
    client.reset();
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
