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
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
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

  /** Null until they are asked for: who has the endpoint switched off needs no JSON. */
  private @Nullable ChannelParts channels;

  /**
   * Starts the module.
   *
   * @param application the ServletContext, where there is one
   * @throws dev.lifeline.config.ConfigurationException if a parameter is not allowed, which fails
   *     the deployment
   */
  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    module =
        LifelineModule.start(
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

  private LifelineModule started() {
    if (module == null) {
      throw new IllegalStateException("Lifeline has not started");
    }
    return module;
  }
}
