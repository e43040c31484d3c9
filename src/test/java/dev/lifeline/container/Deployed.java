package dev.lifeline.container;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.ServerEndpoint;
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
}
