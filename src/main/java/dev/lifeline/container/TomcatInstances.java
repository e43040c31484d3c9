package dev.lifeline.container;

import dev.lifeline.supervise.Instances;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Has Tomcat's InstanceManager make the instances, which knows {@code @Resource} and
 * {@code @PostConstruct}; by the constructor alone where there is none. By reflection: the class is
 * Tomcat's own.
 */
final class TomcatInstances implements Instances {

  private static final Logger LOG = System.getLogger(TomcatInstances.class.getName());

  private static final String MANAGER = "org.apache.tomcat.InstanceManager";

  /** Null where the server is not Tomcat. */
  private final @Nullable Object manager;

  private TomcatInstances(@Nullable Object manager) {
    this.manager = manager;
  }

  static TomcatInstances of(Object application) {
    return new TomcatInstances(
        application instanceof ServletContext context ? context.getAttribute(MANAGER) : null);
  }

  @Override
  public Made make(Class<?> endpoint) throws InstantiationException {
    try {
      return adopt(endpoint.getConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw failed(endpoint, e);
    }
  }

  @Override
  public Made adopt(Object instance) throws InstantiationException {
    try {
      call("newInstance", instance);
    } catch (ReflectiveOperationException e) {
      throw failed(instance.getClass(), e);
    }
    return new Adopted(this, instance);
  }

  private record Adopted(TomcatInstances by, Object instance) implements Made {
    @Override
    public void release() {
      try {
        by.call("destroyInstance", instance);
      } catch (ReflectiveOperationException e) {
        LOG.log(Level.DEBUG, () -> "an instance could not be destroyed: " + e);
      }
    }
  }

  private void call(String name, Object instance) throws ReflectiveOperationException {
    Object on = manager;
    if (on != null) {
      // By the interface: its implementation need not be public.
      Method method =
          Class.forName(MANAGER, false, on.getClass().getClassLoader())
              .getMethod(name, Object.class);
      method.invoke(on, instance);
    }
  }

  static InstantiationException failed(Class<?> endpoint, Exception e) {
    Throwable cause =
        e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
    return (InstantiationException)
        new InstantiationException(endpoint.getName() + " cannot be made: " + cause)
            .initCause(cause);
  }
}
