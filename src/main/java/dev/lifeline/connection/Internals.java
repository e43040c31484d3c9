package dev.lifeline.connection;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is inside a container's objects, by reflection: a name that is not there, or null, is a
 * {@link ReflectiveOperationException} or a {@link RuntimeException}. Safe for use by any thread.
 */
final class Internals {

  /** What was looked up once. */
  private static final Map<Key, AccessibleObject> MEMBERS = new ConcurrentHashMap<>();

  private Internals() {}

  /** What a field of the object or of a class above it holds; never null. */
  static Object field(Object of, String name) throws ReflectiveOperationException {
    return found(((Field) member(of, name, Key::field)).get(of), of, name);
  }

  /** What a method without parameters answers; never null. */
  static Object call(Object on, String name) throws ReflectiveOperationException {
    return found(((Method) member(on, name, Key::method)).invoke(on), on, name);
  }

  /** A field to write to. */
  static VarHandle variable(Object of, String name) throws ReflectiveOperationException {
    Field field = (Field) member(of, name, Key::field);
    return MethodHandles.privateLookupIn(field.getDeclaringClass(), MethodHandles.lookup())
        .unreflectVarHandle(field);
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
