package dev.lifeline.sample;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A chat with rooms: a static set of sessions, and a blocking send to each of them in turn. */
@ServerEndpoint("/chat/{room}")
public class Chat {

  private static final Map<String, Set<Session>> ROOMS = new ConcurrentHashMap<>();

  @OnOpen
  public void open(Session session, @PathParam("room") String room) {
    sessions(room).add(session);
  }

  @OnMessage
  public void message(String text, @PathParam("room") String room) {
    for (Session session : sessions(room)) {
      try {
        synchronized (session) {
          session.getBasicRemote().sendText(text);
        }
      } catch (IOException | IllegalStateException e) {
        System.out.println("could not send to " + session.getId() + ": " + e.getMessage());
      }
    }
  }

  @OnClose
  public void close(Session session, @PathParam("room") String room) {
    sessions(room).remove(session);
  }

  @OnError
  public void error(Session session, Throwable error) {
    System.out.println(session.getId() + " failed: " + error.getMessage());
  }

  static Set<Session> sessions(String room) {
    return ROOMS.computeIfAbsent(room, name -> ConcurrentHashMap.newKeySet());
  }
}
