package dev.lifeline.bench.peer.lean;

import jakarta.websocket.Extension;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/**
 * A bare echo under Lifeline's own conditions: on its Tomcat, no compression, and a send that never
 * blocks, since its frames may be read by the thread that polls.
 */
@ServerEndpoint(
    value = "/channels/{channel}",
    configurator = LeanEchoEndpoint.WithoutExtensions.class)
public class LeanEchoEndpoint {

  /** Sends the text back. */
  @OnMessage
  public void echo(Session session, String text) {
    session.getAsyncRemote().sendText(text, result -> {});
  }

  /** Without it Tomcat logs a stack trace for every client that leaves. */
  @OnError
  public void error(Session session, Throwable error) {}

  /** Refuses permessage-deflate, as Lifeline does. */
  public static final class WithoutExtensions extends ServerEndpointConfig.Configurator {
    @Override
    public List<Extension> getNegotiatedExtensions(
        List<Extension> installed, List<Extension> requested) {
      return List.of();
    }
  }
}
