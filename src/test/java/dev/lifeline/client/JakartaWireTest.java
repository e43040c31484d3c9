package dev.lifeline.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is done with an implementation that is still in its call of connecting. */
class JakartaWireTest {

  private static final URI SERVER = URI.create("ws://localhost/");

  private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
  private final CountDownLatch mayReturn = new CountDownLatch(1);
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
