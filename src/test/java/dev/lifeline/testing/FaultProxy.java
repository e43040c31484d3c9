package dev.lifeline.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * A TCP proxy on this machine's loopback that spoils connections as networks do, at a word from a
 * test. It knows nothing of WebSocket. One thread serves all connections; every method may be
 * called from any thread, and what it asks for holds when it returns.
 *
 * <p>Which {@link Fault} a connection meets is said of one by {@link ProxiedConnection#inflict}, of
 * all by {@link #inflict}, or of those to come by a {@link #plan}, which a seed may decide:
 *
 * <pre>{@code
 * Random random = new Random(seed);
 * proxy.plan(number -> Fault.resetAfter(random.nextInt(2_000), Direction.TO_CLIENT));
 * }</pre>
 */
public final class FaultProxy implements AutoCloseable {

  /** Connections that may wait to be accepted: a storm of clients. */
  private static final int BACKLOG = 4096;

  private final InetSocketAddress server;
  private final ProxyObserver observer;
  private final SelectorLoop loop;
  private final int port;
  private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();

  /** Null while connections are refused; the loop's. */
  private ServerSocketChannel listener;

  private IntFunction<Fault> plan = number -> Fault.none();
  private volatile int accepted;
  private volatile ProxiedConnection newest;

  private FaultProxy(int serverPort, ProxyObserver observer) throws IOException {
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
    this.observer = observer;
    loop = new SelectorLoop("fault-proxy");
    port = loop.call(() -> listen(0));
  }

  /** Begins to accept, on a free port, for a server of this machine. */
  public static FaultProxy to(int serverPort) throws IOException {
    return new FaultProxy(serverPort, ProxyObserver.NONE);
  }

  /** The same, watched. */
  public static FaultProxy to(int serverPort, ProxyObserver observer) throws IOException {
    return new FaultProxy(serverPort, observer);
  }

  /** Where it accepts, or does when it does not refuse. */
  public int port() {
    return port;
  }

  /** The same place of the server, by way of this proxy. */
  public URI through(URI uri) {
    return URI.create(
        uri.getScheme()
            + "://127.0.0.1:"
            + port
            + uri.getRawPath()
            + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
  }

  /** Inflicts a fault on all that are open and on all that come. */
  public void inflict(Fault fault) {
    loop.call(
        () -> {
          plan = number -> fault;
          open.forEach(connection -> connection.inflict(fault));
          return null;
        });
  }

  /** Inflicts a fault on those that are open; those that come meet what they would have met. */
  public void inflictOnOpen(Fault fault) {
    loop.call(
        () -> {
          open.forEach(connection -> connection.inflict(fault));
          return null;
        });
  }

  /** Ends all faults that can be healed, and lets all new connections pass. */
  public void heal() {
    inflict(Fault.none());
  }

  /**
   * Says what each connection meets that comes.
   *
   * @param faultOf asked once for each on the proxy's thread, by its number
   */
  public void plan(IntFunction<Fault> faultOf) {
    loop.call(() -> plan = faultOf);
  }

  /** Refuses new connections, as a machine does whose server is not there. */
  public void refuse() {
    loop.call(
        () -> {
          if (listener != null) {
            loop.close(listener);
            listener = null;
          }
          return null;
        });
  }

  /** Accepts again after {@link #refuse}, on the same port. */
  public void accept() {
    loop.call(() -> listener == null ? listen(port) : port);
  }

  /** How many connections have been accepted. */
  public int accepted() {
    return accepted;
  }

  /** The last that was accepted; null before the first. */
  public ProxiedConnection newest() {
    return newest;
  }

  /** Those of which a socket is open, of use or not. */
  public List<ProxiedConnection> open() {
    return List.copyOf(open);
  }

  /**
   * Resets what is open, and ends.
   *
   * @throws IllegalStateException if the proxy itself has failed before
   */
  @Override
  public void close() {
    loop.close(() -> inflictOnOpen(Fault.reset()));
  }

  ProxyObserver observer() {
    return observer;
  }

  /** For its connections. */
  void closed(ProxiedConnection connection) {
    open.remove(connection);
    observer.closed(connection);
  }

  private int listen(int wanted) throws IOException {
    listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), BACKLOG);
    loop.register(listener, SelectionKey.OP_ACCEPT, key -> acceptAll());
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  private void acceptAll() throws IOException {
    SocketChannel channel = listener.accept();
    while (channel != null) {
      ProxiedConnection connection = new ProxiedConnection(this, accepted, loop, channel);
      open.add(connection);
      newest = connection;
      observer.accepted(connection);
      accepted++;
      connection.begin(server, plan.apply(connection.number()));
      channel = listener == null ? null : listener.accept();
    }
  }
}
