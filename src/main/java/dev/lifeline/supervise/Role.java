package dev.lifeline.supervise;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import java.io.Reader;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a method of an endpoint is there for (Jakarta WebSocket 2.1, chapter 4). */
enum Role {
  OPEN,
  CLOSE,
  ERROR,
  PONG,
  /** A whole text message, as a String. */
  TEXT,
  /** A text message in parts. */
  TEXT_PARTS,
  /** A whole text message, as a Reader. */
  TEXT_STREAM,
  /** A binary message, or one that a decoder makes of either kind. */
  OTHER_MESSAGE;

  /** The role of a method, or null where it has none. */
  static @Nullable Role of(Method method) {
    if (method.isAnnotationPresent(OnOpen.class)) {
      return OPEN;
    }
    if (method.isAnnotationPresent(OnClose.class)) {
      return CLOSE;
    }
    if (method.isAnnotationPresent(OnError.class)) {
      return ERROR;
    }
    return method.isAnnotationPresent(OnMessage.class) ? ofMessage(method) : null;
  }

  private static Role ofMessage(Method method) {
    List<Class<?>> message = new ArrayList<>();
    for (Parameter parameter : method.getParameters()) {
      if (isOfTheMessage(parameter)) {
        message.add(parameter.getType());
      }
    }
    if (message.equals(List.of(PongMessage.class))) {
      return PONG;
    }
    if (message.contains(String.class)) {
      return message.size() == 1 ? TEXT : TEXT_PARTS;
    }
    return message.contains(Reader.class) ? TEXT_STREAM : OTHER_MESSAGE;
  }

  /** Whether it is the message, or says that this is its last part. */
  static boolean isOfTheMessage(Parameter parameter) {
    return !parameter.isAnnotationPresent(PathParam.class)
        && parameter.getType() != Session.class
        && !EndpointConfig.class.isAssignableFrom(parameter.getType());
  }
}
