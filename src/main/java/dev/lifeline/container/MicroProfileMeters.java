package dev.lifeline.container;

import dev.lifeline.connection.EndReason;
import dev.lifeline.supervise.LifelineMonitor;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jspecify.annotations.Nullable;

/**
 * One application's figures as gauges of the server's MicroProfile Metrics, until they are closed.
 * To be loaded only where those are: see {@link Figures}.
 */
final class MicroProfileMeters {

  private final MetricRegistry registry;
  private final Tag application;
  private final List<MetricID> gauges = new ArrayList<>();

  private MicroProfileMeters(MetricRegistry registry, String path) {
    this.registry = registry;
    this.application = new Tag("application", path);
  }

  /**
   * Registers them.
   *
   * @param path of the application, their tag
   */
  static MicroProfileMeters show(LifelineMonitor monitor, String path) {
    MicroProfileMeters shown = new MicroProfileMeters(registry(), path);
    shown.gauge("lifeline.sessions.open", monitor, LifelineMonitor::openSessions);
    shown.gauge("lifeline.outbound.waiting", monitor, LifelineMonitor::waitingBytes);
    for (EndReason reason : EndReason.values()) {
      shown.gauge(
          "lifeline.sessions.ended",
          monitor,
          of -> of.endedByReason().getOrDefault(reason, 0L),
          new Tag("reason", reason.name()));
    }
    return shown;
  }

  /**
   * By injection: Payara asks the point of injection for its annotations, and a lookup has none.
   */
  private static MetricRegistry registry() {
    BeanManager beans = CDI.current().getBeanManager();
    CreationalContext<Point> context = beans.createCreationalContext(null);
    Point point = new Point();
    beans
        .getInjectionTargetFactory(beans.createAnnotatedType(Point.class))
        .createInjectionTarget(null)
        .inject(point, context);
    context.release();
    return Objects.requireNonNull(point.registry);
  }

  private static final class Point {
    @Inject private @Nullable MetricRegistry registry;
  }

  private void gauge(
      String name, LifelineMonitor monitor, ToLongFunction<LifelineMonitor> value, Tag... more) {
    List<Tag> tags = new ArrayList<>(List.of(more));
    tags.add(application);
    Tag[] all = tags.toArray(Tag[]::new);
    registry.gauge(Metadata.builder().withName(name).build(), monitor, value::applyAsLong, all);
    gauges.add(new MetricID(name, all));
  }

  void close() {
    gauges.forEach(registry::remove);
    gauges.clear();
  }
}
