package dev.lifeline.connection;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The standard's own way, by {@link RemoteEndpoint.Async}. */
final class JakartaWire implements Wire {

  private static final SendResult SENT = new SendResult();

  private final RemoteEndpoint.Async remote;

  JakartaWire(RemoteEndpoint.Async remote) {
    this.remote = remote;
  }

  @Override
  public void text(OutboundMessage.Text message, SendHandler handler) {
    remote.sendText(message.text(), handler);
  }

  @Override
  public void binary(ByteBuffer payload, SendHandler handler) {
    remote.sendBinary(payload, handler);
  }

  /** The API has no asynchronous ping; Tyrus's returns at once all the same. */
  @Override
  public void ping(ByteBuffer payload, SendHandler handler) throws IOException {
    remote.sendPing(payload);
    handler.onResult(SENT);
  }

  @Override
  public boolean forgetsSockets() {
    return true;
  }

  @Override
  public void prepareClose(boolean stuck) {}
}
