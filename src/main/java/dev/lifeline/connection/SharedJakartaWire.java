package dev.lifeline.connection;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;

/**
 * The standard's way beside an application that sends on the same session. Tyrus puts concurrent
 * messages in order by itself, and has a text wait for up to 3 s while a message goes in parts;
 * then it throws, and so may others. A heartbeat's answer that finds no way is dropped: the peer
 * beats again, and the application's session must not end for it.
 */
final class SharedJakartaWire implements Wire {

  private static final Logger LOG = System.getLogger(SharedJakartaWire.class.getName());

  private static final SendResult DROPPED = new SendResult();

  private final JakartaWire wire;

  SharedJakartaWire(RemoteEndpoint.Async remote) {
    this.wire = new JakartaWire(remote);
  }

  @Override
  public void text(OutboundMessage.Text message, SendHandler handler) {
    try {
      wire.text(message, handler);
    } catch (IllegalStateException e) {
      LOG.log(Level.DEBUG, () -> "a heartbeat stays unanswered: " + e);
      handler.onResult(DROPPED);
    }
  }

  @Override
  public void binary(ByteBuffer payload, SendHandler handler) {
    throw new UnsupportedOperationException("the application sends its data itself");
  }

  @Override
  public void ping(ByteBuffer payload, SendHandler handler) throws IOException {
    wire.ping(payload, handler);
  }

  @Override
  public boolean isShared() {
    return true;
  }

  /** Nobody tells. */
  @Override
  public boolean mayBeBusy() {
    return true;
  }

  @Override
  public boolean forgetsSockets() {
    return wire.forgetsSockets();
  }

  @Override
  public void prepareClose(boolean stuck) {
    wire.prepareClose(stuck);
  }
}
