package dev.lifeline.connection;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The gap between two messages of one session of Tomcat's. It is Tomcat's own lock of the frame in
 * flight: whoever has it while no message is begun may send a whole one, and every other send,
 * blocking or not, waits its turn.
 *
 * <p>By reflection, since none of it is public: {@code WsRemoteEndpointImplBase}, the same in
 * Tomcat 10.1 and 11.
 */
final class TomcatGap {

  private static final Logger LOG = System.getLogger(TomcatGap.class.getName());

  /** RFC 6455, section 11.8. */
  private static final byte TEXT = 1;

  /** Tomcat's mark of a write that does not block. */
  private static final long ASYNCHRONOUS = -1;

  /** WsRemoteEndpointImplBase. */
  private final Object base;

  private final Members members;
  private final Semaphore frameInFlight;

  private TomcatGap(Object base, Members members, Semaphore frameInFlight) {
    this.base = base;
    this.members = members;
    this.frameInFlight = frameInFlight;
  }

  /** The gap of a session of Tomcat's, or null where this Tomcat is another. */
  static @Nullable TomcatGap of(RemoteEndpoint.Async remote) {
    Members members = Members.of(remote);
    if (members == null) {
      return null;
    }
    try {
      Object base = members.base.invoke(remote);
      return new TomcatGap(base, members, (Semaphore) members.frameInFlight.invoke(base));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /**
   * Sends a whole text, asynchronously, unless a frame is in flight or a message is begun.
   *
   * @return whether it was given to the container, which calls the handler then
   * @throws IllegalStateException if the session has closed
   */
  boolean sendText(ByteBuffer utf8, SendHandler handler) throws IOException {
    if (!frameInFlight.tryAcquire()) {
      return false;
    }
    boolean sent = false;
    try {
      if (!(boolean) members.messageBegun.invoke(base)) {
        SendHandler end = result -> passOn(handler, result);
        Object part = members.part.invoke(true, 0, TEXT, utf8, null, end, ASYNCHRONOUS);
        members.write.invoke(base, part);
        sent = true;
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    } finally {
      if (!sent) {
        passOn(null, null);
      }
    }
    return sent;
  }

  /** Whether a frame is in flight at this moment. */
  boolean isClosed() {
    return frameInFlight.availablePermits() == 0;
  }

  /** Lets the next frame go, or the gap. */
  private void passOn(@Nullable SendHandler handler, @Nullable SendResult result) {
    try {
      members.end.invoke(base, handler, result);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static RuntimeException unexpected(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
  }

  /** What this Tomcat has. Looked for with the first session. */
  private record Members(
      MethodHandle base,
      MethodHandle frameInFlight,
      MethodHandle messageBegun,
      MethodHandle part,
      MethodHandle write,
      MethodHandle end) {

    private static @Nullable Members known;
    private static boolean missing;

    static synchronized @Nullable Members of(RemoteEndpoint.Async remote) {
      if (known == null && !missing) {
        try {
          known = find(remote.getClass());
        } catch (ReflectiveOperationException | RuntimeException e) {
          missing = true;
          LOG.log(Level.WARNING, "this Tomcat's way of sending is unknown: " + e);
        }
      }
      return known;
    }

    private static Members find(Class<?> remote) throws ReflectiveOperationException {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Field base = remote.getSuperclass().getDeclaredField("base");
      base.setAccessible(true);
      Class<?> type = base.getType();
      Class<?> part =
          Class.forName(type.getPackageName() + ".MessagePart", true, type.getClassLoader());
      Constructor<?> newPart = part.getDeclaredConstructors()[0];
      newPart.setAccessible(true);
      return new Members(
          lookup.unreflectGetter(base),
          getter(lookup, type, "messagePartInProgress"),
          getter(lookup, type, "fragmented"),
          lookup.unreflectConstructor(newPart),
          method(lookup, type, "writeMessagePart", part),
          method(lookup, type, "endMessage", SendHandler.class, SendResult.class));
    }

    private static MethodHandle getter(MethodHandles.Lookup lookup, Class<?> type, String name)
        throws ReflectiveOperationException {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return lookup.unreflectGetter(field);
    }

    private static MethodHandle method(
        MethodHandles.Lookup lookup, Class<?> type, String name, Class<?>... parameters)
        throws ReflectiveOperationException {
      Method method = type.getDeclaredMethod(name, parameters);
      method.setAccessible(true);
      return lookup.unreflect(method);
    }
  }
}
