package dev.lifeline.supervise;

import jakarta.websocket.server.ServerEndpoint;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * What a facade has to look like: the methods of an annotated endpoint, and those that it lacks.
 */
final class EndpointPlan {

  private final Class<?> original;
  private final ServerEndpoint annotation;
  private final List<HandlerMethod> methods;
  private final boolean takesPongs;

  private EndpointPlan(Class<?> original, ServerEndpoint annotation, List<HandlerMethod> methods) {
    this.original = original;
    this.annotation = annotation;
    this.methods = List.copyOf(methods);
    this.takesPongs = methods.stream().anyMatch(method -> method.role() == Role.PONG);
  }

  /**
   * Reads an endpoint's annotations.
   *
   * @throws IllegalArgumentException if it is none that could be supervised
   */
  static EndpointPlan of(Class<?> original) {
    ServerEndpoint annotation = original.getAnnotation(ServerEndpoint.class);
    if (annotation == null) {
      throw new IllegalArgumentException(original.getName() + " has no @ServerEndpoint");
    }
    List<HandlerMethod> methods = new ArrayList<>();
    for (Method method : original.getMethods()) {
      Role role = method.isSynthetic() ? null : Role.of(method);
      if (role != null) {
        methods.add(HandlerMethod.before(role, method));
      }
    }
    checkAllArePublic(original);
    for (Role role : List.of(Role.OPEN, Role.CLOSE)) {
      if (methods.stream().noneMatch(method -> method.role() == role)) {
        methods.add(HandlerMethod.added(role));
      }
    }
    return new EndpointPlan(original, annotation, methods);
  }

  /** Some servers refuse them and others pass them over: with a facade all would do that. */
  private static void checkAllArePublic(Class<?> original) {
    for (Class<?> c = original; c != null; c = c.getSuperclass()) {
      for (Method method : c.getDeclaredMethods()) {
        if (Role.of(method) != null && !Modifier.isPublic(method.getModifiers())) {
          throw new IllegalArgumentException(method + " is not public");
        }
      }
    }
  }

  Class<?> original() {
    return original;
  }

  ServerEndpoint annotation() {
    return annotation;
  }

  /** Whether a pong of the peer's is for the original too. */
  boolean takesPongs() {
    return takesPongs;
  }

  List<HandlerMethod> methods() {
    return methods;
  }
}
