package dev.lifeline.connection;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The TCP connection beneath a container's session. The WebSocket API cannot end one whose peer
 * does not read: after {@link Session#close()} Payara keeps it until the peer reads on, and Tomcat
 * leaves megabytes of unread data to the kernel for minutes.
 *
 * <p>Reached by reflection, so that a container that is unknown, or has changed inside, costs no
 * more than a line in the log. Safe for use by any thread.
 */
final class PeerSocket {

  private static final Logger LOG = System.getLogger(PeerSocket.class.getName());

  private static final CloseReason ABNORMAL =
      new CloseReason(CloseReason.CloseCodes.CLOSED_ABNORMALLY, "");

  /** What was looked up once. */
  private static final Map<Key, AccessibleObject> MEMBERS = new ConcurrentHashMap<>();

  /**
   * What the container knows the connection by: Tomcat's SocketWrapperBase, Grizzly's Connection.
   */
  private final Object owner;

  /** Ends the connection by way of its owner, which forgets it then. */
  private final Method close;

  private final NetworkChannel channel;

  private final Remains remains;

  private PeerSocket(Object owner, String close, Object channel, Remains remains)
      throws ReflectiveOperationException {
    this.owner = owner;
    this.close = owner.getClass().getMethod(close);
    this.channel = (NetworkChannel) channel;
    this.remains = remains;
  }

  /** The connection of a session, before or after its close; null where it is not to be reached. */
  static @Nullable PeerSocket of(Session session) {
    String container = session.getClass().getName();
    try {
      return container.startsWith("org.apache.tomcat.websocket.")
          ? onTomcat(session)
          : container.startsWith("org.glassfish.tyrus.core.") ? onPayara(session) : null;
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.DEBUG, () -> "the socket of " + container + " is out of reach: " + e);
      return null;
    }
  }

  /**
   * Has the coming end of the connection, whoever brings it about, be a reset: what the peer has
   * not read is thrown away, and the kernel keeps nothing.
   */
  void resetOnClose() {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.TRACE, () -> "already closed: " + e);
    }
  }

  /** Has every send fail from now on, that in flight as well. */
  void endOutput() {
    try {
      if (channel instanceof SocketChannel socket) {
        socket.shutdownOutput();
      } else if (channel instanceof AsynchronousSocketChannel socket) {
        socket.shutdownOutput();
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.TRACE, () -> "already closed: " + e);
    }
  }

  /** Ends the connection now, unless it has ended, and has the container forget the session. */
  void close() {
    try {
      if (channel.isOpen()) {
        close.invoke(owner);
      }
      remains.forget();
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.DEBUG, () -> "a socket could not be closed: " + e);
    }
  }

  /** NIO's and NIO2's channels both have getIOChannel. */
  private static @Nullable PeerSocket onTomcat(Session session)
      throws ReflectiveOperationException {
    Object wrapper = field(field(session, "wsRemoteEndpoint"), "socketWrapper");
    PeerSocket socket =
        new PeerSocket(
            wrapper,
            "close",
            call(call(wrapper, "getSocket"), "getIOChannel"),
            new TomcatSession(session));
    // Tomcat gives the channel of a closed wrapper to the next connection; closed is set before.
    return call(wrapper, "isClosed").equals(false) ? socket : null;
  }

  private static PeerSocket onPayara(Session session) throws ReflectiveOperationException {
    Object writer =
        field(
            field(field(field(session, "basicRemote"), "webSocket"), "protocolHandler"), "writer");
    // By its method: a proxy, whose own field is empty.
    Object webConnection = call(field(writer, "tyrusHttpUpgradeHandler"), "getWebConnection");
    Object request = field(webConnection, "request");
    Object connection =
        call(call(call(request, "getCoyoteRequest"), "getContext"), "getConnection");
    return new PeerSocket(
        connection,
        "terminateSilently",
        call(connection, "getChannel"),
        new PayaraUpgrade(request, call(request, "getHttpUpgradeHandler")));
  }

  /** What the container keeps of a session that has ended, and would keep too long. */
  private interface Remains {
    void forget() throws ReflectiveOperationException;
  }

  /**
   * Tomcat looks every 10 s whether a session that it has closed may go, and keeps it until then,
   * with its endpoint and the application's class loader.
   */
  private record TomcatSession(Session session) implements Remains {

    /** As if the peer had answered the close; not before the close. */
    @Override
    public void forget() throws ReflectiveOperationException {
      if (!session.isOpen()) {
        session.getClass().getMethod("onClose", CloseReason.class).invoke(session, ABNORMAL);
      }
    }
  }

  /**
   * Payara keeps a request for its next use, on a thread that may never have one, and with it the
   * handler of its upgrade: so the session, its endpoint and the application's class loader.
   */
  private record PayaraUpgrade(Object request, Object handler) implements Remains {

    /** Not while the connection goes on, and not what the next use has brought. */
    @Override
    public void forget() throws ReflectiveOperationException {
      if (call(request, "isUpgrade").equals(false)) {
        Field kept = (Field) member(request, "httpUpgradeHandler", Key::field);
        MethodHandles.privateLookupIn(kept.getDeclaringClass(), MethodHandles.lookup())
            .unreflectVarHandle(kept)
            .compareAndSet(request, handler, null);
      }
    }
  }

  private static Object field(Object of, String name) throws ReflectiveOperationException {
    return found(((Field) member(of, name, Key::field)).get(of), of, name);
  }

  private static Object call(Object on, String name) throws ReflectiveOperationException {
    return found(((Method) member(on, name, Key::method)).invoke(on), on, name);
  }

  private static AccessibleObject member(
      Object of, String name, Function<Key, AccessibleObject> find) {
    return MEMBERS.computeIfAbsent(new Key(of.getClass(), name), find);
  }

  private static Object found(@Nullable Object value, Object of, String name)
      throws ReflectiveOperationException {
    if (value == null) {
      throw new ReflectiveOperationException(of.getClass().getName() + "." + name + " is null");
    }
    return value;
  }

  /** A member of a class or of those above it, made accessible. */
  private record Key(Class<?> type, String name) {

    AccessibleObject field() {
      return first(Class::getDeclaredFields, field -> true);
    }

    AccessibleObject method() {
      return first(Class::getDeclaredMethods, method -> method.getParameterCount() == 0);
    }

    private <M extends AccessibleObject & Member> M first(
        Function<Class<?>, M[]> members, Predicate<M> wanted) {
      for (Class<?> c = type; c != null; c = c.getSuperclass()) {
        for (M member : members.apply(c)) {
          if (member.getName().equals(name) && wanted.test(member)) {
            member.setAccessible(true);
            return member;
          }
        }
      }
      throw new NoSuchElementException(type.getName() + "." + name);
    }
  }
}
