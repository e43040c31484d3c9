package dev.lifeline.testing;

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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.client.ClientManager;

/** A Tyrus client that queues what it hears: a String, or the byte[] of a binary message. */
public final class ServerClient implements AutoCloseable {

  /** Long enough for a machine that is busy with something else. */
  private static final long PATIENCE_SECONDS = 20;

  private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
  private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
  private final Session session;

  private ServerClient(ClientManager container, URI uri) throws DeploymentException, IOException {
    session =
        container.connectToServer(
            new Listener(), ClientEndpointConfig.Builder.create().build(), uri);
  }

  /** Connects. By Tyrus's own class, since Tomcat's client is on the class path as well. */
  public static ServerClient connect(URI uri) throws DeploymentException, IOException {
    return new ServerClient(ClientManager.createClient(), uri);
  }

  /**
   * Connects and waits until the server's endpoint knows: a client is told of its opening before,
   * and would miss what others say meanwhile.
   */
  public static ServerClient join(URI uri) throws Exception {
    ServerClient client = connect(uri);
    client.say("ping");
    if (!"pong".equals(client.hear())) {
      throw new IllegalStateException("no pong from " + uri);
    }
    return client;
  }

  /** Sends a whole text message. */
  public void say(String text) throws IOException {
    sayPart(text, true);
  }

  /** Sends a part of a text message. */
  public void sayPart(String part, boolean last) throws IOException {
    try {
      session.getBasicRemote().sendText(part, last);
    } catch (RejectedExecutionException e) {
      closedMeanwhile(e);
    }
  }

  /** Sends a part of a binary message. */
  public void sendPart(ByteBuffer part, boolean last) throws IOException {
    try {
      session.getBasicRemote().sendBinary(part, last);
    } catch (RejectedExecutionException e) {
      closedMeanwhile(e);
    }
  }

  /**
   * Tyrus restarts its idle timer after the sending, on a pool that the server's close has ended.
   */
  private void closedMeanwhile(RejectedExecutionException e) {
    if (session.isOpen()) {
      throw e;
    }
  }

  /** The next message; null where none came in a generous time. */
  public Object hear() throws InterruptedException {
    return heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Whether all that was heard has been taken. */
  public boolean hasHeardAll() {
    return heard.isEmpty();
  }

  /** Why the session closed, once it has. */
  public CloseReason closeReason() throws Exception {
    return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Whether the session is still open. */
  public boolean isOpen() {
    return session.isOpen() && !closed.isDone();
  }

  @Override
  public void close() throws IOException {
    if (session.isOpen()) {
      session.close();
    }
  }

  private final class Listener extends Endpoint {
    @Override
    public void onOpen(Session opened, EndpointConfig config) {
      opened.addMessageHandler(String.class, (MessageHandler.Whole<String>) heard::add);
      opened.addMessageHandler(
          ByteBuffer.class,
          (MessageHandler.Whole<ByteBuffer>)
              message -> {
                byte[] bytes = new byte[message.remaining()];
                message.get(bytes);
                heard.add(bytes);
              });
    }

    @Override
    public void onClose(Session ended, CloseReason reason) {
      closed.complete(reason);
    }
  }
}
