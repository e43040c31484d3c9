package dev.lifeline.testing;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * A session in memory that records what it is told: {@code text hi}, {@code binary 3}, {@code
 * ping}, {@code close 4000 no-heartbeat}. Its sends complete at once, unless it is stalled.
 */
public final class FakeSession {

  private final String id;
  private final Map<String, Object> userProperties = new HashMap<>();
  private final Map<String, List<String>> query = new HashMap<>();
  private final Queue<SendHandler> pending = new ArrayDeque<>();
  private Principal principal;
  private Runnable reaction = () -> {};
  private boolean open = true;
  private boolean stalled;
  private boolean failing;
  private byte[] lastPing;

  /** What was told, in order. */
  public final List<String> told = new ArrayList<>();

  public FakeSession(String id) {
    this.id = id;
  }

  /** The session as the product sees it. */
  public Session session() {
    return proxy(
        Session.class,
        (method, args) ->
            switch (method) {
              case "getId" -> id;
              case "getRequestURI" -> URI.create("/channels/" + id);
              case "getUserProperties" -> userProperties;
              case "getRequestParameterMap" -> query;
              case "isOpen" -> open;
              case "getUserPrincipal" -> principal;
              case "getAsyncRemote" -> remote();
              case "close" -> record(describe((CloseReason) args[0]));
              default -> throw new UnsupportedOperationException(method);
            });
  }

  private RemoteEndpoint.Async remote() {
    return proxy(
        RemoteEndpoint.Async.class,
        (method, args) ->
            switch (method) {
              case "sendText" -> send("text " + args[0], (SendHandler) args[1]);
              case "sendBinary" -> send(consume((ByteBuffer) args[0]), (SendHandler) args[1]);
              case "sendPing" -> ping((ByteBuffer) args[0]);
              default -> throw new UnsupportedOperationException(method);
            });
  }

  /** The value of a user property. */
  public Object property(String name) {
    return userProperties.get(name);
  }

  /** Gives the handshake a query parameter. */
  public void query(String name, String value) {
    query.put(name, List.of(value));
  }

  /** Gives the session a user property, as a configurator may. */
  public void property(String name, Object value) {
    userProperties.put(name, value);
  }

  /** Whom the container has found in the handshake. */
  public void login(String name) {
    principal = () -> name;
  }

  /** Has the peer do something as soon as the next message has been given to the container. */
  public void onNext(Runnable peer) {
    reaction = peer;
  }

  /** From now on the container knows it as closed, and has told nobody. */
  public void vanish() {
    open = false;
  }

  /** From now on sends do not complete by themselves. */
  public void stall() {
    stalled = true;
  }

  /** From now on sends throw, as on a session that has closed. */
  public void fail() {
    failing = true;
  }

  /** Completes the oldest send that is in flight, and lets later ones complete at once. */
  public void resume() {
    stalled = false;
    pending.remove().onResult(new SendResult());
  }

  /** Completes the oldest send that is in flight, and stays stalled. */
  public void completeOne() {
    pending.remove().onResult(new SendResult());
  }

  /** Fails the oldest send that is in flight. */
  public void failOne() {
    pending.remove().onResult(new SendResult(new java.io.IOException("reset")));
  }

  /** What the last ping carried. */
  public byte[] lastPing() {
    return lastPing;
  }

  private Object ping(ByteBuffer payload) {
    lastPing = new byte[payload.remaining()];
    payload.get(lastPing);
    return record("ping");
  }

  private Object send(String what, SendHandler handler) {
    if (failing) {
      throw new IllegalStateException("closed");
    }
    if (!pending.isEmpty()) {
      throw new IllegalStateException("a second send while one is in flight");
    }
    record(what);
    Runnable answer = reaction;
    reaction = () -> {};
    answer.run();
    if (stalled) {
      pending.add(handler);
    } else {
      handler.onResult(new SendResult());
    }
    return null;
  }

  private Object record(String what) {
    told.add(what);
    return null;
  }

  private static String consume(ByteBuffer payload) {
    int length = payload.remaining();
    payload.position(payload.limit());
    return "binary " + length;
  }

  private static String describe(CloseReason reason) {
    return "close " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase();
  }

  private interface Calls {
    Object call(String method, Object[] args) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Calls calls) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> {
              if (method.getName().equals("toString")) {
                return "fake " + type.getSimpleName();
              }
              return calls.call(method.getName(), args);
            }));
  }
}
