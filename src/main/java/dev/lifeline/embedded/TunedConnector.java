package dev.lifeline.embedded;

import org.apache.catalina.connector.Connector;

/** A connector for many WebSockets that are mostly idle, and the odd page. */
final class TunedConnector {

  /**
   * Above lifeline.connections.max, so that one too many is told so and not left in the backlog.
   */
  private static final String MAX_CONNECTIONS = "20000";

  /** For plain HTTP, handshakes, pings and closes; frames need none. */
  private static final String MAX_THREADS = "16";

  /** As many as the cores of a small machine; ten by default, and the rest for a minute. */
  private static final String SPARE_THREADS = "2";

  /** 10 s, after which a thread beyond the spare ones ends. */
  private static final String THREAD_IDLE_MILLIS = "10000";

  /**
   * 256 bytes: what Tomcat holds for a socket in each direction; 8 KB by default. It need not hold
   * a frame, let alone a message.
   */
  private static final String SOCKET_BUFFER_BYTES = "256";

  /**
   * 128 KB: what the kernel takes for a peer that does not read; megabytes by default, and
   * gigabytes for a thousand of them. It bounds one connection to that much a round trip.
   */
  private static final String SEND_BUFFER_BYTES = "131072";

  /**
   * As many as there are threads: more are never at work, and each keeps its buffers. 200 by
   * default.
   */
  private static final String PROCESSORS_KEPT = MAX_THREADS;

  /** 5 s between two looks at every connection's time-out; 1 s by default. */
  private static final String TIMEOUT_INTERVAL_MILLIS = "5000";

  private TunedConnector() {}

  /** Makes one for a port; 0 takes a free one. */
  static Connector create(int port) {
    Connector connector = new Connector(new PollerReadingProtocol());
    connector.setPort(port);
    connector.setThrowOnFailure(true);
    connector.setProperty("maxConnections", MAX_CONNECTIONS);
    connector.setProperty("maxThreads", MAX_THREADS);
    connector.setProperty("minSpareThreads", SPARE_THREADS);
    connector.setProperty("threadsMaxIdleTime", THREAD_IDLE_MILLIS);
    connector.setProperty("processorCache", PROCESSORS_KEPT);
    connector.setProperty("socket.appReadBufSize", SOCKET_BUFFER_BYTES);
    connector.setProperty("socket.appWriteBufSize", SOCKET_BUFFER_BYTES);
    connector.setProperty("socket.txBufSize", SEND_BUFFER_BYTES);
    connector.setProperty("socket.timeoutInterval", TIMEOUT_INTERVAL_MILLIS);
    return connector;
  }
}
