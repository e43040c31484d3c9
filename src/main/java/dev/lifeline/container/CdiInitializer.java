package dev.lifeline.container;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.Set;

/**
 * Starts CDI where the server has none (Tomcat), and leaves the server's alone where it has one
 * (Payara). Weld's own initializer is kept from running by web.xml's empty absolute-ordering: on
 * Payara it would fail the deployment.
 */
public final class CdiInitializer implements ServletContainerInitializer {

  /** By name: the class is in the WAR, but refers to Tomcat's and must not be loaded on Payara. */
  private static final String WELD = "org.jboss.weld.environment.servlet.EnhancedListener";

  @Override
  public void onStartup(Set<Class<?>> classes, ServletContext context) throws ServletException {
    if (isCdiThere()) {
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

  private static boolean isCdiThere() {
    try {
      CDI.current();
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
