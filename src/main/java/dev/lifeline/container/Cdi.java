package dev.lifeline.container;

import jakarta.enterprise.inject.spi.CDI;

/** Whether the application has CDI, of the server's or of its own. */
final class Cdi {

  private Cdi() {}

  /** Whether it runs by now. */
  static boolean isRunning() {
    try {
      // OpenWebBeans gives itself before it runs, but not its bean manager.
      CDI.current().getBeanManager();
      return true;
    } catch (IllegalStateException | LinkageError e) {
      // A LinkageError where not even the API is there, as on a bare Tomcat.
      return false;
    }
  }

  /** Whether it may run later, since its API is there. */
  static boolean isPossible() {
    try {
      Class.forName(
          "jakarta.enterprise.inject.spi.CDI",
          false,
          Thread.currentThread().getContextClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
