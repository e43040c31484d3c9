package dev.lifeline.container;

import dev.lifeline.connection.EndReason;
import dev.lifeline.supervise.LifelineMonitor;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import java.util.ArrayList;
import java.util.List;

/**
 * One application's figures as meters of Micrometer's global registry, until they are closed. To be
 * loaded only where Micrometer is: see {@link Figures}.
 */
final class Meters {

  private static final String APPLICATION = "application";

  private final List<Meter> meters = new ArrayList<>();

  private Meters() {}

  /**
   * Registers them.
   *
   * @param path of the application, their tag
   */
  static Meters show(LifelineMonitor monitor, String path) {
    Meters shown = new Meters();
    shown.meters.add(
        Gauge.builder("lifeline.sessions.open", monitor, LifelineMonitor::openSessions)
            .tag(APPLICATION, path)
            .register(Metrics.globalRegistry));
    shown.meters.add(
        Gauge.builder("lifeline.outbound.waiting", monitor, LifelineMonitor::waitingBytes)
            .tag(APPLICATION, path)
            .baseUnit("bytes")
            .register(Metrics.globalRegistry));
    for (EndReason reason : EndReason.values()) {
      shown.meters.add(
          FunctionCounter.builder(
                  "lifeline.sessions.ended",
                  monitor,
                  of -> of.endedByReason().getOrDefault(reason, 0L))
              .tag(APPLICATION, path)
              .tag("reason", reason.name())
              .register(Metrics.globalRegistry));
    }
    return shown;
  }

  void close() {
    meters.forEach(Metrics.globalRegistry::remove);
    meters.clear();
  }
}
