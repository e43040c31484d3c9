package dev.lifeline.container;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.http.HttpFilter;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Runs Lifeline in an application without CDI. The container calls it from one thread. */
final class PlainLifecycle implements ServletContextListener {

  private @Nullable LifelineModule module;

  /**
   * A filter for no request: a server initializes filters when every listener has been called, and
   * with them whatever CDI the application brings.
   */
  Filter starter() {
    return new Starter();
  }

  private void start(ServletContext context) {
    if (!Cdi.isRunning()) {
      module =
          LifelineModule.start(
              context, PlainEvents.of(context.getClassLoader()), TomcatInstances.of(context));
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (module != null) {
      module.stop();
    }
  }

  private final class Starter extends HttpFilter {

    @Serial private static final long serialVersionUID = 1L;

    @Override
    public void init(FilterConfig config) {
      start(config.getServletContext());
    }
  }
}
