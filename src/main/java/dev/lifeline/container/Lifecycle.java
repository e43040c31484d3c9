package dev.lifeline.container;

import dev.lifeline.connection.Connections;
import dev.lifeline.endpoint.ExtensionPolicy;
import dev.lifeline.endpoint.OriginPolicy;
import dev.lifeline.endpoint.PlainClients;
import dev.lifeline.endpoint.ReliableClients;
import dev.lifeline.session.Lifeline;
import dev.lifeline.supervise.LifelineMonitor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/**
 * Runs Lifeline where there is CDI: starts it with the application, takes it apart when that stops,
 * and lets its objects be injected.
 */
@ApplicationScoped
public class Lifecycle {

  @Inject SessionEvents events;
  @Inject CdiHooks hooks;
  @Inject BeanManager beans;

  private @Nullable LifelineModule module;

  /** The ServletContext; something else where there is none, or where it was not waited for. */
  private @Nullable Object startedWith;

  /** Null until they are asked for: who has the endpoint switched off needs no JSON. */
  private @Nullable ChannelParts channels;

  /** Whether the application's CDI has it: not where it leaves the library out. */
  static boolean isThere() {
    return CDI.current().select(Lifecycle.class).isResolvable();
  }

  /**
   * Starts the application's one, unless it has been started.
   *
   * @return what stops it
   * @throws IllegalStateException if it had to start before its ServletContext was known
   */
  static Runnable startIn(ServletContext context) {
    return CDI.current().select(Lifecycle.class).get().running(context)::stop;
  }

  /** The module itself: when the application stops its beans may have gone before. */
  LifelineModule running(ServletContext context) {
    start(context);
    return started();
  }

  /**
   * Starts the module, once the ServletContext is known: Payara does not tell it to a library, and
   * the servlet container does then.
   *
   * @param application the ServletContext, or something else
   * @throws dev.lifeline.config.ConfigurationException if a parameter is not allowed, which fails
   *     the deployment
   */
  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    if (!(application instanceof ServletContext)) {
      return;
    }
    if (module == null) {
      module = begin(application);
    } else if (startedWith != application) {
      throw new IllegalStateException(
          "Lifeline was injected before the application's context-params could be read:"
              + " inject it later, or as an Instance");
    }
  }

  private LifelineModule begin(Object application) {
    startedWith = application;
    return LifelineModule.start(
        application, events, new CdiInstances(beans, TomcatInstances.of(application)));
  }

  /**
   * Stops the module while its classes can still be loaded: on Payara the class loader has closed
   * by the time of {@link #stop}, and a class first used there is not found.
   */
  void stopEarly(@Observes @BeforeDestroyed(ApplicationScoped.class) Object application) {
    stop();
  }

  /** Ends every connection and gives back every thread, unless that has been done. */
  @PreDestroy
  void stop() {
    if (module != null) {
      module.stop();
    }
  }

  @Produces
  @Singleton
  Connections connections() {
    return started().parts().connections();
  }

  @Produces
  @Singleton
  LifelineMonitor lifelineMonitor() {
    return started().parts().monitor();
  }

  @Produces
  @Singleton
  LifelineMXBean figures() {
    return new Management(started().parts().monitor());
  }

  @Produces
  @Singleton
  PlainClients plainClients() {
    return channels().plainClients();
  }

  @Produces
  @Singleton
  ReliableClients reliableClients() {
    return channels().reliableClients();
  }

  @Produces
  @Singleton
  Lifeline lifeline() {
    return channels().lifeline();
  }

  @Produces
  @Singleton
  OriginPolicy originPolicy() {
    return channels().originPolicy();
  }

  @Produces
  @Singleton
  ExtensionPolicy extensionPolicy() {
    return channels().extensionPolicy();
  }

  private synchronized ChannelParts channels() {
    ChannelParts made = channels == null ? started().channels(hooks) : channels;
    channels = made;
    return made;
  }

  /** Outside of any servlet container the first who asks starts it. */
  private synchronized LifelineModule started() {
    LifelineModule running = module == null ? begin(this) : module;
    module = running;
    return running;
  }
}
