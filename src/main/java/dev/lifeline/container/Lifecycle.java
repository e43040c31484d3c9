package dev.lifeline.container;

import dev.lifeline.config.Configuration;
import dev.lifeline.config.ConfigurationException;
import dev.lifeline.config.ConfigurationReader;
import dev.lifeline.connection.Connections;
import dev.lifeline.endpoint.ExtensionPolicy;
import dev.lifeline.endpoint.OriginPolicy;
import dev.lifeline.endpoint.PlainClients;
import dev.lifeline.endpoint.ReliableClients;
import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.Ticker;
import dev.lifeline.session.Lifeline;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * Wires Lifeline together when the application starts and takes it apart when it stops. The
 * container calls both from one thread; the objects are complete before the first connection.
 */
@ApplicationScoped
public class Lifecycle {

  private static final Logger LOG = System.getLogger("dev.lifeline");

  /**
   * The attribute of the ServletContext with a Runnable that drains: for whoever stops the server
   * and can do so before it takes no more requests.
   */
  static final String DRAIN = "dev.lifeline.drain";

  @Inject SessionEvents events;
  @Inject CdiHooks hooks;

  private @Nullable Parts parts;
  private @Nullable Farewell farewell;

  /** The monitor's next advance. Guarded by this, as is the flag. */
  private @Nullable ScheduledFuture<?> monitoring;

  private boolean stopped;

  /**
   * Starts the module.
   *
   * @param application the ServletContext, where there is one
   * @throws ConfigurationException if a parameter is not allowed, which fails the deployment
   */
  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    ConfigurationReader reader;
    Configuration configuration;
    try {
      reader = new ConfigurationReader(contextParams(application), systemProperties());
      configuration = reader.read();
    } catch (ConfigurationException e) {
      LOG.log(Level.ERROR, () -> "Lifeline cannot start: " + e.getMessage());
      throw e;
    }
    ContainerExecutors executors = ContainerExecutors.find();
    HeartbeatMonitor monitor = new HeartbeatMonitor(Ticker.system());
    parts = Parts.of(configuration, monitor, executors, hooks, events);
    Farewell prepared =
        new Farewell(
            parts.connections(),
            executors,
            configuration.drainWindow(),
            configuration.drainTimeout());
    farewell = prepared;
    if (application instanceof ServletContext context) {
      context.setAttribute(DRAIN, (Runnable) prepared::drain);
    }
    keepAdvancing(monitor, executors, HeartbeatMonitor.TICK);
    LOG.log(
        Level.INFO, "Lifeline monitors on " + executors.describe() + " with " + reader.describe());
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
    if (farewell != null) {
      farewell.drain();
      stopAdvancing();
      farewell.finish();
    }
  }

  private synchronized void stopAdvancing() {
    stopped = true;
    if (monitoring != null) {
      monitoring.cancel(false);
    }
  }

  @Produces
  @Singleton
  Connections connections() {
    return started(parts).connections();
  }

  @Produces
  @Singleton
  PlainClients plainClients() {
    return started(parts).plainClients();
  }

  @Produces
  @Singleton
  ReliableClients reliableClients() {
    return started(parts).reliableClients();
  }

  @Produces
  @Singleton
  Lifeline lifeline() {
    return started(parts).lifeline();
  }

  @Produces
  @Singleton
  OriginPolicy originPolicy() {
    return started(parts).originPolicy();
  }

  @Produces
  @Singleton
  ExtensionPolicy extensionPolicy() {
    return started(parts).extensionPolicy();
  }

  private static <T> T started(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("Lifeline has not started");
    }
    return part;
  }

  /** Has the monitor advance after the delay, and as it wants to from then on. */
  private synchronized void keepAdvancing(
      HeartbeatMonitor monitor, ContainerExecutors executors, Duration delay) {
    if (!stopped) {
      monitoring = executors.after(delay, () -> advance(monitor, executors));
    }
  }

  private void advance(HeartbeatMonitor monitor, ContainerExecutors executors) {
    Duration next = HeartbeatMonitor.TICK;
    try {
      next = monitor.advance();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the heartbeat monitor failed", e);
    } finally {
      // Whatever has happened: a monitor that ends would leave every ghost in peace.
      keepAdvancing(monitor, executors, next);
    }
  }

  private static Map<String, String> contextParams(Object application) {
    Map<String, String> params = new HashMap<>();
    if (application instanceof ServletContext context) {
      for (String name : Collections.list(context.getInitParameterNames())) {
        params.put(name, context.getInitParameter(name));
      }
    }
    return params;
  }

  private static Map<String, String> systemProperties() {
    Properties properties = System.getProperties();
    Map<String, String> params = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      params.put(name, properties.getProperty(name, ""));
    }
    return params;
  }
}
