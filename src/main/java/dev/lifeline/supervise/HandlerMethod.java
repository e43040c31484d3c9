package dev.lifeline.supervise;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One method of a facade: the original's with the same parameters in the same order, and after them
 * what supervision needs and the original does not ask for.
 *
 * @param original null where the original has no such method
 */
record HandlerMethod(Role role, @Nullable Method original, List<Class<?>> parameterTypes) {

  /** A method that stands before the original's. */
  static HandlerMethod before(Role role, Method original) {
    List<Class<?>> types = new ArrayList<>(List.of(original.getParameterTypes()));
    for (Class<?> needed : neededBy(role)) {
      if (!types.contains(needed)) {
        types.add(needed);
      }
    }
    return new HandlerMethod(role, original, List.copyOf(types));
  }

  /** A method that the original lacks. */
  static HandlerMethod added(Role role) {
    return new HandlerMethod(role, null, neededBy(role));
  }

  private static List<Class<?>> neededBy(Role role) {
    return switch (role) {
      case OPEN -> List.of(Session.class);
      case CLOSE -> List.of(CloseReason.class);
      default -> List.of();
    };
  }

  /** Its name in the facade, which none of {@link EndpointFacade}'s own has. */
  String name() {
    return (original == null ? role.name() : original.getName()) + "$Lifeline";
  }

  /** The original's parameters; those of the facade that come after them have no annotation. */
  Parameter[] originalParameters() {
    return original == null ? new Parameter[0] : original.getParameters();
  }
}
