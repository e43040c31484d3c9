package dev.lifeline.bench.peer.scan;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The supervision that tutorials show: a map of the sessions, the time of the last message in the
 * user properties, and a timer that looks at every session each second. Sends are blocking.
 */
@ServerEndpoint("/channels/{channel}")
public class ScanEndpoint {

  private static final String LAST_MESSAGE_TIME = "lastMessageTime";
  private static final String CHANNEL = "channel";

  private static final long TIMEOUT_MILLIS = Long.getLong("bench.timeoutMillis");

  private static final Map<String, Session> SESSIONS = new ConcurrentHashMap<>();

  static {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    ScheduledFuture<?> unused =
        timer.scheduleAtFixedRate(ScanEndpoint::scan, 1, 1, TimeUnit.SECONDS);
  }

  /** Joins. */
  @OnOpen
  public void open(Session session, @PathParam("channel") String channel) {
    session.getUserProperties().put(CHANNEL, channel);
    session.getUserProperties().put(LAST_MESSAGE_TIME, System.currentTimeMillis());
    SESSIONS.put(session.getId(), session);
  }

  /** Answers a heartbeat, or tells everybody. */
  @OnMessage
  public void text(Session session, String text) throws IOException {
    session.getUserProperties().put(LAST_MESSAGE_TIME, System.currentTimeMillis());
    if (text.equals("ping")) {
      send(session, "pong");
      return;
    }
    Object channel = session.getUserProperties().get(CHANNEL);
    for (Session other : SESSIONS.values()) {
      if (other.isOpen() && channel.equals(other.getUserProperties().get(CHANNEL))) {
        send(other, text);
      }
    }
  }

  /** A sign of life too. */
  @OnMessage
  public void pong(Session session, PongMessage pong) {
    session.getUserProperties().put(LAST_MESSAGE_TIME, System.currentTimeMillis());
  }

  /** Leaves. */
  @OnClose
  public void close(Session session) {
    SESSIONS.remove(session.getId());
  }

  /** A peer that left during a send is none of our business. */
  @OnError
  public void error(Session session, Throwable error) {
    SESSIONS.remove(session.getId());
  }

  /** Locked, as the better tutorials do: two threads on one blocking remote would fail. */
  private static void send(Session session, String text) throws IOException {
    synchronized (session) {
      session.getBasicRemote().sendText(text);
    }
  }

  private static void scan() {
    long now = System.currentTimeMillis();
    for (Session session : SESSIONS.values()) {
      try {
        Long last = (Long) session.getUserProperties().get(LAST_MESSAGE_TIME);
        if (now - last > TIMEOUT_MILLIS) {
          session.close(new CloseReason(() -> 4000, "no-heartbeat"));
        }
      } catch (IOException | RuntimeException e) {
        // It has closed meanwhile.
      }
    }
  }
}
