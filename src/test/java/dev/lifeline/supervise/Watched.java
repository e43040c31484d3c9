package dev.lifeline.supervise;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Endpoints that tell what they saw. */
final class Watched {

  /** All that their methods were called with, and what their sends failed with. */
  static final BlockingQueue<String> SEEN = new LinkedBlockingQueue<>();

  static final List<Class<?>> ALL =
      List.of(Whole.class, Parts.class, Stream.class, Numbers.class, Flood.class);

  private Watched() {}

  @ServerEndpoint("/watched")
  public static class Whole {
    @OnOpen
    public void open(Session session) {
      SEEN.add("open with " + (session.getUserProperties().get("lastMessageTime") != null));
    }

    @OnMessage
    public void text(String text) {
      SEEN.add("text " + text);
    }

    @OnMessage
    public void pong(PongMessage pong) {
      SEEN.add("pong of " + pong.getApplicationData().remaining());
    }

    @OnClose
    public void close(CloseReason reason) {
      SEEN.add("close " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
    }
  }

  @ServerEndpoint("/watched/parts")
  public static class Parts {
    @OnMessage
    public void part(String part, boolean last) {
      SEEN.add("part " + part + " " + last);
    }
  }

  @ServerEndpoint("/watched/stream")
  public static class Stream {
    @OnMessage
    public void text(Reader reader) throws IOException {
      StringBuilder text = new StringBuilder();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        text.append((char) c);
      }
      SEEN.add("read " + text);
    }
  }

  @ServerEndpoint("/watched/numbers")
  public static class Numbers {
    @OnMessage
    public void number(boolean truth) {
      SEEN.add("truth " + truth);
    }
  }

  /** Sends, on a thread of its own, as its text says: how, and how many. */
  @ServerEndpoint("/watched/flood")
  public static class Flood {

    /** More than one of Tomcat's frames. */
    static final String TEXT = "0123456789".repeat(2_000);

    @OnMessage
    public void start(String text, Session session) {
      String[] words = text.split(" ");
      int count = Integer.parseInt(words[1]);
      Thread thread = new Thread(() -> send(session, words[0], count), "flood");
      thread.setDaemon(true);
      thread.start();
    }

    private static void send(Session session, String way, int count) {
      try {
        switch (way) {
          case "whole" -> sendWhole(session, count);
          case "parts" -> sendParts(session, count);
          case "async" -> sendNext(session, count);
          default -> sendUntilItFails(session);
        }
      } catch (IOException | RuntimeException e) {
        SEEN.add("failed " + e);
      }
    }

    private static void sendWhole(Session session, int count) throws IOException {
      for (int i = 0; i < count; i++) {
        session.getBasicRemote().sendText(TEXT);
      }
      session.getBasicRemote().sendText("done");
    }

    private static void sendParts(Session session, int count) throws IOException {
      for (int i = 0; i < count; i++) {
        for (int part = 0; part < 10; part++) {
          session
              .getBasicRemote()
              .sendText(TEXT.substring(part * 2_000, (part + 1) * 2_000), part == 9);
        }
      }
      session.getBasicRemote().sendText("done");
    }

    private static void sendNext(Session session, int left) {
      session
          .getAsyncRemote()
          .sendText(
              left == 0 ? "done" : TEXT,
              result -> {
                if (!result.isOK()) {
                  SEEN.add("failed " + result.getException());
                } else if (left > 0) {
                  sendNext(session, left - 1);
                }
              });
    }

    private static void sendUntilItFails(Session session) throws IOException {
      while (true) {
        SEEN.add("sending");
        session.getBasicRemote().sendBinary(ByteBuffer.allocate(1 << 20));
      }
    }
  }
}
