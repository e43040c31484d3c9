package dev.lifeline.bench.micro;

import dev.lifeline.connection.ConnectionHandler;
import dev.lifeline.connection.Connections;
import dev.lifeline.connection.EndReason;
import dev.lifeline.connection.LifeSign;
import dev.lifeline.connection.OutboundLimits;
import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.HeartbeatPolicy;
import dev.lifeline.heartbeat.Ticker;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What Lifeline itself keeps for a session: its connection, its heartbeat in the wheel, its empty
 * queue, its place in the registry and its user properties. The container's session is there before
 * and is not counted.
 */
final class SupervisionMemory {

  private static final int SESSIONS = 200_000;

  private static final URI REQUEST_URI = URI.create("/channels/x");

  private SupervisionMemory() {}

  /** Prints its figure as one line of pairs. */
  public static void main(String[] args) {
    Session[] sessions = new Session[SESSIONS];
    for (int i = 0; i < SESSIONS; i++) {
      sessions[i] = session(Integer.toString(i, Character.MAX_RADIX));
    }
    Connections connections =
        new Connections(
            new HeartbeatMonitor(Ticker.system()),
            new HeartbeatPolicy(
                Duration.ofSeconds(15), Duration.ofSeconds(40), Duration.ofSeconds(60)),
            new LifeSign(true, null),
            new OutboundLimits(1 << 20, 1_000, Duration.ofSeconds(10), 1 << 26),
            SESSIONS,
            Runnable::run,
            event -> {});
    final long before = liveBytes();
    double bytes;
    try {
      for (Session session : sessions) {
        connections.open(session, true, connection -> Handler.INSTANCE);
      }
      bytes = (double) (liveBytes() - before) / SESSIONS;
    } finally {
      Reference.reachabilityFence(sessions);
    }
    if (connections.size() != SESSIONS) {
      throw new IllegalStateException("only " + connections.size() + " are open");
    }
    System.out.printf("ok bytes=%.1f%n", bytes);
  }

  private static long liveBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** A container's session as far as it is asked, with a property of the container's own. */
  private static Session session(String id) {
    Map<String, Object> properties = new ConcurrentHashMap<>(Map.of("of the container", id));
    return proxy(
        Session.class,
        Map.of(
            "getId", id,
            "getRequestURI", REQUEST_URI,
            "getUserProperties", properties,
            "getAsyncRemote", Remote.INSTANCE));
  }

  private static <T> T proxy(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.get(method.getName())));
  }

  /** Nothing is sent in all this. */
  private static final class Remote {
    static final RemoteEndpoint.Async INSTANCE = proxy(RemoteEndpoint.Async.class, Map.of());
  }

  /** One for all: what an application adds is its own. */
  private enum Handler implements ConnectionHandler {
    INSTANCE;

    @Override
    public void opened() {}

    @Override
    public boolean heartbeat(String part, boolean last) {
      return false;
    }

    @Override
    public void text(String part, boolean last) {}

    @Override
    public void binary(ByteBuffer part, boolean last) {}

    @Override
    public void ended(EndReason reason) {}
  }
}
