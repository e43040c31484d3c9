package dev.lifeline.supervise;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Endpoints of every form that Jakarta WebSocket 2.1 has for their methods (chapter 4). */
final class Shapes {

  /** What was told after the session could hear no more. */
  static final BlockingQueue<String> LAST_WORDS = new LinkedBlockingQueue<>();

  private Shapes() {}

  static final List<Class<?>> ALL =
      List.of(
          Text.class,
          TextOfAPath.class,
          TextInParts.class,
          TextStream.class,
          Number.class,
          Decoded.class,
          Bytes.class,
          BytesInParts.class,
          Buffer.class,
          BufferInParts.class,
          ByteStream.class,
          Pongs.class,
          Everything.class,
          Heir.class,
          SilentHeir.class,
          Failing.class,
          Small.class,
          Guarded.class,
          OneForAll.class,
          Protocols.class,
          Namesake.class,
          Nothing.class);

  @ServerEndpoint("/shapes/text")
  public static class Text {
    @OnMessage
    public String text(String text) {
      return text.isEmpty() ? null : "heard " + text;
    }
  }

  @ServerEndpoint("/shapes/path/{word}/{number}")
  public static class TextOfAPath {
    @OnMessage
    public void text(
        @PathParam("number") int number,
        Session session,
        String text,
        @PathParam("word") String word)
        throws IOException {
      session.getBasicRemote().sendText(word + " " + (number + 1) + " " + text);
    }
  }

  @ServerEndpoint("/shapes/parts")
  public static class TextInParts {
    private String whole = "";

    @OnMessage
    public String part(boolean last, String part) {
      whole += part + (last ? "." : ",");
      String answer = last ? whole : null;
      whole = last ? "" : whole;
      return answer;
    }
  }

