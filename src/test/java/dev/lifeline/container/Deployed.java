package dev.lifeline.container;

import dev.lifeline.supervise.FacadeGenerator;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.websocket.Endpoint;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What an application deploys. */
final class Deployed {

  static final BlockingQueue<String> SEEN = new LinkedBlockingQueue<>();

  private Deployed() {}

  @ServerEndpoint("/deployed/first")
  public static class First {
    @PostConstruct
    public void made() {
      SEEN.add("made");
    }

    @OnOpen
    public void open() {
      SEEN.add("open");
    }

    @OnMessage
    public String text(String text) {
      return "first " + text;
    }

    @PreDestroy
    public void gone() {
      SEEN.add("gone");
    }
  }

  @ServerEndpoint("/deployed/second")
  public static class Second {
    @OnMessage
    public String text(String text) {
      return "second " + text;
    }
  }

  /**
   * Decides itself, and wants the first one supervised. Not public, or an embedded Tomcat of other
   * tests would ask it: here it is named.
   */
  static class Deciding implements ServerApplicationConfig {
    @Override
    public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> scanned) {
      return Set.of();
    }

    @Override
    public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
      return Set.of(FacadeGenerator.facadeOf(First.class), Second.class);
    }
  }
}
