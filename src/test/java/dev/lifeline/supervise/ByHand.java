package dev.lifeline.supervise;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Endpoints that ask for their supervision themselves. */
final class ByHand {

  static final BlockingQueue<String> SEEN = new LinkedBlockingQueue<>();

  static final List<Class<?>> ANNOTATED = List.of(Annotated.class, AnnotatedWithPongs.class);

  static ServerEndpointConfig[] programmatic() {
    return new ServerEndpointConfig[] {
      ServerEndpointConfig.Builder.create(Programmatic.class, "/programmatic").build(),
      ServerEndpointConfig.Builder.create(ProgrammaticWithPongs.class, "/programmatic-pongs")
          .build()
    };
  }

  private ByHand() {}

  @ServerEndpoint("/annotated")
  public static class Annotated {
    @OnOpen
    public void open(Session session) {
      LifelineMonitor.current().supervise(session);
    }

    @OnMessage
    public String text(String text) {
      return "heard " + text;
    }
  }

  @ServerEndpoint("/annotated-pongs")
  public static class AnnotatedWithPongs {
    @OnOpen
    public void open(Session session) {
      LifelineMonitor.current().supervise(session);
      LifelineMonitor.current().supervise(session); // Once is enough, twice no harm.
    }

    @OnMessage
    public void pong(PongMessage pong) {
      SEEN.add("pong of " + pong.getApplicationData().remaining());
    }
  }

  public static class Programmatic extends Endpoint {
    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.addMessageHandler(String.class, text -> session.getAsyncRemote().sendText(text));
      LifelineMonitor.current().supervise(session);
    }
  }

  public static class ProgrammaticWithPongs extends Endpoint {

    private SupervisedSession supervised;

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.addMessageHandler(
          new MessageHandler.Whole<PongMessage>() {
            @Override
            public void onMessage(PongMessage pong) {
              SEEN.add("pong of " + pong.getApplicationData().remaining());
            }
          });
      supervised = LifelineMonitor.current().supervise(session);
      session.addMessageHandler(String.class, text -> supervised.heard());
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      supervised.closed(reason);
    }
  }
}
