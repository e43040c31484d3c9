package dev.lifeline.container;

import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Has Tomcat look every second, instead of every ten, for sessions whose close was not answered:
 * the socket of a dead peer should not outlive it by long. By reflection: on Payara there is no
 * such class.
 */
final class TomcatTuning {

  private static final Logger LOG = System.getLogger(TomcatTuning.class.getName());

  /** Where Tomcat keeps its container for the application (Jakarta WebSocket, section 6.4). */
  private static final String CONTAINER = "jakarta.websocket.server.ServerContainer";

  private static final String TOMCATS = "org.apache.tomcat.websocket.server.WsServerContainer";

  private static final int PERIOD_SECONDS = 1;

  private TomcatTuning() {}

  static void apply(ServletContext context) {
    Object container = context.getAttribute(CONTAINER);
    if (container == null || !container.getClass().getName().equals(TOMCATS)) {
      return;
    }
    try {
      container
          .getClass()
          .getMethod("setProcessPeriod", int.class)
          .invoke(container, PERIOD_SECONDS);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.WARNING, "sockets may linger after a close: " + e);
    }
  }
}
