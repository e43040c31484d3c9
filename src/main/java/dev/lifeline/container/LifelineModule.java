package dev.lifeline.container;

import dev.lifeline.config.Configuration;
import dev.lifeline.config.ConfigurationException;
import dev.lifeline.config.ConfigurationReader;
import dev.lifeline.connection.SessionListener;
import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.Ticker;
import dev.lifeline.supervise.Instances;
import dev.lifeline.supervise.LifelineMonitor;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * Lifeline, running in one application, with CDI or without. The container starts and stops it from
 * one thread; the objects are complete before the first connection.
 */
final class LifelineModule {

  private static final Logger LOG = System.getLogger("dev.lifeline");

  /**
   * The attribute of the ServletContext with a Runnable that drains: for whoever stops the server
   * and can do so before it takes no more requests.
   */
  static final String DRAIN = "dev.lifeline.drain";

  private final Configuration configuration;
  private final ContainerExecutors executors;
  private final HeartbeatMonitor monitor;
  private final Parts parts;
  private final Farewell farewell;

  /** Under which the supervision of the application's endpoints is found. */
  private final ClassLoader application;

  /** The monitor's next advance. Guarded by this, as is the flag. */
  private @Nullable ScheduledFuture<?> monitoring;

  private boolean stopped;

  /** Null until it begins. */
  private @Nullable Figures figures;

  private LifelineModule(
      Configuration configuration,
      SessionListener listener,
      Instances instances,
      ClassLoader application) {
    this.configuration = configuration;
    this.application = application;
    executors = ContainerExecutors.find();
    monitor = new HeartbeatMonitor(Ticker.system());
    parts = Parts.of(configuration, monitor, executors, listener, instances);
    farewell =
        new Farewell(
            parts.connections(),
            executors,
            configuration.drainWindow(),
            configuration.drainTimeout());
  }

  /**
   * Starts it.
   *
   * @param application the ServletContext, where there is one
   * @throws ConfigurationException if a parameter is not allowed, which fails the deployment
   */
  static LifelineModule start(Object application, SessionListener listener, Instances instances) {
    ConfigurationReader reader;
    Configuration configuration;
    try {
      reader = Settings.of(application);
      configuration = reader.read();
    } catch (ConfigurationException e) {
      LOG.log(Level.ERROR, () -> "Lifeline cannot start: " + e.getMessage());
      throw e;
    }
    LifelineModule module =
        new LifelineModule(configuration, listener, instances, loaderOf(application));
    module.begin(application);
    LOG.log(
        Level.INFO,
        "Lifeline monitors on " + module.executors.describe() + " with " + reader.describe());
    return module;
  }

  private static ClassLoader loaderOf(Object application) {
    return application instanceof ServletContext context
        ? context.getClassLoader()
        : Thread.currentThread().getContextClassLoader();
  }

  private void begin(Object where) {
    if (where instanceof ServletContext context) {
      context.setAttribute(DRAIN, (Runnable) farewell::drain);
      context.setAttribute(LifelineMonitor.class.getName(), parts.monitor());
    }
    parts.monitor().enter(application);
    figures = Figures.show(parts.monitor(), where, application);
    keepAdvancing(HeartbeatMonitor.TICK);
  }

  Parts parts() {
    return parts;
  }

  /**
   * What Lifeline's own endpoint is made of, made now.
   *
   * @throws IllegalStateException if it is switched off
   */
  ChannelParts channels(CdiHooks hooks) {
    if (!configuration.endpoint()) {
      throw new IllegalStateException("Lifeline's own endpoint is off: lifeline.endpoint=off");
    }
    return ChannelParts.of(configuration, monitor, executors, hooks, parts.connections());
  }

  /** Ends every connection and gives back every thread, unless that has been done. */
  void stop() {
    farewell.drain();
    stopAdvancing();
    farewell.finish();
    parts.monitor().leave(application);
    if (figures != null) {
      figures.close();
    }
  }

  private synchronized void stopAdvancing() {
    stopped = true;
    if (monitoring != null) {
      monitoring.cancel(false);
    }
  }

  /** Has the monitor advance after the delay, and as it wants to from then on. */
  private synchronized void keepAdvancing(Duration delay) {
    if (!stopped) {
      monitoring = executors.after(delay, this::advance);
    }
  }

  private void advance() {
    Duration next = HeartbeatMonitor.TICK;
    try {
      next = monitor.advance();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the heartbeat monitor failed", e);
    } finally {
      // Whatever has happened: a monitor that ends would leave every ghost in peace.
      keepAdvancing(next);
    }
  }
}
