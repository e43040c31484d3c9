package dev.lifeline.client;

import dev.lifeline.protocol.CloseCode;
import dev.lifeline.protocol.MessageAssembly;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One session of Jakarta WebSocket. Its container's threads only hand over to the lane.
 *
 * <p>Connecting blocks in every implementation, Tyrus's asynchronous call included, which holds a
 * thread of an unbounded pool until the handshake is over. So it runs behind the gate of its
 * server, and is interrupted when nobody wants it any more; a session that opens all the same is
 * closed.
 */
final class JakartaWire extends Endpoint implements Wire {

  /** What was sent before a close has so long to leave, and as long again to arrive. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /** Asks whether all before it has arrived. No beat of ours looks like it. */
  private static final ByteBuffer LAST_PING = StandardCharsets.US_ASCII.encode("last words");

  private final Lane lane;
  private final Gate closing;
  private final Executor sending;
  private final int maxMessageBytes;
  private final Inflow inflow;
  private final Listener listener;
  private final CompletableFuture<Void> lastPong = new CompletableFuture<>();
  private Runnable cancelConnect = () -> {};

  /** Guarded by this, as are the two below; null before it opens. */
  private @Nullable Session session;

  private @Nullable Writer writer;

  /** Nobody wants it any more. */
  private boolean letGo;

  /** What the server has chosen, asked while the session is open for certain. */
  private volatile String protocol = "";

  /** What the implementation has said of a failure, before it says that it is over. */
  private volatile @Nullable Throwable failure;

  /**
   * Creates one that does nothing yet.
   *
   * @param closing where sessions are closed, which may block
   * @param sending where messages are handed over, which may block
   */
  JakartaWire(Lane lane, Gate closing, Executor sending, int maxMessageBytes, Listener listener) {
    this.lane = lane;
    this.closing = closing;
    this.sending = sending;
    this.maxMessageBytes = maxMessageBytes;
    inflow = new Inflow(maxMessageBytes);
    this.listener = listener;
  }

  /** Begins to connect and returns at once. */
  void connect(
      WebSocketContainer container, ClientEndpointConfig configuration, URI uri, Gate gate) {
    cancelConnect =
        gate.enter(
            () -> {
              try {
                container.connectToServer(this, configuration, uri);
              } catch (DeploymentException | IOException | RuntimeException e) {
                lane.execute(() -> listener.ended(End.abnormal("no connection", e)));
              }
            });
  }

  @Override
  public void onOpen(Session opened, EndpointConfig configuration) {
    String chosen = opened.getNegotiatedSubprotocol();
    protocol = chosen == null ? "" : chosen;
    boolean isTooLate;
    synchronized (this) {
      session = opened;
      writer = new Writer(opened.getAsyncRemote(), sending, lane);
      isTooLate = letGo;
    }
    if (isTooLate) {
      close(opened, End.NORMAL, "");
      return;
    }
    MessageAssembly assembly = new MessageAssembly(maxMessageBytes);
    opened.addMessageHandler(
        String.class, (MessageHandler.Partial<String>) (part, last) -> text(assembly, part, last));
    opened.addMessageHandler(
        ByteBuffer.class,
        (MessageHandler.Partial<ByteBuffer>) (part, last) -> binary(assembly, part, last));
    opened.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>) this::pong);
    lane.execute(listener::opened);
  }

  @Override
  public void onError(Session of, Throwable cause) {
    failure = cause;
  }

  @Override
  public void onClose(Session closed, CloseReason reason) {
    int code = reason.getCloseCode().getCode();
    String phrase = reason.getReasonPhrase() == null ? "" : reason.getReasonPhrase();
    lastPong.complete(null);
    lane.execute(() -> listener.ended(new End(code, phrase, failure)));
  }

  @Override
  public boolean isOpen() {
    Session current = current();
    return current != null && current.isOpen();
  }

  @Override
  public String protocol() {
    return protocol;
  }

  @Override
  public void send(OutgoingMessage message) {
    Writer current = writer();
    if (current != null) {
      current.send(message);
    }
  }

  @Override
  public void sendAhead(OutgoingMessage message) {
    Writer current = writer();
    if (current != null) {
      current.sendAhead(message);
    }
  }

  @Override
  public void ping(ByteBuffer payload) {
    sendAhead(OutgoingMessage.ping(payload));
  }

  @Override
  public long bufferedAmount() {
    Writer current = writer();
    return current == null ? 0 : current.bufferedAmount();
  }

  @Override
  public List<OutgoingMessage> abandon(int code, String reason) {
    giveUp();
    Session current = current();
    Writer stopped = writer();
    if (current != null && current.isOpen()) {
      closing.enter(() -> close(current, code, reason));
    }
    return stopped == null ? List.of() : stopped.stop();
  }

  @Override
  public void close(int code, String reason) {
    giveUp();
    Session current = current();
    Writer last = writer();
    if (current != null && last != null) {
      closing.enter(
          () -> {
            await(last.whenIdle());
            if (last.hasSentData()) {
              // Tyrus drops the TCP connection behind its close frame: with anything unread that
              // is a reset, which takes with it what the server has not read.
              last.sendAhead(OutgoingMessage.ping(LAST_PING.duplicate()));
              await(lastPong);
            }
            last.stop().forEach(JakartaWire::refuse);
            close(current, code, reason);
          });
    }
  }

  private void giveUp() {
    boolean isConnecting;
    synchronized (this) {
      letGo = true;
      isConnecting = session == null;
    }
    inflow.release();
    if (isConnecting) {
      // Not later: Tyrus returns from connecting after the session has opened, and would drop it.
      cancelConnect.run();
    }
  }

  private synchronized @Nullable Session current() {
    return session;
  }

  private synchronized @Nullable Writer writer() {
    return writer;
  }

  private void text(MessageAssembly assembly, String part, boolean last) {
    if (!assembly.add(part) || (last && assembly.isTextTooBig())) {
      refuseBig();
    } else if (last) {
      String message = assembly.takeText();
      deliver(message.length(), () -> listener.text(message));
    } else {
      lane.execute(listener::part);
    }
  }

  private void binary(MessageAssembly assembly, ByteBuffer part, boolean last) {
    if (!assembly.add(part)) {
      refuseBig();
    } else if (last) {
      ByteBuffer message = assembly.takeBytes();
      deliver(message.remaining(), () -> listener.binary(message));
    } else {
      lane.execute(listener::part);
    }
  }

  private void deliver(long size, Runnable message) {
    inflow.enter(size);
    lane.execute(
        () -> {
          inflow.leave(size);
          message.run();
        });
  }

  private void pong(PongMessage message) {
    ByteBuffer payload = message.getApplicationData();
    if (payload.equals(LAST_PING)) {
      lastPong.complete(null);
      return;
    }
    ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
    lane.execute(() -> listener.pong(copy));
  }

  private void refuseBig() {
    CloseCode tooBig = CloseCode.TOO_BIG;
    Session current = current();
    if (current != null) {
      closing.enter(() -> close(current, tooBig.code(), tooBig.reason()));
    }
    lane.execute(() -> listener.ended(End.of(tooBig.code(), tooBig.reason())));
  }

  private static void await(CompletableFuture<Void> lastWords) {
    try {
      lastWords.get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // The network does not take them.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void refuse(OutgoingMessage unsent) {
    unsent.sent.completeExceptionally(new IllegalStateException("the client is closed"));
  }

  /** May block behind a send in flight, for 20 s on Tomcat. */
  private static void close(Session open, int code, String reason) {
    try {
      open.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason));
    } catch (IOException | RuntimeException e) {
      // It has ended by itself.
    }
  }
}
