package dev.lifeline.container;

import dev.lifeline.supervise.LifelineMonitor;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Shows one application's figures wherever somebody may look for them, until they are closed. What
 * is not there is not touched: {@link Meters} and {@link MicroProfileMeters} cannot even be loaded
 * without what they are for.
 */
final class Figures {

  private static final Logger LOG = System.getLogger("dev.lifeline");

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
    figures.add(() -> Management.show(monitor, path)::close);
    if (isThere(MICROMETER, loader)) {
      figures.add(() -> Meters.show(monitor, path)::close);
    }
    if (isThere(MICROPROFILE, loader) && Cdi.isRunning()) {
      figures.add(() -> MicroProfileMeters.show(monitor, path)::close);
    }
    return figures;
  }

  /** Whatever a library of another version does: Lifeline runs without its figures too. */
  private void add(Supplier<Runnable> showing) {
    try {
      shown.add(showing.get());
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.WARNING, "some figures cannot be shown: " + e);
    }
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
