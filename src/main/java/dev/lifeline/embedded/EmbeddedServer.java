package dev.lifeline.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.Valve;
import org.apache.catalina.WebResourceRoot;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.catalina.webresources.DirResourceSet;
import org.apache.catalina.webresources.StandardRoot;
import org.apache.tomcat.util.scan.StandardJarScanner;

/** A Tomcat with one application at its root, tuned for many connections that are mostly idle. */
final class EmbeddedServer {

  /**
   * 256 bytes: what Tomcat holds of a frame at a time. Messages may be of any size all the same,
   * since the endpoint takes them in parts.
   */
  private static final String FRAME_BUFFER_BYTES = "256";

  /** 256 characters of text and 256 bytes, held for a session; 8 KB each by Tomcat's default. */
  private static final String SESSION_BUFFER_SIZE = "256";

  /** Held strongly, or the level that is set on it would be collected with it. */
  private static final Logger CATALINA = Logger.getLogger("org.apache.catalina");

  /** Prints the stack trace of a failed start, which is thrown besides. */
  private static final Logger START = Logger.getLogger("org.apache.catalina.core.ContainerBase");

  private static final Logger WELD = Logger.getLogger("org.jboss.weld");

  private static final Logger COYOTE = Logger.getLogger("org.apache.coyote");

  /** The application's attribute with what sends its clients away in good order. */
  private static final String DRAIN = "dev.lifeline.drain";

  private final Path application;
  private final Tomcat tomcat = new Tomcat();
  private final int port;

  EmbeddedServer(Path application, Path work, int port) {
    this.application = application;
    this.port = port;
    tomcat.setBaseDir(work.toString());
    // Where Tomcat unpacks the WAR. From a packed one it would read each class of a library by
    // going through that library from its beginning: 34 s to start instead of 5.
    tomcat.getHost().setAppBase(work.toString());
  }

  /**
   * Returns when the application takes connections.
   *
   * @throws LifecycleException if the port is in use or the application refuses to start
   */
  void start() throws LifecycleException {
    CATALINA.setLevel(Level.SEVERE);
    START.setLevel(Level.OFF);
    COYOTE.setLevel(Level.WARNING);
    WELD.setLevel(Level.WARNING);
    System.setProperty("org.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE", FRAME_BUFFER_BYTES);
    tomcat.setConnector(TunedConnector.create(port));
    tomcat.getHost().getPipeline().addValve(errorPages());
    Context context = context();
    tomcat.getHost().addChild(context);
    tomcat.start();
    // A context that fails to start leaves the server running and empty.
    if (context.getState() != LifecycleState.STARTED) {
      throw new LifecycleException("the application did not start; its reason is above");
    }
  }

  int port() {
    return tomcat.getConnector().getLocalPort();
  }

  void await() {
    tomcat.getServer().await();
  }

  /**
   * Ends the connections, while the page can still be asked whether it is ready, and the server.
   */
  void stop() {
    for (Container application : tomcat.getHost().findChildren()) {
      if (application instanceof Context context
          && context.getServletContext().getAttribute(DRAIN) instanceof Runnable drain) {
        drain.run();
      }
    }
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      CATALINA.log(Level.SEVERE, "stopping failed", e);
    }
  }

  /** Static files and WebSocket; without the JSP servlet that Tomcat's defaults would add. */
  private Context context() {
    StandardContext context = new StandardContext();
    context.setPath("");
    context.setDocBase(application.toString());
    ContextConfig config = new ContextConfig();
    config.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
    context.addLifecycleListener(config);
    Tomcat.addServlet(context, "default", "org.apache.catalina.servlets.DefaultServlet");
    context.addServletMappingDecoded("/", "default");
    Tomcat.addDefaultMimeTypeMappings(context);
    context.addWelcomeFile("index.html");
    context.addParameter("org.apache.tomcat.websocket.textBufferSize", SESSION_BUFFER_SIZE);
    context.addParameter("org.apache.tomcat.websocket.binaryBufferSize", SESSION_BUFFER_SIZE);
    // Not the thread's or the system's: neither has Tomcat under Maven or the launcher.
    context.setParentClassLoader(EmbeddedServer.class.getClassLoader());
    // Under Maven the parent has Weld too; its initializer is started by the application's own.
    context.setContainerSciFilter("org\\.jboss\\.weld");
    if (context.getJarScanner() instanceof StandardJarScanner scanner) {
      scanner.setScanClassPath(false);
      scanner.setScanManifest(false);
    }
    if (Files.isDirectory(application)) {
      context.setResources(withClassesOfCheckout(context));
    }
    return context;
  }

  private WebResourceRoot withClassesOfCheckout(Context context) {
    WebResourceRoot resources = new StandardRoot(context);
    resources.addPreResources(
        new DirResourceSet(
            resources,
            "/WEB-INF/classes",
            application.resolveSibling("target/classes").toString(),
            "/"));
    return resources;
  }

  /** Errors without Tomcat's version and without a stack trace. */
  private static Valve errorPages() {
    ErrorReportValve errors = new ErrorReportValve();
    errors.setShowReport(false);
    errors.setShowServerInfo(false);
    return errors;
  }
}
