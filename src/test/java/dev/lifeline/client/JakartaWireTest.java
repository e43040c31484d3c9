package dev.lifeline.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is asked of an implementation of Jakarta WebSocket, and when. */
class JakartaWireTest {

  private static final URI SERVER = URI.create("ws://localhost/");

  private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
  private final CountDownLatch mayReturn = new CountDownLatch(1);
  private final List<String> calls = new CopyOnWriteArrayList<>();

  /** What has the peer answer the ping. */
  private final CompletableFuture<Runnable> pinged = new CompletableFuture<>();

  private final CountDownLatch connecting = new CountDownLatch(1);
  private final JakartaWire wire =
      new JakartaWire(
          new Lane(Runnable::run, () -> {}),
          new Gate(Runnable::run, 1),
          Runnable::run,
          1_000,
          new Deaf());

  @Test
  void theThreadThatConnectsIsLeftAloneOnceTheSessionHasOpened() throws Exception {
    connect(true);
    wire.close(1000, "");
    mayReturn.countDown();
    assertEquals(false, interrupted.get(30, TimeUnit.SECONDS));
  }

  @Test
  void theThreadThatConnectsIsInterruptedBefore() throws Exception {
    connect(false);
    wire.close(1000, "");
    assertEquals(true, interrupted.get(30, TimeUnit.SECONDS));
  }

  @Test
  void aCloseBehindDataWaitsForAPong() throws Exception {
    open();
    wire.send(OutgoingMessage.text("one"));
    wire.send(OutgoingMessage.text("two"));
    Thread closer = new Thread(() -> wire.close(1000, ""));
    closer.start();
    Runnable pong = pinged.get(30, TimeUnit.SECONDS);
    while (closer.isAlive() && closer.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertTrue(closer.isAlive(), "it waits");
    assertEquals(List.of("sendText", "sendText", "sendPing"), calls);
    pong.run();
    closer.join();
    assertEquals(List.of("sendText", "sendText", "sendPing", "close"), calls);
  }

  @Test
  void aCloseWithoutDataWaitsForNothing() {
    open();
    wire.sendAhead(OutgoingMessage.text("beat"));
    wire.close(1000, "");
    assertEquals(List.of("sendText", "close"), calls);
  }

  private void open() {
    ClientEndpointConfig configuration = ClientEndpointConfig.Builder.create().build();
    wire.onOpen(recording(), configuration);
  }

  private void connect(boolean opens) throws Exception {
    WebSocketContainer container =
        proxy(
            WebSocketContainer.class,
            args -> {
              if (opens) {
                ((Endpoint) args[0]).onOpen(session(), (ClientEndpointConfig) args[1]);
              }
              connecting.countDown();
              try {
                mayReturn.await();
                interrupted.complete(false);
              } catch (InterruptedException e) {
                interrupted.complete(true);
              }
              return null;
            });
    ClientEndpointConfig configuration = ClientEndpointConfig.Builder.create().build();
    wire.connect(container, configuration, SERVER, new Gate(t -> new Thread(t).start(), 1));
    assertTrue(connecting.await(30, TimeUnit.SECONDS));
  }

  private static Session session() {
    return proxy(Session.class, args -> null);
  }

  /** A session whose sends are done within the call, and whose peer answers a ping when told. */
  private Session recording() {
    List<MessageHandler.Whole<PongMessage>> pongs = new ArrayList<>();
    return (Session)
        Proxy.newProxyInstance(
            Session.class.getClassLoader(),
            new Class<?>[] {Session.class, RemoteEndpoint.Async.class},
            (self, method, args) -> {
              switch (method.getName()) {
                case "getAsyncRemote" -> {
                  return self;
                }
                case "addMessageHandler" -> {
                  if (args[0] == PongMessage.class) {
                    pongs.add(pongHandler(args[1]));
                  }
                }
                case "sendText" -> {
                  calls.add("sendText");
                  ((SendHandler) args[1]).onResult(new SendResult());
                }
                case "sendPing" -> {
                  calls.add("sendPing");
                  ByteBuffer payload = (ByteBuffer) args[0];
                  pinged.complete(() -> pongs.get(0).onMessage(() -> payload));
                }
                case "close" -> calls.add("close");
                default -> {}
              }
              return method.getReturnType() == boolean.class ? Boolean.TRUE : null;
            });
  }

  @SuppressWarnings("unchecked")
  private static MessageHandler.Whole<PongMessage> pongHandler(Object handler) {
    return (MessageHandler.Whole<PongMessage>) handler;
  }

  private interface Call {
    Object with(Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Call call) {
    Object made =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, args) ->
                method.getReturnType() == boolean.class ? Boolean.FALSE : call.with(args));
    return type.cast(made);
  }

  /** Hears nothing. */
  private static final class Deaf implements Wire.Listener {
    @Override
    public void opened() {}

    @Override
    public void part() {}

    @Override
    public void text(String message) {}

    @Override
    public void binary(ByteBuffer message) {}

    @Override
    public void pong(ByteBuffer payload) {}

    @Override
    public void ended(End end) {}
  }
}
