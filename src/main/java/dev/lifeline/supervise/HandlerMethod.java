package dev.lifeline.supervise;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One method of a facade: the original's with the same parameters in the same order, and after them
 * what supervision needs and the original does not ask for. Immutable.
 */
final class HandlerMethod {

  private final Role role;
  private final @Nullable Method original;

  /** From (instance, arguments) to the result; null where the original has no such method. */
  private final @Nullable MethodHandle call;

  private final List<Class<?>> parameterTypes;
  private final int messageIndex;
  private final int lastIndex;

  private HandlerMethod(
      Role role,
      @Nullable Method original,
      @Nullable MethodHandle call,
      List<Class<?>> parameterTypes) {
    this.role = role;
    this.original = original;
    this.call = call;
    this.parameterTypes = List.copyOf(parameterTypes);
    this.messageIndex = indexOfMessage(false);
    this.lastIndex = indexOfMessage(true);
  }

  /** A method that stands before the original's. */
  static HandlerMethod before(Role role, Method original, MethodHandles.Lookup lookup)
      throws IllegalAccessException {
    List<Class<?>> types = new ArrayList<>(List.of(original.getParameterTypes()));
    for (Class<?> needed : neededBy(role)) {
      if (!types.contains(needed)) {
        types.add(needed);
      }
    }
    MethodHandle call =
        lookup
            .unreflect(original)
            .asFixedArity()
            .asType(MethodType.genericMethodType(original.getParameterCount() + 1))
            .asSpreader(Object[].class, original.getParameterCount());
    return new HandlerMethod(role, original, call, types);
  }

  /** A method that the original lacks. */
  static HandlerMethod added(Role role) {
    return new HandlerMethod(role, null, null, neededBy(role));
  }

  private static List<Class<?>> neededBy(Role role) {
    return switch (role) {
      case OPEN -> List.of(Session.class);
      case CLOSE -> List.of(CloseReason.class);
      default -> List.of();
    };
  }

  Role role() {
    return role;
  }

  /** The original's method, or null where it has none. */
  @Nullable Method original() {
    return original;
  }

  /** Its name in the facade. */
  String name() {
    return original == null ? "lifeline" + role : original.getName();
  }

  List<Class<?>> parameterTypes() {
    return parameterTypes;
  }

  /** The original's parameters; those of the facade that come after them have no annotation. */
  Parameter[] originalParameters() {
    return original == null ? new Parameter[0] : original.getParameters();
  }

  /** The argument of a type that every call has, for its role. */
  <T> T argument(Class<T> type, @Nullable Object[] arguments) {
    Object argument = arguments[parameterTypes.indexOf(type)];
    if (argument == null) {
      throw new IllegalArgumentException("no " + type.getName());
    }
    return type.cast(argument);
  }

  /** Where the message stands, or its part; -1 where there is none. */
  int messageIndex() {
    return messageIndex;
  }

  /** Where it is told whether the part is the last one; -1 where messages come whole. */
  int lastIndex() {
    return lastIndex;
  }

  /** The first parameter of a message's that is a boolean, or that is none. */
  private int indexOfMessage(boolean isFlag) {
    Parameter[] parameters = originalParameters();
    for (int i = 0; i < parameters.length; i++) {
      Class<?> type = parameters[i].getType();
      boolean flag = type == boolean.class || type == Boolean.class;
      if (flag == isFlag && Role.isOfTheMessage(parameters[i])) {
        return i;
      }
    }
    return -1;
  }

  /** Calls the original's method with what it asks for; null where it has none. */
  @Nullable Object call(Object instance, @Nullable Object[] arguments) throws Throwable {
    if (original == null || call == null) {
      return null;
    }
    int wanted = original.getParameterCount();
    return call.invoke(
        instance, arguments.length == wanted ? arguments : Arrays.copyOf(arguments, wanted));
  }
}
