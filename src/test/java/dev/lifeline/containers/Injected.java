package dev.lifeline.containers;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.util.concurrent.atomic.AtomicInteger;

/** An endpoint with injections, deployed within the sample's WAR: tells of its own life. */
@ApplicationScoped
@ServerEndpoint("/injected")
public class Injected {

  @Inject Greeter greeter;

  private int messages;
  private int made;

  @PostConstruct
  void made() {
    made++;
  }

  @PreDestroy
  void gone() {
    greeter.gone.incrementAndGet();
  }

  @OnMessage
  public String text(String text) {
    messages++;
    return greeter.greet(text) + " " + messages + ", made " + made;
  }

  /** What is injected. */
  @Dependent
  public static class Greeter {

    private static final AtomicInteger GONE = new AtomicInteger();

    final AtomicInteger gone = GONE;

    String greet(String whom) {
      return "hello " + whom + " after " + GONE.get();
    }
  }
}
