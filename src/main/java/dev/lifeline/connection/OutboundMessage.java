package dev.lifeline.connection;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One thing to send. Immutable; one instance may go to many connections. */
public sealed interface OutboundMessage {

  /** Bytes of payload on the wire. */
  int bytes();

  /**
   * Gives itself to the container, which calls the handler once at the most: a reset in mid-send
   * can swallow the call on Tomcat.
   *
   * @throws IOException if the container knows at once that it cannot send
   */
  void sendTo(RemoteEndpoint.Async remote, SendHandler handler) throws IOException;

  /** A whole text message. */
  static OutboundMessage text(String text) {
    return new Text(text, utf8Length(text));
  }

  /** A whole binary message. The buffer is not to be changed afterwards. */
  static OutboundMessage binary(ByteBuffer payload) {
    return new Binary(payload.asReadOnlyBuffer());
  }

  /** A ping control frame without payload (RFC 6455, section 5.5.2). */
  static OutboundMessage ping() {
    return Ping.INSTANCE;
  }

  private static int utf8Length(String text) {
    int length = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        // A surrogate is half of a four-byte sequence.
        length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return length;
  }

  /** See {@link #text}. */
  record Text(String text, int bytes) implements OutboundMessage {
    @Override
    public void sendTo(RemoteEndpoint.Async remote, SendHandler handler) {
      remote.sendText(text, handler);
    }
  }

  /** See {@link #binary}. */
  record Binary(ByteBuffer payload) implements OutboundMessage {
    @Override
    public int bytes() {
      return payload.remaining();
    }

    @Override
    public void sendTo(RemoteEndpoint.Async remote, SendHandler handler) {
      // A view of its own for every connection: sending moves the buffer's position.
      remote.sendBinary(payload.duplicate(), handler);
    }
  }

  /** See {@link #ping}. */
  enum Ping implements OutboundMessage {
    INSTANCE;

    private static final SendResult SENT = new SendResult();

    @Override
    public int bytes() {
      return 0;
    }

    @Override
    public void sendTo(RemoteEndpoint.Async remote, SendHandler handler) throws IOException {
      // The API has no asynchronous ping; with no other send in flight it does not wait.
      remote.sendPing(ByteBuffer.allocate(0));
      handler.onResult(SENT);
    }
  }
}
