package dev.lifeline.container;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.List;
import java.util.Set;

/**
 * Starts Weld where the server has no CDI (Tomcat) and the WAR keeps Weld's own initializer from
 * running, as Lifeline's does by an empty absolute-ordering in web.xml: that initializer would fail
 * the deployment on Payara. In any other WAR, CDI is that WAR's affair.
 */
public final class CdiInitializer implements ServletContainerInitializer {

  /** By name: the class is in the WAR, but refers to Tomcat's and must not be loaded on Payara. */
  private static final String WELD = "org.jboss.weld.environment.servlet.EnhancedListener";

  @Override
  public void onStartup(Set<Class<?>> classes, ServletContext context) throws ServletException {
    if (!isWithoutLibraries(context) || Cdi.isRunning()) {
      return;
    }
    try {
      Class.forName(WELD, true, Thread.currentThread().getContextClassLoader())
          .asSubclass(ServletContainerInitializer.class)
          .getConstructor()
          .newInstance()
          .onStartup(classes, context);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new ServletException("Lifeline needs CDI: this server has none, nor has the WAR", e);
    }
  }

  /** Whether web.xml orders the libraries, and orders none. */
  private static boolean isWithoutLibraries(ServletContext context) {
    return context.getAttribute(ServletContext.ORDERED_LIBS) instanceof List<?> libraries
        && libraries.isEmpty();
  }
}
