package dev.lifeline.supervise;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.WsWebSocketContainer;
import org.apache.tomcat.websocket.server.WsSci;
import org.apache.tomcat.websocket.server.WsServerContainer;

class TomcatFacadeTest extends FacadeContract {

  @Override
  TestServer start(List<Class<?>> endpoints) throws Exception {
    return OnTomcat.start(endpoints);
  }

  /** Tomcat, in this process. */
  record OnTomcat(Tomcat tomcat) implements TestServer {

    /** Held strongly, or the levels that are set would be collected with them. */
    private static final List<Logger> QUIET =
        List.of(Logger.getLogger("org.apache.catalina"), Logger.getLogger("org.apache.coyote"));

    static OnTomcat start(List<Class<?>> annotated, ServerEndpointConfig... programmatic)
        throws Exception {
      QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
      Path work = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "tmp-of-facades-");
      Tomcat tomcat = new Tomcat();
      tomcat.setBaseDir(work.toString());
      tomcat.setPort(0);
      StandardContext context = (StandardContext) tomcat.addContext("", work.toString());
      context.addServletContainerInitializer(new WsSci(), Set.copyOf(annotated));
      context.addServletContainerInitializer(
          (classes, application) -> deploy(programmatic, application), Set.of());
      // At the root, since Tomcat's filter for WebSockets runs only where a servlet is.
      Tomcat.addServlet(context, "default", new DefaultServlet());
      context.addServletMappingDecoded("/", "default");
      tomcat.getConnector();
      tomcat.start();
      return new OnTomcat(tomcat);
    }

    private static void deploy(ServerEndpointConfig[] endpoints, ServletContext application)
        throws ServletException {
      ServerContainer container =
          (ServerContainer) application.getAttribute(ServerContainer.class.getName());
      try {
        for (ServerEndpointConfig endpoint : endpoints) {
          container.addEndpoint(endpoint);
        }
      } catch (DeploymentException e) {
        throw new ServletException(e);
      }
    }

    WsServerContainer webSockets() {
      ServletContext application = ((Context) tomcat.getHost().findChild("")).getServletContext();
      return (WsServerContainer) application.getAttribute(ServerContainer.class.getName());
    }

    /** Those that Tomcat keeps, closed ones as well. */
    Set<?> sessions() {
      try {
        Field sessions = WsWebSocketContainer.class.getDeclaredField("sessions");
        sessions.setAccessible(true);
        return ((Map<?, ?>) sessions.get(webSockets())).keySet();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public int port() {
      return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void stop() throws LifecycleException {
      tomcat.stop();
      tomcat.destroy();
    }
  }
}
