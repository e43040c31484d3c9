package dev.lifeline.connection;

import dev.lifeline.heartbeat.RoundTrip;
import dev.lifeline.protocol.Payload;
import jakarta.websocket.SendHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One thing to send. One instance may go to many connections; safe for use by any thread. */
public abstract sealed class OutboundMessage {

  private OutboundMessage() {}

  /** Bytes of payload on the wire. */
  public abstract int bytes();

  /** Gives itself to the container, as {@link Wire} says. */
  abstract void sendTo(Wire wire, SendHandler handler) throws IOException;

  /** A whole text message. */
  public static OutboundMessage text(String text) {
    return new Text(text);
  }

  /** A whole binary message. The buffer is not to be changed afterwards. */
  public static OutboundMessage binary(ByteBuffer payload) {
    return new Binary(payload.duplicate());
  }

  /** A ping control frame whose pong is measured (RFC 6455, section 5.5.2). */
  static OutboundMessage ping(RoundTrip roundTrip) {
    return new Ping(roundTrip);
  }

  /** A heartbeat message of the server's, whose answer is measured. */
  static OutboundMessage beat(OutboundMessage message, RoundTrip roundTrip) {
    return new Beat(message, roundTrip);
  }

  /** See {@link #text}. */
  static final class Text extends OutboundMessage {

    private final String text;
    private final int bytes;

    /** Encoded once for all who take bytes. A race makes two that are equal. */
    private volatile @Nullable ByteBuffer utf8;

    private Text(String text) {
      this.text = text;
      this.bytes = Payload.utf8Length(text);
    }

    String text() {
      return text;
    }

    /** A view of its own for every connection: sending moves the buffer's position. */
    ByteBuffer utf8() {
      ByteBuffer encoded = utf8;
      if (encoded == null) {
        encoded = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        utf8 = encoded;
      }
      return encoded.duplicate();
    }

    @Override
    public int bytes() {
      return bytes;
    }

    @Override
    void sendTo(Wire wire, SendHandler handler) throws IOException {
      wire.text(this, handler);
    }
  }

  /** See {@link #binary}. */
  private static final class Binary extends OutboundMessage {

    private final ByteBuffer payload;

    private Binary(ByteBuffer payload) {
      this.payload = payload;
    }

    @Override
    public int bytes() {
      return payload.remaining();
    }

    @Override
    void sendTo(Wire wire, SendHandler handler) throws IOException {
      wire.binary(payload.duplicate(), handler);
    }
  }

  /** See {@link #ping}. */
  private static final class Ping extends OutboundMessage {

    private final RoundTrip roundTrip;

    private Ping(RoundTrip roundTrip) {
      this.roundTrip = roundTrip;
    }

    @Override
    public int bytes() {
      return Long.BYTES;
    }

    @Override
    void sendTo(Wire wire, SendHandler handler) throws IOException {
      // The clock is read here: what it waited in the queue is not the network's time.
      wire.ping(ByteBuffer.allocate(Long.BYTES).putLong(0, roundTrip.ping()), handler);
    }
  }

  /** See {@link #beat}. */
  private static final class Beat extends OutboundMessage {

    private final OutboundMessage message;
    private final RoundTrip roundTrip;

    private Beat(OutboundMessage message, RoundTrip roundTrip) {
      this.message = message;
      this.roundTrip = roundTrip;
    }

    @Override
    public int bytes() {
      return message.bytes();
    }

    @Override
    void sendTo(Wire wire, SendHandler handler) throws IOException {
      roundTrip.ask();
      message.sendTo(wire, handler);
    }
  }
}
