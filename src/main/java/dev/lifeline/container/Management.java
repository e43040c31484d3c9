package dev.lifeline.container;

import dev.lifeline.supervise.LifelineMonitor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** One application's figures: for whoever asks, and by JMX until it is closed. */
final class Management implements LifelineMXBean {

  private static final Logger LOG = System.getLogger(Management.class.getName());

  private final LifelineMonitor monitor;

  /** Null where it could not be registered. */
  private @Nullable ObjectName name;

  /** Not shown by JMX yet. */
  Management(LifelineMonitor monitor) {
    this.monitor = monitor;
  }

  /** Registers them under the application's path. */
  static Management show(LifelineMonitor monitor, String path) {
    Management shown = new Management(monitor);
    try {
      ObjectName name =
          new ObjectName("dev.lifeline:type=Lifeline,application=" + ObjectName.quote(path));
      ManagementFactory.getPlatformMBeanServer().registerMBean(shown, name);
      shown.name = name;
    } catch (JMException e) {
      // As where two hosts of one Tomcat have an application at the same path.
      LOG.log(Level.WARNING, "no figures by JMX: " + e);
    }
    return shown;
  }

  void close() {
    if (name != null) {
      try {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
      } catch (JMException e) {
        LOG.log(Level.DEBUG, () -> "already gone: " + e);
      }
      name = null;
    }
  }

  @Override
  public int getOpenSessions() {
    return monitor.openSessions();
  }

  @Override
  public Map<String, Long> getEndedByReason() {
    Map<String, Long> counts = new TreeMap<>();
    monitor.endedByReason().forEach((reason, count) -> counts.put(reason.name(), count));
    return counts;
  }

  @Override
  public long getWaitingBytes() {
    return monitor.waitingBytes();
  }

  @Override
  public boolean isDraining() {
    return monitor.isDraining();
  }

  @Override
  public List<EndpointStatus> getEndpoints() {
    return monitor.endpoints().entrySet().stream()
        .map(endpoint -> new EndpointStatus(endpoint.getKey(), endpoint.getValue()))
        .toList();
  }
}
