package dev.lifeline.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.client.ClientManager;

/** A well-behaved subscriber of a channel: Tyrus's client, which answers pings by itself. */
final class Chatter extends Endpoint implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BlockingQueue<Object> inbox = new LinkedBlockingQueue<>();
  private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
  private final Session session;

  private Chatter(URI channel) throws IOException, DeploymentException {
    // By its own name: ContainerProvider would choose between Tyrus and the embedded Tomcat.
    session =
        ClientManager.createClient()
            .connectToServer(this, ClientEndpointConfig.Builder.create().build(), channel);
  }

  /** Returns when the server has taken the subscriber into the channel. */
  static Chatter join(URI channel) throws Exception {
    Chatter chatter = new Chatter(channel);
    chatter.say("ping");
    chatter.hears("pong");
    return chatter;
  }

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    session.addMessageHandler(
        new MessageHandler.Whole<String>() {
          @Override
          public void onMessage(String text) {
            inbox.add(text);
          }
        });
    session.addMessageHandler(
        new MessageHandler.Whole<ByteBuffer>() {
          @Override
          public void onMessage(ByteBuffer bytes) {
            inbox.add(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
          }
        });
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    closed.complete(reason);
  }

  void say(String text) throws IOException {
    session.getBasicRemote().sendText(text);
  }

  void say(byte[] bytes) throws IOException {
    session.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes));
  }

  /** The next message is this text and no other. */
  void hears(String text) throws InterruptedException {
    assertEquals(text, next());
  }

  /** The next message is these bytes and no other. */
  void hears(byte[] bytes) throws InterruptedException {
    assertEquals(ByteBuffer.wrap(bytes), next());
  }

  private Object next() throws InterruptedException {
    Object message = inbox.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    return message != null ? message : "nothing, and the session is " + closed;
  }

  /** Why the session was closed, once it is. */
  CloseReason closeReason() throws Exception {
    return closed.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Still connected, and still answered. */
  void isWell() throws Exception {
    assertTrue(session.isOpen(), () -> "closed: " + closed);
    say("ping");
    hears("pong");
  }

  @Override
  public void close() throws IOException {
    session.close();
  }
}
