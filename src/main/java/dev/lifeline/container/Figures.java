package dev.lifeline.container;

import dev.lifeline.supervise.LifelineMonitor;
import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows one application's figures wherever somebody may look for them, until they are closed. What
 * is not there is not touched: {@link Meters} and {@link MicroProfileMeters} cannot even be loaded
 * without what they are for.
 */
final class Figures {

  static final String MICROMETER = "io.micrometer.core.instrument.Metrics";
  static final String MICROPROFILE = "org.eclipse.microprofile.metrics.MetricRegistry";

  private final List<Runnable> shown = new ArrayList<>();

  private Figures() {}

  /**
   * Shows them under the application's path.
   *
   * @param application the ServletContext, where there is one
   */
  static Figures show(LifelineMonitor monitor, Object application, ClassLoader loader) {
    String context = application instanceof ServletContext servlet ? servlet.getContextPath() : "";
    String path = context.isEmpty() ? "/" : context;
    Figures figures = new Figures();
    figures.shown.add(Management.show(monitor, path)::close);
    if (isThere(MICROMETER, loader)) {
      figures.shown.add(Meters.show(monitor, path)::close);
    }
    if (isThere(MICROPROFILE, loader) && Cdi.isRunning() && MicroProfileMeters.isPossible()) {
      figures.shown.add(MicroProfileMeters.show(monitor, path)::close);
    }
    return figures;
  }

  static boolean isThere(String className, ClassLoader application) {
    try {
      Class.forName(className, false, application);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  void close() {
    shown.forEach(Runnable::run);
    shown.clear();
  }
}
