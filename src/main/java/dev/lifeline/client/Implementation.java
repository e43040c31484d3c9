package dev.lifeline.client;

import jakarta.websocket.WebSocketContainer;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the standard leaves to its implementations, Tyrus and Tomcat: by name and reflection, since
 * neither is compiled against. Any other is used as it is.
 */
final class Implementation {

  private static final System.Logger LOG = System.getLogger(LifelineClient.class.getName());

  private static final String TYRUS = "org.glassfish.tyrus.client.ClientManager";
  private static final String TOMCAT = "org.apache.tomcat.websocket.WsWebSocketContainer";

  /**
   * How long Tomcat keeps the socket of a peer that does not answer a close: 30 s by default, and
   * it is looked at every 10 s.
   */
  private static final long TOMCAT_CLOSE_MILLIS = 3_000;

  /** Seconds that Tyrus keeps its threads after the last connection; by default 30. */
  private static final int TYRUS_IDLE_SECONDS = 1;

  private Implementation() {}

  /** Gives it the time-out of an attempt, and lets its connections share their threads. */
  static void prepare(WebSocketContainer container, Duration connectTimeout) {
    if (isExactly(TYRUS, container)
        && call(container, "getProperties") instanceof Map<?, ?> properties) {
      @SuppressWarnings("unchecked")
      Map<String, Object> open = (Map<String, Object>) properties;
      open.put(TYRUS + ".ContainerTimeout", millis(connectTimeout));
      open.put("org.glassfish.tyrus.client.sharedContainer", true);
      open.put("org.glassfish.tyrus.client.sharedContainerIdleTimeout", TYRUS_IDLE_SECONDS);
    }
  }

  /** The user properties of an endpoint's configuration, by which Tomcat is told. */
  static Map<String, Object> userProperties(Duration connectTimeout) {
    String prefix = "org.apache.tomcat.websocket.";
    Map<String, Object> properties = new HashMap<>();
    properties.put(prefix + "IO_TIMEOUT_MS", String.valueOf(millis(connectTimeout)));
    properties.put(prefix + "SESSION_CLOSE_TIMEOUT", TOMCAT_CLOSE_MILLIS);
    return properties;
  }

  /**
   * Whether its asynchronous send returns at once, whatever the peer does. Tyrus's does; Tomcat's
   * client waits until the last byte has been written.
   */
  static boolean sendsWithoutBlocking(WebSocketContainer container) {
    return isExactly(TYRUS, container);
  }

  /** Lets it end its threads. */
  static void end(WebSocketContainer container) {
    if (isExactly(TYRUS, container)) {
      call(container, "shutdown");
    } else if (isExactly(TOMCAT, container)) {
      call(container, "destroy");
    }
  }

  private static int millis(Duration time) {
    return (int) Math.min(Integer.MAX_VALUE, time.toMillis());
  }

  /** A subclass is a server's own container, and not ours to change or to end. */
  private static boolean isExactly(String name, WebSocketContainer container) {
    return container.getClass().getName().equals(name);
  }

  private static @Nullable Object call(WebSocketContainer container, String method) {
    try {
      Method found = container.getClass().getMethod(method);
      return found.invoke(container);
    } catch (ReflectiveOperationException e) {
      LOG.log(System.Logger.Level.WARNING, container.getClass() + " has no " + method, e);
      return null;
    }
  }
}
