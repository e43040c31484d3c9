package dev.lifeline.supervise;

import dev.lifeline.connection.Connection;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Takes a session's pongs, and hands on those that are none of ours to the handler that was there
 * before: a session has one at most.
 */
final class PongHandler implements MessageHandler.Whole<PongMessage> {

  private final Connection connection;
  private final MessageHandler.@Nullable Whole<PongMessage> before;

  private PongHandler(Connection connection, MessageHandler.@Nullable Whole<PongMessage> before) {
    this.connection = connection;
    this.before = before;
  }

  /** Puts one into the session. */
  static void into(Session session, Connection connection) {
    MessageHandler.Whole<PongMessage> before = pongHandlerOf(session);
    if (before != null) {
      session.removeMessageHandler(before);
    }
    session.addMessageHandler(PongMessage.class, new PongHandler(connection, before));
  }

  @Override
  public void onMessage(PongMessage pong) {
    if (!connection.receivePong(pong.getApplicationData()) && before != null) {
      before.onMessage(pong);
    }
  }

  @SuppressWarnings("unchecked")
  private static MessageHandler.@Nullable Whole<PongMessage> pongHandlerOf(Session session) {
    for (MessageHandler handler : session.getMessageHandlers()) {
      if (handler instanceof MessageHandler.Whole<?> && takesPongs(handler)) {
        return (MessageHandler.Whole<PongMessage>) handler;
      }
    }
    return null;
  }

  /** By its type parameter; the servers' own handlers, before annotated methods, by their names. */
  private static boolean takesPongs(MessageHandler handler) {
    if (handler.getClass().getSimpleName().equals("PojoMessageHandlerWholePong")) {
      return true;
    }
    for (Class<?> c = handler.getClass(); c != null; c = c.getSuperclass()) {
      for (Type type : c.getGenericInterfaces()) {
        if (type instanceof ParameterizedType generic
            && generic.getRawType() == MessageHandler.Whole.class
            && generic.getActualTypeArguments()[0] == PongMessage.class) {
          return true;
        }
      }
    }
    return isTyrusHandlerOfPongs(handler);
  }

  /** {@code BasicMessageHandler.getType()}. */
  private static boolean isTyrusHandlerOfPongs(MessageHandler handler) {
    if (!handler.getClass().getName().startsWith("org.glassfish.tyrus.core.")) {
      return false;
    }
    try {
      Method type = handler.getClass().getMethod("getType");
      type.setAccessible(true);
      return type.invoke(handler) == PongMessage.class;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }
}
