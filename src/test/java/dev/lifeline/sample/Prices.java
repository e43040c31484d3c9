package dev.lifeline.sample;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A push of prices: clients only listen. */
@ServerEndpoint("/prices")
public class Prices {

  private static final Set<Session> SESSIONS = ConcurrentHashMap.newKeySet();

  @OnOpen
  public void open(Session session) {
    SESSIONS.add(session);
  }

  @OnClose
  public void close(Session session) {
    SESSIONS.remove(session);
  }

  static int listeners() {
    return SESSIONS.size();
  }

  static void push(String price) {
    for (Session session : SESSIONS) {
      try {
        session.getAsyncRemote().sendText(price);
      } catch (IllegalStateException e) {
        System.out.println("no price for " + session.getId() + ": " + e.getMessage());
      }
    }
  }
}
