package dev.lifeline.connection;

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
 * The gap between two messages of a session of Tomcat's. It is Tomcat's own lock of the frame in
 * flight: whoever has it while no message is begun may send a whole one, and every other send,
 * blocking or not, waits its turn.
 *
 * <p>By reflection, since none of it is public: {@code WsRemoteEndpointImplBase}, the same in
 * Tomcat 10.1 and 11. Looked for with the first session.
 */
record TomcatGap(
    MethodHandle frameInFlight,
    MethodHandle messageBegun,
    MethodHandle part,
    MethodHandle write,
    MethodHandle end) {

  private static final Logger LOG = System.getLogger(TomcatGap.class.getName());

  /** RFC 6455, section 11.8. */
  private static final byte TEXT = 1;

  /** Tomcat's mark of a write that does not block. */
  private static final long ASYNCHRONOUS = -1;

  private static volatile @Nullable TomcatGap known;
  private static volatile boolean missing;

  /** This Tomcat's, or null where it is another. */
  static @Nullable TomcatGap of(Object remote) {
    if (known == null && !missing) {
      known = find(remote.getClass());
      missing = known == null;
    }
    return known;
  }

  /**
   * Sends a whole text, asynchronously, unless a frame is in flight or a message is begun.
   *
   * @param remote the session's WsRemoteEndpointImplBase
   * @return whether it was given to the container, which calls the handler then
   * @throws IllegalStateException if the session has closed
   */
  boolean sendText(Object remote, ByteBuffer utf8, SendHandler handler) throws IOException {
    if (!frameInFlight(remote).tryAcquire()) {
      return false;
    }
    boolean sent = false;
    try {
      if (!(boolean) messageBegun.invoke(remote)) {
        SendHandler last = result -> passOn(remote, handler, result);
        Object whole = part.invoke(true, 0, TEXT, utf8, null, last, ASYNCHRONOUS);
        write.invoke(remote, whole);
        sent = true;
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    } finally {
      if (!sent) {
        passOn(remote, null, null);
      }
    }
    return sent;
  }

  /** Whether a frame is in flight at this moment. */
  boolean isClosed(Object remote) {
    return frameInFlight(remote).availablePermits() == 0;
  }

  private Semaphore frameInFlight(Object remote) {
    try {
      return (Semaphore) frameInFlight.invoke(remote);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Lets the next frame go, or the gap. */
  private void passOn(Object remote, @Nullable SendHandler handler, @Nullable SendResult result) {
    try {
      end.invoke(remote, handler, result);
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

  /** Members of a class above the remote's own. */
  private static @Nullable TomcatGap find(Class<?> remote) {
    try {
      Class<?> type = remote;
      while (!type.getSimpleName().equals("WsRemoteEndpointImplBase")) {
        type = type.getSuperclass();
        if (type == null) {
          throw new ClassNotFoundException("above " + remote.getName());
        }
      }
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Class<?> part =
          Class.forName(type.getPackageName() + ".MessagePart", true, type.getClassLoader());
      Constructor<?> newPart = part.getDeclaredConstructors()[0];
      newPart.setAccessible(true);
      return new TomcatGap(
          getter(lookup, type, "messagePartInProgress"),
          getter(lookup, type, "fragmented"),
          lookup.unreflectConstructor(newPart),
          method(lookup, type, "writeMessagePart", part),
          method(lookup, type, "endMessage", SendHandler.class, SendResult.class));
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.WARNING, "this Tomcat's way of sending is unknown: " + e);
      return null;
    }
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
