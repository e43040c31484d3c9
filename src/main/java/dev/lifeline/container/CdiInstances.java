package dev.lifeline.container;

import dev.lifeline.supervise.Instances;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionTarget;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Injects what CDI injects. An endpoint gets an instance a connection, whatever its scope, as
 * Payara makes them: who has supervision switched on must not find an instance shared that was not
 * before. A session bean of Jakarta Enterprise Beans is the container's to make.
 */
final class CdiInstances implements Instances {

  private static final String ENTERPRISE_BEANS = "jakarta.ejb.";

  private final BeanManager beans;

  /** For the instances of a configurator's, which CDI has not made. */
  private final TomcatInstances tomcat;

  private final Map<Class<?>, InjectionTarget<Object>> targets = new ConcurrentHashMap<>();

  CdiInstances(BeanManager beans, TomcatInstances tomcat) {
    this.beans = beans;
    this.tomcat = tomcat;
  }

  @Override
  public Made make(Class<?> endpoint) throws InstantiationException {
    CreationalContext<Object> context = beans.createCreationalContext(null);
    try {
      if (isEnterpriseBean(endpoint)) {
        Bean<?> bean = beans.resolve(beans.getBeans(endpoint));
        return new Injected(beans.getReference(bean, endpoint, context), null, context);
      }
      InjectionTarget<Object> target = targets.computeIfAbsent(endpoint, this::targetOf);
      Object instance = target.produce(context);
      target.inject(instance, context);
      target.postConstruct(instance);
      return new Injected(instance, target, context);
    } catch (RuntimeException e) {
      context.release();
      throw TomcatInstances.failed(endpoint, e);
    }
  }

  @Override
  public Made adopt(Object instance) throws InstantiationException {
    return tomcat.adopt(instance);
  }

  /**
   * An instance with what was made for it.
   *
   * @param target null for a bean's, whose end is its context's
   */
  private record Injected(
      Object instance, @Nullable InjectionTarget<Object> target, CreationalContext<Object> context)
      implements Made {
    @Override
    public void release() {
      if (target != null) {
        target.preDestroy(instance);
        target.dispose(instance);
      }
      context.release();
    }
  }

  @SuppressWarnings("unchecked")
  private InjectionTarget<Object> targetOf(Class<?> endpoint) {
    Class<Object> type = (Class<Object>) endpoint;
    return beans
        .getInjectionTargetFactory(beans.createAnnotatedType(type))
        .createInjectionTarget(null);
  }

  private static boolean isEnterpriseBean(Class<?> endpoint) {
    return Arrays.stream(endpoint.getAnnotations())
        .map(Annotation::annotationType)
        .anyMatch(type -> type.getName().startsWith(ENTERPRISE_BEANS));
  }
}
