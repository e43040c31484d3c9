package dev.lifeline.container;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.http.HttpFilter;
import java.io.Serial;

/**
 * Starts and stops Lifeline with its application: with CDI, unless that has done so before, and
 * without it. The container calls it from one thread.
 */
final class ServletLifecycle implements ServletContextListener {

  private Runnable stop = () -> {};

  /**
   * A filter for no request: a server initializes filters when every listener has been called, and
   * with them whatever CDI the application brings.
   */
  Filter starter() {
    return new Starter();
  }

  private void start(ServletContext context) {
    if (Cdi.isRunning() && Lifecycle.isThere()) {
      stop = Lifecycle.startIn(context);
      return;
    }
    LifelineModule module =
        LifelineModule.start(
            context, PlainEvents.of(context.getClassLoader()), TomcatInstances.of(context));
    stop = module::stop;
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    stop.run();
  }

  private final class Starter extends HttpFilter {

    @Serial private static final long serialVersionUID = 1L;

    @Override
    public void init(FilterConfig config) {
      start(config.getServletContext());
    }
  }
}
