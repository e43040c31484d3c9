package dev.lifeline.embedded;

import org.apache.coyote.Processor;
import org.apache.coyote.UpgradeToken;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.websocket.server.WsHttpUpgradeHandler;

/**
 * HTTP/1.1 whose WebSocket frames are read, and whose asynchronous sends are completed, on the
 * poller's thread: handing each frame to a pool costs more than all else that a heartbeat needs.
 * Only for endpoints whose methods and {@code SendHandler}s never block, since one that does holds
 * every session of the connector; plain HTTP and handshakes stay on the pool.
 */
public final class PollerReadingProtocol extends Http11NioProtocol {

  /** Creates the protocol with Tomcat's defaults otherwise. */
  public PollerReadingProtocol() {
    super(new PollerReadingEndpoint());
  }

  @Override
  protected Processor createUpgradeProcessor(SocketWrapperBase<?> wrapper, UpgradeToken token) {
    if (wrapper instanceof FrameSocket socket
        && token.getHttpUpgradeHandler() instanceof WsHttpUpgradeHandler) {
      socket.upgrade();
    }
    return super.createUpgradeProcessor(wrapper, token);
  }

  /**
   * Not those of WebSockets, which wait for no time-out of a request: it is looked at each beat.
   */
  @Override
  public void addWaitingProcessor(Processor processor) {
    if (!processor.isUpgrade()) {
      super.addWaitingProcessor(processor);
    }
  }
}