  @ServerEndpoint("/shapes/reader")
  public static class TextStream {
    @OnMessage
    public String text(Reader reader) throws IOException {
      StringBuilder text = new StringBuilder();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        text.append((char) c);
      }
      return "read " + text;
    }
  }

  @ServerEndpoint("/shapes/number")
  public static class Number {
    @OnMessage
    public long twice(int number) {
      return 2L * number;
    }
  }

  /** Not public, as an application's own types need not be. */
  record Point(int x, int y) {}

  public static class PointDecoder implements Decoder.Text<Point> {
    @Override
    public Point decode(String text) {
      String[] numbers = text.split(";");
      return new Point(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }

    @Override
    public boolean willDecode(String text) {
      return text.contains(";");
    }
  }

  public static class PointEncoder implements Encoder.Text<Point> {
    @Override
    public String encode(Point point) {
      return point.x() + ";" + point.y();
    }
  }

  @ServerEndpoint(
      value = "/shapes/point",
      decoders = PointDecoder.class,
      encoders = PointEncoder.class)
  public static class Decoded {
    @OnMessage
    public Point turned(Point point) {
      return new Point(point.y(), point.x());
    }
  }

  @ServerEndpoint("/shapes/bytes")
  public static class Bytes {
    @OnMessage
    public byte[] bytes(byte[] bytes) {
      return bytes;
    }
  }

  @ServerEndpoint("/shapes/bytes-in-parts")
  public static class BytesInParts {
    @OnMessage
    public String part(byte[] part, Session session, boolean last) {
      return part.length + (last ? " last" : " more");
    }
  }

  @ServerEndpoint("/shapes/buffer")
  public static class Buffer {
    @OnMessage
    public ByteBuffer buffer(ByteBuffer buffer, Session session) {
      return buffer;
    }
  }

  @ServerEndpoint("/shapes/buffer-in-parts")
  public static class BufferInParts {
    @OnMessage
    public String part(ByteBuffer part, boolean last) {
      return part.remaining() + (last ? " last" : " more");
    }
  }

  @ServerEndpoint("/shapes/stream")
  public static class ByteStream {
    @OnMessage
    public String stream(InputStream stream) throws IOException {
      return "read " + stream.readAllBytes().length;
    }
  }

  @ServerEndpoint("/shapes/pongs")
  public static class Pongs {
    @OnMessage
    public String pong(PongMessage pong) {
      return "pong " + StandardCharsets.UTF_8.decode(pong.getApplicationData());
    }
  }

  @ServerEndpoint("/shapes/everything/{id}")
  public static class Everything {
    private String opened = "";

    @OnOpen
    public void open(EndpointConfig config, @PathParam("id") String id) {
      Class<?> type = ((ServerEndpointConfig) config).getEndpointClass();
      opened = id + " of " + type.getSimpleName();
    }

    @OnMessage
    public String text(String text) {
      if (text.equals("fail")) {
        throw new IllegalStateException("as told");
      }
      return opened + ": " + text;
    }

    @OnMessage
    public String bytes(byte[] bytes) {
      return "bytes " + bytes.length;
    }

    @OnMessage
    public void pong(PongMessage pong, Session session) throws IOException {
      session.getBasicRemote().sendText("pong");
    }

    @OnError
    public void error(Throwable error, Session session, @PathParam("id") String id)
        throws IOException {
      session.getBasicRemote().sendText(id + " failed " + error.getMessage());
    }

    @OnClose
    public void close(@PathParam("id") String id, CloseReason reason) {
      LAST_WORDS.add(id + " closed " + reason.getCloseCode().getCode());
    }
  }

  public static class Ancestor {
    @OnOpen
    public void open(Session session) throws IOException {
      session.getBasicRemote().sendText("opened by the ancestor");
    }

    public String text(String text) {
      return "ancestor " + text;
    }
  }

  @ServerEndpoint("/shapes/heir")
  public static class Heir extends Ancestor {
    @Override
    @OnMessage
    public String text(String text) {
      return "heir of " + super.text(text);
    }
  }

  /** Its own method has no annotation, so it is none of the endpoint's any more. */
  @ServerEndpoint("/shapes/silent-heir")
  public static class SilentHeir extends Ancestor {
    @Override
    public void open(Session session) throws IOException {
      session.getBasicRemote().sendText("never said");
    }

    @OnMessage
    public String only(String text) {
      return "heir " + text;
    }
  }

  @ServerEndpoint("/shapes/failing")
  public static class Failing {
    @OnMessage
    public void text(String text) throws Exception {
      throw new Exception(text);
    }

    @OnError
    public void error(Session session, Throwable error) throws IOException {
      session.getBasicRemote().sendText(error.getClass().getSimpleName() + error.getMessage());
    }
  }

  @ServerEndpoint("/shapes/small")
  public static class Small {
    @OnMessage(maxMessageSize = 8)
    public String text(String text) {
      return text;
    }
  }

  public static class Guard extends ServerEndpointConfig.Configurator {
    @Override
    public boolean checkOrigin(String origin) {
      return !"http://elsewhere.example".equals(origin);
    }

    @Override
    public void modifyHandshake(
        ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
      config.getUserProperties().put("guard", config.getConfigurator().getClass().getSimpleName());
    }
  }

  @ServerEndpoint(value = "/shapes/guarded", configurator = Guard.class)
  public static class Guarded {
    @OnMessage
    public String text(String text, Session session) {
      return text + " by " + session.getUserProperties().get("guard");
    }
  }

  public static class Sharing extends ServerEndpointConfig.Configurator {
    private final OneForAll shared = new OneForAll();

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
      return type.cast(shared);
    }
  }

  @ServerEndpoint(value = "/shapes/shared", configurator = Sharing.class)
  public static class OneForAll {
    private int count;

    @OnMessage
    public synchronized int count(String text) {
      return ++count;
    }
  }

  @ServerEndpoint(
      value = "/shapes/protocols",
      subprotocols = {"first", "second"})
  public static class Protocols {
    @OnMessage
    public String text(Session session, String text) {
      return session.getNegotiatedSubprotocol();
    }
  }

  /** Its methods have the names of the facade's own, and one is static. */
  @ServerEndpoint("/shapes/namesake")
  public static class Namesake {
    @OnOpen
    public static void original(Session session) throws IOException {
      session.getBasicRemote().sendText("opened");
    }

    @OnMessage
    public boolean handlesText(String text) {
      return text.equals("hello");
    }

    @OnMessage
    public String handles(ByteBuffer bytes) {
      return "bytes " + bytes.remaining();
    }

    @OnClose
    public void closed() {}
  }

  /** Takes no message at all. */
  @ServerEndpoint("/shapes/nothing")
  public static class Nothing {}
}
